import type { ConfusionMatrix } from '../confusionMatrix.ts';
import { presentClasses } from './balancedAccuracy.ts';
import { overallOfMatrix } from './matrixMetric.ts';
import { everySampleIsOf } from './reasons.ts';

/**
 * Correlation of truth and prediction over all classes (Matthews; for more than two classes Gorodkin's R_K).
 *
 * Equals scikit-learn's `matthews_corrcoef`. If every row has the same prediction, numerator and denominator are
 * both 0 and the value is 0 by convention, as there. Undefined with samples of one class only, where scikit-learn
 * gives 0 even for perfect answers. Source: Gorodkin, Computational Biology and Chemistry 28 (2004) 367–374.
 */
export const matthewsCorrelation = overallOfMatrix({
  id: 'matthewsCorrelation',
  title: 'Matthews correlation',
  definition:
    'Correlation of truth and prediction over all classes: 0 for uninformed answers, 1 for perfect ones',
  better: 'higher',
  range: [-1, 1],
  value(matrix) {
    if (presentClasses(matrix).length < 2) return undefined;
    if (isConstant(matrix)) return 0;
    const { support, predicted, correct, total } = matrix;
    const square = total * total;
    const covariance = correct * total - dot(support, predicted);
    const variances = (square - dot(support, support)) * (square - dot(predicted, predicted));
    return Math.max(-1, Math.min(1, covariance / Math.sqrt(variances)));
  },
  reason({ matrix, table }) {
    const [only] = presentClasses(matrix);
    return only === undefined ? 'no samples' : everySampleIsOf(table.labels[only]!);
  },
  more: ({ matrix }) =>
    isConstant(matrix)
      ? {
          note: 'Every row has the same prediction: the covariance with the truth is zero, and so is the value by convention',
        }
      : {},
  randomBaseline: () => 0,
});

function isConstant({ predicted }: ConfusionMatrix): boolean {
  let used = 0;
  for (const weight of predicted) if (weight > 0) used++;
  return used < 2;
}

function dot(left: Float64Array, right: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < left.length; index++) sum += left[index]! * right[index]!;
  return sum;
}
