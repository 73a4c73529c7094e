import type { PredictionTable } from './predictionTable.ts';
import { sortWithOrder } from './sortWithOrder.ts';

/** How well the scores of one class rank its rows above all others. */
export interface Ranking {
  /** In [0, 1]; undefined without a row of the class. */
  readonly averagePrecision: number | undefined;
  /** In [0, 1]; undefined without a row of the class or without any other row. */
  readonly rocAuc: number | undefined;
  /** At most 1; undefined without a row of the class or without any other row. */
  readonly precisionRecallGain: number | undefined;
  /**
   * Pairs of a row of the class and a row of each other class that are ranked right, a tie counting half, by weight
   * (length K).
   */
  readonly pairsRight: Float64Array;
}

/** Sums down to a threshold. */
interface Descent {
  readonly pairsRight: Float64Array;
  positives: number;
  negatives: number;
  pairs: number;
  precisionSum: number;
  compensation: number;
  gain: number;
}

/**
 * Average precision and the areas under the ROC and the precision-recall-gain curve of one class against the rest,
 * from one sort of its scores.
 *
 * Thresholds are the distinct scores, compared exactly; a tie group is one point of each curve. Average precision is
 * the step sum Σ (Rₙ − Rₙ₋₁) Pₙ without interpolation; the area under the ROC curve is the share of pairs ranked right,
 * a tie counting half. Rows count by their weight. Undefined if the table has no scores; all values are NaN where a
 * score of the class is, which has no rank. O(N).
 */
export function rankClass(table: PredictionTable, classIndex: number): Ranking | undefined {
  if (table.scores === undefined) return undefined;
  const { actual, labels } = table;
  const column = scoreColumn(table, classIndex);
  if (column.some(Number.isNaN)) {
    const pairsRight = new Float64Array(labels.length).fill(NaN);
    return { averagePrecision: NaN, rocAuc: NaN, precisionRecallGain: NaN, pairsRight };
  }
  const { sorted, order } = sortWithOrder(column);
  const weights = table.weights?.values;
  const weightOf = (row: number): number => (weights === undefined ? 1 : weights[row]!);
  const sums: Descent = {
    pairsRight: new Float64Array(labels.length),
    positives: 0,
    negatives: 0,
    pairs: 0,
    precisionSum: 0,
    compensation: 0,
    gain: 0,
  };
  const all = totals(table, classIndex);
  for (let i = sorted.length - 1; i >= 0;) {
    const first = i;
    let positive = 0;
    let negative = 0;
    for (; i >= 0 && sorted[i] === sorted[first]; i--) {
      const row = order[i]!;
      if (actual[row] === classIndex) positive += weightOf(row);
      else negative += weightOf(row);
    }
    const above = sums.positives + positive / 2;
    for (let place = first; negative > 0 && place > i; place--) {
      const row = order[place]!;
      if (actual[row] !== classIndex) sums.pairsRight[actual[row]!]! += weightOf(row) * above;
    }
    descend(sums, positive, negative, all);
  }
  const { positives, negatives, pairs, precisionSum, gain, pairsRight } = sums;
  const both = positives > 0 && negatives > 0;
  return {
    averagePrecision: positives > 0 ? Math.min(1, precisionSum / positives) : undefined,
    rocAuc: both ? Math.min(1, pairs / positives / negatives) : undefined,
    precisionRecallGain: both ? Math.min(1, gain) : undefined,
    pairsRight,
  };
}

interface Totals {
  readonly positives: number;
  readonly negatives: number;
}

/** Takes a tie group into the sums. */
function descend(sums: Descent, positive: number, negative: number, all: Totals): void {
  sums.pairs += negative * (sums.positives + positive / 2);
  sums.gain += gainOf(sums, positive, negative, all);
  sums.positives += positive;
  sums.negatives += negative;
  if (positive > 0) {
    // Kahan's sum: a naive one over 1e6 terms may lose the twelfth digit.
    const term = positive * (sums.positives / (sums.positives + sums.negatives)) - sums.compensation;
    const next = sums.precisionSum + term;
    sums.compensation = next - sums.precisionSum - term;
    sums.precisionSum = next;
  }
}

/**
 * The area that a tie group adds under the precision-recall-gain curve, from a recall gain of 0 on.
 *
 * Both gains are linear in 1 / TP along a tie group, so that the trapezoid is exact.
 */
function gainOf(sums: Descent, positive: number, negative: number, all: Totals): number {
  const odds = all.positives / all.negatives;
  const start = Math.max(sums.positives, (all.positives / (all.positives + all.negatives)) * all.positives);
  const end = sums.positives + positive;
  if (!(end > start)) return 0;
  const falseAtStart = sums.negatives + ((start - sums.positives) / positive) * negative;
  const width = odds * (all.positives / end) * ((end - start) / start);
  const height = 1 - (odds * (falseAtStart / start + (sums.negatives + negative) / end)) / 2;
  return width * height;
}

function totals({ actual, weights }: PredictionTable, classIndex: number): Totals {
  let positives = 0;
  let negatives = 0;
  for (let row = 0; row < actual.length; row++) {
    const weight = weights === undefined ? 1 : weights.values[row]!;
    if (actual[row] === classIndex) positives += weight;
    else negatives += weight;
  }
  return { positives, negatives };
}

/** The scores of one class, a row each; the table must have scores. */
export function scoreColumn(table: PredictionTable, classIndex: number): Float64Array {
  const scores = table.scores!;
  const classes = table.labels.length;
  const column = new Float64Array(table.actual.length);
  for (let row = 0; row < column.length; row++) column[row] = scores[row * classes + classIndex]!;
  return column;
}
