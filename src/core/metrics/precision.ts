import { perClassOfMatrix } from './matrixMetric.ts';
import { proportionInterval } from './proportion.ts';

/**
 * Share of the rows predicted as a class that are of that class (positive predictive value).
 *
 * Equals scikit-learn's `precision_score` of the class. Undefined if no row is predicted as the class, where
 * scikit-learn gives 0 with a warning. The interval takes the number of predictions as given.
 */
export const precision = perClassOfMatrix({
  id: 'precision',
  title: 'Precision',
  definition: 'Share of the rows predicted as a class that are of that class',
  better: 'higher',
  range: [0, 1],
  value({ cells, size, predicted }, index) {
    return predicted[index]! > 0 ? cells[index * size + index]! / predicted[index]! : undefined;
  },
  reason: (label) => `no row is predicted as '${label}'`,
  more(input, index) {
    const { cells, size, predicted } = input.matrix;
    const value = cells[index * size + index]! / predicted[index]!;
    return proportionInterval(input, value, (matrix) => matrix.predicted[index]!);
  },
});
