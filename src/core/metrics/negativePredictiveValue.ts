import type { ConfusionMatrix } from '../confusionMatrix.ts';
import { sumExcept } from '../confusionMatrix.ts';
import { perClassOfMatrix } from './matrixMetric.ts';
import { proportionInterval } from './proportion.ts';

/**
 * Share of the rows that are not predicted as the class and are not of it: precision of "not this class".
 *
 * Equals scikit-learn's `precision_score` of "not this class". Undefined if every row is predicted as the class,
 * where scikit-learn gives 0 with a warning. The interval takes the number of predictions as given.
 */
export const negativePredictiveValue = perClassOfMatrix({
  id: 'negativePredictiveValue',
  title: 'Negative predictive value',
  definition: 'Share of the rows not predicted as a class that are not of that class',
  better: 'higher',
  range: [0, 1],
  value: shareOfTrueNegatives,
  reason: (label) => `every row is predicted as '${label}'`,
  more(input, index) {
    const value = shareOfTrueNegatives(input.matrix, index) ?? 0;
    return proportionInterval(input, value, ({ predicted }) => sumExcept(predicted, index));
  },
});

function shareOfTrueNegatives(matrix: ConfusionMatrix, index: number): number | undefined {
  const answered = sumExcept(matrix.predicted, index);
  if (!(answered > 0)) return undefined;
  const ofClass = matrix.cells.subarray(index * matrix.size, (index + 1) * matrix.size);
  return Math.max(0, 1 - sumExcept(ofClass, index) / answered);
}
