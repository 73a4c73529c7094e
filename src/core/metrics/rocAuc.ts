import { aucInterval } from '../aucInterval.ts';
import { effectiveSize } from '../effectiveSize.ts';
import type { Interval } from '../intervals.ts';
import { measured, undefinedBecause } from '../measured.ts';
import type { MetricInput, PerClassMetric } from './metric.ts';
import { everySampleIsOf, noSamplesOf } from './reasons.ts';
import { sumExcept } from '../confusionMatrix.ts';

/**
 * Area under the ROC curve of one class against the rest: the share of pairs of a row of the class and another row
 * in which the first has the higher score, ties counting half.
 *
 * Equals scikit-learn's `roc_auc_score` of the class; a reversed score stays below 0.5 and is never flipped.
 * Undefined without samples of the class or of any other, where scikit-learn gives NaN with a warning.
 */
export const rocAuc: PerClassMetric = {
  scope: 'perClass',
  id: 'rocAuc',
  title: 'ROC AUC',
  definition: 'Share of pairs, one row of the class and one of another, whose scores are in the right order',
  needs: 'scores',
  problems: ['binary', 'multiclass'],
  better: 'higher',
  range: [0, 1],
  compute(input, index) {
    const { ranking, matrix, table } = input;
    const value = ranking(index)?.rocAuc;
    if (value !== undefined) {
      return measured(value, { interval: areaInterval(input, index, value), method: 'hanley-mcneil' });
    }
    const label = table.labels[index]!;
    return undefinedBecause(matrix.support[index]! > 0 ? everySampleIsOf(label) : noSamplesOf(label));
  },
  constantBaseline: halfWhereDefined,
  randomBaseline: halfWhereDefined,
};

/** By the effective numbers of rows of the class and of all others. */
export function areaInterval(
  { matrix, squaredWeights, confidence }: MetricInput,
  index: number,
  value: number,
): Interval {
  const squares = squaredWeights();
  const positives = effectiveSize(matrix.support[index]!, squares?.support[index]);
  const negatives = effectiveSize(
    sumExcept(matrix.support, index),
    squares && sumExcept(squares.support, index),
  );
  return aucInterval(value, positives, negatives, confidence);
}

function halfWhereDefined({ matrix }: MetricInput, index: number): number | undefined {
  const positives = matrix.support[index]!;
  return positives > 0 && positives < matrix.total ? 0.5 : undefined;
}
