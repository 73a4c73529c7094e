import type { ConfusionMatrix } from '../confusionMatrix.ts';
import type { MeasuredValue } from '../measured.ts';
import { effectiveSize } from '../effectiveSize.ts';
import { wilson } from '../intervals.ts';
import { overallOfMatrix } from './matrixMetric.ts';
import type { MetricInput } from './metric.ts';
import { meanInterval } from './proportion.ts';
import { recall } from './recall.ts';

/**
 * Mean recall of the classes with samples.
 *
 * Equals scikit-learn's `balanced_accuracy_score`, which leaves out classes without samples; they are listed as
 * undefined. Interval by MOVER from the Wilson intervals of the recalls. Undefined without samples.
 */
export const balancedAccuracy = overallOfMatrix({
  id: 'balancedAccuracy',
  title: 'Balanced accuracy',
  definition: 'Mean recall of the classes with samples, each class counting the same',
  better: 'higher',
  range: [0, 1],
  value: meanRecall,
  reason: () => 'no samples',
  more(input) {
    const present = presentClasses(input.matrix);
    return { ...recallMeanInterval(input, present.length), ...withoutSupport(input) };
  },
  randomBaseline: ({ matrix }) => 1 / presentClasses(matrix).length,
});

/** Mean recall of the classes with samples; undefined without any. */
export function meanRecall(matrix: ConfusionMatrix): number | undefined {
  const present = presentClasses(matrix);
  if (present.length === 0) return undefined;
  return present.reduce((sum, index) => sum + (recall.classValue(matrix, index) ?? 0), 0) / present.length;
}

/** Indices of the classes with samples. */
export function presentClasses({ support }: ConfusionMatrix): number[] {
  const present: number[] = [];
  for (let index = 0; index < support.length; index++) if (support[index]! > 0) present.push(index);
  return present;
}

/** The interval of the sum of all defined recalls over `divisor`. */
export function recallMeanInterval(
  input: MetricInput,
  divisor: number,
): Pick<MeasuredValue, 'interval' | 'method'> {
  const squares = input.squaredWeights();
  const parts = presentClasses(input.matrix).map((index) => {
    const value = recall.classValue(input.matrix, index) ?? 0;
    const rows = effectiveSize(input.matrix.support[index]!, squares?.support[index]);
    return { value, interval: wilson(value * rows, rows, input.confidence) };
  });
  return meanInterval(input, parts, divisor);
}

/** Names the classes that a mean over classes with samples leaves out. */
export function withoutSupport({ matrix, table }: MetricInput): Pick<MeasuredValue, 'undefinedClasses'> {
  const undefinedClasses = table.labels.filter((_, index) => !(matrix.support[index]! > 0));
  return undefinedClasses.length === 0 ? {} : { undefinedClasses };
}
