import type { ConfusionMatrix } from '../confusionMatrix.ts';
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
    const disagreement = { observed: 0, expected: 0 };
    for (let actual = 0; actual < matrix.size; actual++) addRow(matrix, actual, disagreement);
    return disagreement.expected > 0 ? 1 - disagreement.observed / disagreement.expected : undefined;
  },
  reason({ matrix, table }) {
    const [only] = presentClasses(matrix);
    return only === undefined
      ? 'no samples'
      : `${everySampleIsOf(table.labels[only]!)} and predicted as it, so agreement by chance is complete`;
  },
  randomBaseline: () => 0,
});

/** Disagreements are sums of positive terms, so that 0 is exactly 0; 1 minus the agreement would not be. */
function addRow(
  { cells, size, support, predicted, total }: ConfusionMatrix,
  actual: number,
  disagreement: { observed: number; expected: number },
): void {
  if (!(support[actual]! > 0)) return;
  for (let column = 0; column < size; column++) {
    if (column === actual) continue;
    disagreement.observed += cells[actual * size + column]!;
    disagreement.expected += (support[actual]! * predicted[column]!) / total;
  }
}
