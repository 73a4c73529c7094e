import type { PredictionTable } from './predictionTable.ts';
import { sortWithOrder } from './sortWithOrder.ts';

/** How well the scores of one class rank its rows above all others. */
export interface Ranking {
  /** In [0, 1]; undefined without a row of the class. */
  readonly averagePrecision: number | undefined;
  /** In [0, 1]; undefined without a row of the class or without any other row. */
  readonly rocAuc: number | undefined;
}

/**
 * Average precision and area under the ROC curve of one class against the rest, from one sort of its scores.
 *
 * Thresholds are the distinct scores, compared exactly; a tie group is one point of either curve. Average precision
 * is the step sum Σ (Rₙ − Rₙ₋₁) Pₙ without interpolation; the area is the share of pairs ranked right, a tie counting
 * half. Rows count by their weight. Undefined if the table has no scores; both values are NaN where a score of the class
 * is, which has no rank. O(N).
 */
export function rankClass(table: PredictionTable, classIndex: number): Ranking | undefined {
  if (table.scores === undefined) return undefined;
  const column = scoreColumn(table, classIndex);
  if (column.some(Number.isNaN)) return { averagePrecision: NaN, rocAuc: NaN };
  const { sorted, order } = sortWithOrder(column);
  const weights = table.weights?.values;
  let positives = 0;
  let negatives = 0;
  let precisionSum = 0;
  let compensation = 0;
  let pairs = 0;
  for (let i = sorted.length - 1; i >= 0;) {
    const score = sorted[i]!;
    let positive = 0;
    let negative = 0;
    for (; i >= 0 && sorted[i] === score; i--) {
      const row = order[i]!;
      const weight = weights === undefined ? 1 : weights[row]!;
      if (table.actual[row] === classIndex) positive += weight;
      else negative += weight;
    }
    pairs += negative * (positives + positive / 2);
    positives += positive;
    negatives += negative;
    if (positive > 0) {
      // Kahan's sum: a naive one over 1e6 terms may lose the twelfth digit.
      const term = positive * (positives / (positives + negatives)) - compensation;
      const next = precisionSum + term;
      compensation = next - precisionSum - term;
      precisionSum = next;
    }
  }
  return {
    averagePrecision: positives > 0 ? Math.min(1, precisionSum / positives) : undefined,
    rocAuc: positives > 0 && negatives > 0 ? Math.min(1, pairs / positives / negatives) : undefined,
  };
}

/** The scores of one class, a row each; the table must have scores. */
export function scoreColumn(table: PredictionTable, classIndex: number): Float64Array {
  const scores = table.scores!;
  const classes = table.labels.length;
  const column = new Float64Array(table.actual.length);
  for (let row = 0; row < column.length; row++) column[row] = scores[row * classes + classIndex]!;
  return column;
}
