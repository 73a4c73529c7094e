import type { ConfusionMatrix } from '../confusionMatrix.ts';
import { meanRecall, presentClasses, withoutSupport } from './balancedAccuracy.ts';
import { overallOfMatrix } from './matrixMetric.ts';
import { everySampleIsOf } from './reasons.ts';

/**
 * Balanced accuracy on a scale on which uninformed answers have 0 and perfect ones 1: (B − 1/K) / (1 − 1/K).
 *
 * Equals scikit-learn's `balanced_accuracy_score(…, adjusted=True)`; K is the number of classes with samples.
 * Undefined with samples of one class only, where scikit-learn gives NaN or −inf.
 */
export const adjustedBalancedAccuracy = overallOfMatrix({
  id: 'adjustedBalancedAccuracy',
  title: 'Adjusted balanced accuracy',
  definition: 'Balanced accuracy rescaled: 0 for uninformed answers, 1 for perfect ones',
  better: 'higher',
  range: [-1, 1],
  value(matrix: ConfusionMatrix) {
    const chance = 1 / presentClasses(matrix).length;
    const mean = meanRecall(matrix);
    return mean === undefined || chance === 1 ? undefined : Math.max(-1, (mean - chance) / (1 - chance));
  },
  reason({ matrix, table }) {
    const [only] = presentClasses(matrix);
    return only === undefined ? 'no samples' : everySampleIsOf(table.labels[only]!);
  },
  more: withoutSupport,
  randomBaseline: ({ matrix }) => (presentClasses(matrix).length >= 2 ? 0 : undefined),
});
