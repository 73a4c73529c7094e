import { overallOfMatrix } from './matrixMetric.ts';
import type { MetricInput } from './metric.ts';
import type { WithInterval } from './proportion.ts';
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
  notResampled: true,
  more: accuracyInterval,
});

/** The Wilson interval of accuracy, whatever name it goes by. */
export function accuracyInterval(input: MetricInput): WithInterval {
  return proportionInterval(input, input.matrix.correct / input.matrix.total, (matrix) => matrix.total);
}
