import type { ConfusionMatrix } from '../confusionMatrix.ts';
import { falsePositives, sumExcept } from '../confusionMatrix.ts';
import { perClassOfMatrix } from './matrixMetric.ts';
import { proportionInterval } from './proportion.ts';
import { everySampleIsOf } from './reasons.ts';

/**
 * Share of the rows of all other classes that are not predicted as the class (true negative rate).
 *
 * Equals scikit-learn's `recall_score` of "not this class". Undefined if every sample is of the class, where
 * scikit-learn gives 0 with a warning.
 */
export const specificity = perClassOfMatrix({
  id: 'specificity',
  title: 'Specificity',
  definition: 'Share of the rows of all other classes that are not predicted as the class',
  better: 'higher',
  range: [0, 1],
  value: trueNegativeRate,
  reason: everySampleIsOf,
  more(input, index) {
    const value = trueNegativeRate(input.matrix, index) ?? 0;
    return proportionInterval(input, value, ({ support }) => sumExcept(support, index));
  },
});

function trueNegativeRate(matrix: ConfusionMatrix, index: number): number | undefined {
  const negatives = sumExcept(matrix.support, index);
  if (!(negatives > 0)) return undefined;
  return Math.max(0, 1 - falsePositives(matrix, index) / negatives);
}
