import type { PredictionRuleLimits } from '../core/limits.ts';
import type { PredictionTable } from '../core/predictionTable.ts';
import type { Relabelling } from '../core/relabelling.ts';
import { surelyPermuted } from './labelMapPermuted.ts';

/** How the predicted classes of a table stand to its scores. */
export interface ScoreAgreement {
  /** Rows, by frequency weights as so many, and those in which another class has a higher score than the predicted one. */
  readonly rows: number;
  readonly others: number;
  /** The first of these; undefined without any. */
  readonly firstRow?: number;
  /** The reading of the score columns under which the highest score is the predicted class nearly always. */
  readonly columns?: Relabelling;
}

/** Share of rows in which the columns read anew must agree with the predicted classes. */
const agreementNeeded = 0.99;

/**
 * Compares the predicted class with the class of the highest score in every row; undefined without scores, and where the
 * predicted class is the highest score by definition. O(N K).
 */
export function scoreAgreement(
  { scores, actual, predicted, labels, weights, columns }: PredictionTable,
  limits: PredictionRuleLimits,
): ScoreAgreement | undefined {
  if (scores === undefined || columns.predicted === undefined) return undefined;
  const classes = labels.length;
  const frequency = weights?.kind === 'frequency' ? weights.values : undefined;
  const matrix = labels.map(() => new Array<number>(classes).fill(0));
  let [rows, others, firstRow] = [0, 0, -1];
  for (let row = 0; row < actual.length; row++) {
    const weight = frequency?.[row] ?? 1;
    const own = predicted[row]!;
    let best = own;
    for (let index = 0; index < classes; index++) {
      if (scores[row * classes + index]! > scores[row * classes + best]!) best = index;
    }
    matrix[own]![best]! += weight;
    rows += weight;
    if (best === own || !(weight > 0)) continue;
    others += weight;
    if (firstRow < 0) firstRow = row;
  }
  const reading = others > limits.otherAnswers * rows ? surelyPermuted(matrix, limits) : undefined;
  const agrees = reading !== undefined && reading.rightAfter >= agreementNeeded * reading.rows;
  return { rows, others, ...(firstRow < 0 ? {} : { firstRow }), ...(agrees ? { columns: reading } : {}) };
}

/** True if the score columns hold the scores of other classes than they are named by: then no score is gone by. */
export function areColumnsPermuted(table: PredictionTable, limits: PredictionRuleLimits): boolean {
  return scoreAgreement(table, limits)?.columns !== undefined;
}
