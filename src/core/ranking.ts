import type { CompensatedSum } from './compensatedSum.ts';
import { addTo, emptySum } from './compensatedSum.ts';
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
  readonly positives: CompensatedSum;
  readonly negatives: CompensatedSum;
  readonly pairs: CompensatedSum;
  readonly precision: CompensatedSum;
  readonly gain: CompensatedSum;
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
    positives: emptySum(),
    negatives: emptySum(),
    pairs: emptySum(),
    precision: emptySum(),
    gain: emptySum(),
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
    const above = sums.positives.sum + positive / 2;
    for (let place = first; negative > 0 && above > 0 && place > i; place--) {
      const row = order[place]!;
      if (actual[row] !== classIndex) sums.pairsRight[actual[row]!]! += weightOf(row) * above;
    }
    descend(sums, positive, negative, all);
  }
  const positives = sums.positives.sum;
  const negatives = sums.negatives.sum;
  const both = positives > 0 && negatives > 0;
  return {
    averagePrecision: positives > 0 ? Math.min(1, sums.precision.sum / positives) : undefined,
    rocAuc: both ? Math.min(1, sums.pairs.sum / positives / negatives) : undefined,
    precisionRecallGain: both ? Math.min(1, sums.gain.sum) : undefined,
    pairsRight: sums.pairsRight,
  };
}

interface Totals {
  readonly positives: number;
  readonly negatives: number;
}

/** Takes a tie group into the sums. */
function descend(sums: Descent, positive: number, negative: number, all: Totals): void {
  if (negative > 0) addTo(sums.pairs, negative * (sums.positives.sum + positive / 2));
  if (positive > 0) addTo(sums.gain, gainOf(sums, positive, negative, all));
  if (negative > 0) addTo(sums.negatives, negative);
  if (!(positive > 0)) return;
  addTo(sums.positives, positive);
  const found = sums.positives.sum;
  addTo(sums.precision, positive * (found / (found + sums.negatives.sum)));
}

/**
 * The area that a tie group adds under the precision-recall-gain curve, from a recall gain of 0 on.
 *
 * Both gains are linear in 1 / TP along a tie group, so that the trapezoid is exact.
 */
function gainOf(sums: Descent, positive: number, negative: number, all: Totals): number {
  const odds = all.positives / all.negatives;
  const before = sums.positives.sum;
  const start = Math.max(before, (all.positives / (all.positives + all.negatives)) * all.positives);
  const end = before + positive;
  if (!(end > start)) return 0;
  const falseAtStart = sums.negatives.sum + ((start - before) / positive) * negative;
  const width = odds * (all.positives / end) * ((end - start) / start);
  const height = 1 - (odds * (falseAtStart / start + (sums.negatives.sum + negative) / end)) / 2;
  return width * height;
}

function totals({ actual, weights }: PredictionTable, classIndex: number): Totals {
  const positives = emptySum();
  const negatives = emptySum();
  for (let row = 0; row < actual.length; row++) {
    addTo(
      actual[row] === classIndex ? positives : negatives,
      weights === undefined ? 1 : weights.values[row]!,
    );
  }
  return { positives: positives.sum, negatives: negatives.sum };
}

/** The scores of one class, a row each; the table must have scores. */
export function scoreColumn(table: PredictionTable, classIndex: number): Float64Array {
  const scores = table.scores!;
  const classes = table.labels.length;
  const column = new Float64Array(table.actual.length);
  for (let row = 0; row < column.length; row++) column[row] = scores[row * classes + classIndex]!;
  return column;
}
