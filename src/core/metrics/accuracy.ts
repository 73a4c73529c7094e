import { overallOfMatrix } from './matrixMetric.ts';
import { proportionInterval } from './proportion.ts';

/**
 * Share of rows that are answered right, by weight.
 *
 * Equals scikit-learn's `accuracy_score`. Undefined without samples.
 */
export const accuracy = overallOfMatrix({
  id: 'accuracy',
  title: 'Accuracy',
  definition: 'Share of all rows that are answered right',
  better: 'higher',
  range: [0, 1],
  value: ({ correct, total }) => (total > 0 ? correct / total : undefined),
  reason: () => 'no samples',
  more: (input) =>
    proportionInterval(input, input.matrix.correct / input.matrix.total, (matrix) => matrix.total),
});
