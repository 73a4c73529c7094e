import { rowLoss } from '../logLoss.ts';
import { measured, undefinedBecause } from '../measured.ts';
import type { PredictionTable } from '../predictionTable.ts';
import { sortWithOrder } from '../sortWithOrder.ts';
import type { OverallMetric } from './metric.ts';

/** The share of the rows, by weight, that counts as the worst ones. */
const worstShare = 0.05;

/**
 * Share of the whole log loss that falls on the 5 % of the rows with the highest loss.
 *
 * It is 0.05 where all rows cost the same and near 1 where a few sure mistakes make the loss. Rows count by their
 * weight; the row on which the 5 % end counts in part. Undefined without samples.
 */
export const worstRowsLossShare: OverallMetric = {
  scope: 'overall',
  id: 'worstRowsLossShare',
  title: 'Loss share of the worst 5 %',
  definition: 'Share of the whole log loss that falls on the 5 % of the rows with the highest loss',
  needs: 'scores',
  problems: ['binary', 'multiclass'],
  better: 'lower',
  range: [worstShare, 1],
  compute({ table, losses, matrix }) {
    const sums = losses()?.sums;
    if (table.scores === undefined || sums === undefined) return undefinedBecause('no scores');
    const all = sums.reduce((sum, loss) => sum + loss, 0);
    const worst = worstLoss(table, table.scores, worstShare * matrix.total);
    return measured(Math.min(1, Math.max(worstShare, worst / all)));
  },
  /** One probability on all rows, the same for each class with samples. */
  constantBaseline: () => worstShare,
  randomBaseline: () => undefined,
};

/** The summed loss of the rows that cost most, up to a weight. */
function worstLoss(
  { actual, labels, weights }: PredictionTable,
  scores: Float64Array,
  weight: number,
): number {
  const rows = new Float64Array(actual.length);
  for (let row = 0; row < rows.length; row++)
    rows[row] = rowLoss(scores[row * labels.length + actual[row]!]!);
  const { sorted, order } = sortWithOrder(rows);
  let left = weight;
  let sum = 0;
  for (let place = sorted.length - 1; place >= 0 && left > 0; place--) {
    const taken = Math.min(left, weights === undefined ? 1 : weights.values[order[place]!]!);
    sum += taken * sorted[place]!;
    left -= taken;
  }
  return sum;
}
