import type { PredictionTable } from './predictionTable.ts';
import { scoreColumn } from './ranking.ts';
import { sortWithOrder } from './sortWithOrder.ts';

/** The operating points of one class against the rest, by falling threshold: recall never falls along them. */
export interface PrecisionRecallCurve {
  /** A row counts as answered with the class if its score is at least this. */
  readonly thresholds: Float64Array;
  /** In [0, 1]. */
  readonly precision: Float64Array;
  /** In [0, 1]. */
  readonly recall: Float64Array;
}

/**
 * Precision and recall of one class at each of its distinct scores.
 *
 * Equals scikit-learn's `precision_recall_curve` in reverse order and without the point (recall 0, precision 1) that
 * it adds: rows of weight 0 give no threshold, a tie group is one point, and the step sum over the points is the
 * average precision. Undefined without scores, with a NaN among them, or without a row of the class (scikit-learn:
 * recall 1 with a warning). O(N).
 */
export function precisionRecallCurve(
  table: PredictionTable,
  classIndex: number,
): PrecisionRecallCurve | undefined {
  if (table.scores === undefined) return undefined;
  const column = scoreColumn(table, classIndex);
  if (column.some(Number.isNaN)) return undefined;
  const { sorted, order } = sortWithOrder(column);
  const weights = table.weights?.values;
  const thresholds = new Float64Array(sorted.length);
  const precision = new Float64Array(sorted.length);
  const recall = new Float64Array(sorted.length);
  let points = 0;
  let positives = 0;
  let answered = 0;
  for (let i = sorted.length - 1; i >= 0;) {
    const score = sorted[i]!;
    const before = answered;
    for (; i >= 0 && sorted[i] === score; i--) {
      const row = order[i]!;
      const weight = weights === undefined ? 1 : weights[row]!;
      answered += weight;
      if (table.actual[row] === classIndex) positives += weight;
    }
    if (answered === before) continue;
    thresholds[points] = score;
    precision[points] = positives / answered;
    recall[points] = positives;
    points++;
  }
  if (!(positives > 0) || !Number.isFinite(answered)) return undefined;
  for (let point = 0; point < points; point++) recall[point]! /= positives;
  return {
    thresholds: thresholds.slice(0, points),
    precision: precision.slice(0, points),
    recall: recall.slice(0, points),
  };
}
