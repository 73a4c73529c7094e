import { presentClasses, withoutSupport } from './balancedAccuracy.ts';
import { largestLoss, meanLoss } from './logLoss.ts';
import type { OverallMetric } from './metric.ts';

/**
 * Mean over the classes with samples of the class's mean log loss, in nats.
 *
 * Equals scikit-learn's `log_loss` under sample weights 1 / supportₖ. Its uninformed level is ln K of the classes
 * with samples, whatever their shares. Classes without samples are left out and listed. Undefined without samples.
 */
export const balancedLogLoss: OverallMetric = {
  scope: 'overall',
  id: 'balancedLogLoss',
  title: 'Balanced log loss',
  definition: 'Mean of the mean log losses of the classes, each class counting the same',
  needs: 'scores',
  problems: ['binary', 'multiclass'],
  better: 'lower',
  range: [0, largestLoss],
  compute(input) {
    const { support } = input.matrix;
    const result = meanLoss(
      input,
      Array.from(support, (weight) => (weight > 0 ? 1 / weight : 0)),
      presentClasses(input.matrix).length,
    );
    return result.kind === 'value' ? { ...result, ...withoutSupport(input) } : result;
  },
  constantBaseline: ({ matrix }) => Math.log(presentClasses(matrix).length),
  randomBaseline: () => undefined,
};
