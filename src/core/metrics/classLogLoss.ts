import { effectiveSize } from '../effectiveSize.ts';
import { measured, undefinedBecause } from '../measured.ts';
import { largestLoss } from './logLoss.ts';
import type { Influence } from './lossInterval.ts';
import { lossInterval } from './lossInterval.ts';
import type { PerClassMetric } from './metric.ts';
import { noSamplesOf } from './reasons.ts';

/**
 * Mean log loss of the rows of one class, in nats.
 *
 * Equals scikit-learn's `log_loss` on those rows alone. Undefined without samples of the class. Its uninformed
 * level is −ln of the class's share.
 */
export const classLogLoss: PerClassMetric = {
  scope: 'perClass',
  id: 'logLoss',
  title: 'Log loss',
  definition: 'Mean negative logarithm of the probability given to the class, over its own rows',
  needs: 'scores',
  problems: ['binary', 'multiclass'],
  better: 'lower',
  range: [0, largestLoss],
  compute(input, index) {
    const { losses, matrix, squaredWeights, table } = input;
    const loss = losses()?.sums[index];
    const support = matrix.support[index]!;
    if (loss === undefined || !(support > 0)) return undefinedBecause(noSamplesOf(table.labels[index]!));
    const value = loss / support;
    const influence: Influence = (rowLoss, rowWeight) => (rowWeight * (rowLoss - value)) / support;
    return measured(value, {
      ...lossInterval(input, value, { influence, onlyClass: index }, [0, largestLoss]),
      n: effectiveSize(support, squaredWeights()?.support[index]),
    });
  },
  constantBaseline: ({ matrix }, index) =>
    matrix.support[index]! > 0 ? -Math.log(matrix.support[index]! / matrix.total) : undefined,
  randomBaseline: () => undefined,
};
