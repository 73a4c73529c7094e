import type { PredictionTable } from '../predictionTable.ts';
import { scoreColumn } from '../ranking.ts';
import { sortWithOrder } from '../sortWithOrder.ts';

/** Rows of a step are counted by actual class (2: positive) and present answer (1: positive). */
export const kinds = 4;

/**
 * The rows of a binary table by falling score of the positive class, gathered into steps that a threshold cannot part.
 *
 * A step is a distinct score, or where there are too many a range of them. Entry `step * 4 + kind` holds how many rows
 * of a kind the step has, and `weights` what each of them counts (their mean).
 */
export interface ScoreSteps {
  readonly size: number;
  readonly counts: Float64Array;
  readonly weights: Float64Array;
  /** Highest and lowest score of each step. */
  readonly highest: Float64Array;
  readonly lowest: Float64Array;
  /** Whole rows of each class: negatives, positives. */
  readonly rows: readonly [number, number];
  /** False where a step holds several scores. */
  readonly exact: boolean;
  /** Distinct scores. */
  readonly scores: number;
}

/**
 * Gathers the rows of a binary table with scores by falling score of the class `positive`. Rows of weight 0 are left
 * out; frequency weights count as rows.
 *
 * Up to `most` distinct scores each is a step of its own. Beyond it a step holds scores of neighbouring ranks, at most
 * one in `resolution` of the rows that lie beyond it towards the nearer end: ranks near both ends stay single, since a
 * rare class is decided there. No label has a part in it. Undefined where a score is not finite. O(N).
 */
export function scoreSteps(
  table: PredictionTable,
  positive: number,
  most: number,
  resolution: number,
): ScoreSteps | undefined {
  const column = scoreColumn(table, positive);
  if (!column.every(Number.isFinite)) return undefined;
  const { sorted, order } = sortWithOrder(column);
  const scores = distinctScores(sorted);
  const exact = scores <= most;
  const ends = stepEnds(sorted, exact ? Infinity : resolution);
  const gathered = emptySteps(ends.length);
  let from = sorted.length;
  ends.forEach((end, step) => {
    gathered.highest[step] = sorted[from - 1]!;
    gathered.lowest[step] = sorted[end]!;
    for (let place = end; place < from; place++) addRow(gathered, step, table, positive, order[place]!);
    from = end;
  });
  return finished(gathered, exact, scores, table);
}

/** The places of the lowest score of each step, the highest step first. */
function stepEnds(sorted: Float64Array, resolution: number): number[] {
  const ends: number[] = [];
  let from = sorted.length;
  for (let place = sorted.length - 1; place >= 0; place--) {
    if (place > 0 && sorted[place - 1] === sorted[place]) continue;
    const fromEnd = Math.min(sorted.length - from, from - 1);
    if (place > 0 && from - place < fromEnd / resolution) continue;
    ends.push(place);
    from = place;
  }
  return ends;
}

function distinctScores(sorted: Float64Array): number {
  let distinct = sorted.length === 0 ? 0 : 1;
  for (let place = 1; place < sorted.length; place++) if (sorted[place] !== sorted[place - 1]) distinct++;
  return distinct;
}

interface Gathered {
  readonly counts: Float64Array;
  readonly totals: Float64Array;
  readonly highest: Float64Array;
  readonly lowest: Float64Array;
}

function emptySteps(size: number): Gathered {
  return {
    counts: new Float64Array(size * kinds),
    totals: new Float64Array(size * kinds),
    highest: new Float64Array(size),
    lowest: new Float64Array(size),
  };
}

function addRow(
  { counts, totals }: Gathered,
  step: number,
  { actual, predicted, weights }: PredictionTable,
  positive: number,
  row: number,
): void {
  const weight = weights?.values[row] ?? 1;
  if (!(weight > 0)) return;
  const entry = step * kinds + (actual[row] === positive ? 2 : 0) + (predicted[row] === positive ? 1 : 0);
  counts[entry]! += weights?.kind === 'frequency' ? weight : 1;
  totals[entry]! += weight;
}

function finished(
  { counts, totals, highest, lowest }: Gathered,
  exact: boolean,
  scores: number,
  { weights }: PredictionTable,
): ScoreSteps {
  const size = highest.length;
  const rows: [number, number] = [0, 0];
  const each = new Float64Array(size * kinds).fill(1);
  for (let entry = 0; entry < each.length; entry++) {
    rows[entry % kinds < 2 ? 0 : 1] += counts[entry]!;
    if (weights?.kind === 'importance' && counts[entry]! > 0) each[entry] = totals[entry]! / counts[entry]!;
  }
  return {
    size,
    counts,
    weights: each,
    highest,
    lowest,
    rows,
    exact,
    scores,
  };
}
