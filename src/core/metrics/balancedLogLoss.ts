import { presentClasses, withoutSupport } from './balancedAccuracy.ts';
import { largestLoss, meanLoss } from './logLoss.ts';
import { measured } from '../measured.ts';
import { effectiveSize } from '../effectiveSize.ts';
import type { IntervalPart } from '../measured.ts';
import type { Influence } from './lossInterval.ts';
import { influenceMoments, lossInterval } from './lossInterval.ts';
import type { MetricInput, OverallMetric } from './metric.ts';

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
    if (result.kind === 'undefined') return result;
    const { value, note } = result;
    return measured(value, {
      ...intervalOf(input, value),
      ...(note === undefined ? {} : { note }),
      ...withoutSupport(input),
    });
  },
  constantBaseline: ({ matrix }) => Math.log(presentClasses(matrix).length),
  randomBaseline: () => undefined,
};

/** The classes' own variances add up, so the degrees of freedom are Welch and Satterthwaite's. */
function intervalOf(input: MetricInput, value: number): IntervalPart {
  const { matrix, table } = input;
  const present = presentClasses(matrix);
  const squares = input.squaredWeights();
  const rows = Array.from(matrix.support, (support, index) =>
    effectiveSize(support, squares?.support[index]),
  );
  const few = present.find((index) => rows[index]! < 2);
  if (few !== undefined) {
    return { noInterval: `class '${table.labels[few]!}' has too few rows to tell how its losses vary` };
  }
  const sums = input.losses()?.sums;
  const means = Array.from(matrix.support, (support, index) => (sums?.[index] ?? 0) / support);
  const scales = Array.from(matrix.support, (support, index) => {
    const unbiased = Math.sqrt(rows[index]! / (rows[index]! - 1));
    return unbiased / (present.length * support);
  });
  const influence: Influence = (loss, weight, _, actual) =>
    scales[actual]! * weight * (loss - means[actual]!);
  let variance = 0;
  let spread = 0;
  for (const index of present) {
    const ofClass = influenceMoments(input, influence, index).squares;
    variance += ofClass;
    spread += ofClass ** 2 / (rows[index]! - 1);
  }
  return lossInterval(input, value, { influence, degrees: variance ** 2 / spread }, [0, largestLoss]);
}
