import { presentClasses } from './balancedAccuracy.ts';
import { overallOfMatrix } from './matrixMetric.ts';
import { everySampleIsOf } from './reasons.ts';

/**
 * Agreement beyond what the class shares of truth and prediction give by chance, unweighted.
 *
 * Equals scikit-learn's `cohen_kappa_score`. Undefined if truth and prediction are one and the same class on every
 * row, where chance agreement is 1 and scikit-learn gives NaN. Source: Cohen (1960).
 */
export const cohenKappa = overallOfMatrix({
  id: 'cohenKappa',
  title: "Cohen's kappa",
  definition: 'Agreement of truth and prediction beyond what their class shares give by chance',
  better: 'higher',
  range: [-1, 1],
  value(matrix) {
    const { cells, size, support, predicted, total } = matrix;
    let observed = 0;
    let expected = 0;
    // Class by class, so that both are exactly 0 where they should be: 1 minus the agreement would not be.
    for (let index = 0; index < size; index++) {
      observed += support[index]! - cells[index * size + index]!;
      expected += (support[index]! * (total - predicted[index]!)) / total;
    }
    return expected > 0 ? 1 - observed / expected : undefined;
  },
  reason({ matrix, table }) {
    const [only] = presentClasses(matrix);
    return only === undefined
      ? 'no samples'
      : `${everySampleIsOf(table.labels[only]!)} and predicted as it, so agreement by chance is complete`;
  },
  randomBaseline: () => 0,
});
