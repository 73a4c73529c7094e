import type { ConfusionMatrix } from '../confusionMatrix.ts';
import { confusionMatrix } from '../confusionMatrix.ts';
import type { Limits } from '../limits.ts';
import type { PredictionTable, RowWeights } from '../predictionTable.ts';
import type { RightRows } from './mcnemar.ts';
import type { PairedTables } from './pairTables.ts';

/** What the parts of a comparison share. Pairs are of A and B. */
export interface ComparedInput {
  readonly tables: readonly [PredictionTable, PredictionTable];
  readonly matrices: readonly [ConfusionMatrix, ConfusionMatrix];
  readonly labels: readonly string[];
  readonly actual: Int32Array;
  readonly weights: RowWeights | undefined;
  /** Rows by their frequency weights, else the number of rows with a weight. */
  readonly rows: number;
  /** All rows by which file is right; absent for importance weights. */
  readonly right: RightRows | undefined;
  readonly rightByClass: readonly RightRows[] | undefined;
  readonly answeredOtherwise: number;
  /** Class index of the positive class of two. */
  readonly positive: number | undefined;
  readonly limits: Pick<Limits, 'confidence' | 'resampling' | 'rules'>;
}

export function comparedInput({ a, b }: PairedTables, limits: ComparedInput['limits']): ComparedInput {
  const { labels, actual, weights } = a;
  const byClass = labels.map(() => ({ both: 0, onlyA: 0, onlyB: 0, neither: 0 }));
  let [rows, answeredOtherwise] = [0, 0];
  for (let row = 0; row < actual.length; row++) {
    const weight = weights?.values[row] ?? 1;
    rows += weights?.kind === 'importance' ? Number(weight > 0) : weight;
    if (a.predicted[row] !== b.predicted[row]) answeredOtherwise += weight;
    const [inA, inB] = [a.predicted[row] === actual[row], b.predicted[row] === actual[row]];
    const side = inA ? (inB ? 'both' : 'onlyA') : inB ? 'onlyB' : 'neither';
    byClass[actual[row]!]![side] += weight;
  }
  const isCounted = weights?.kind !== 'importance';
  return {
    tables: [a, b],
    matrices: [confusionMatrix(a), confusionMatrix(b)],
    labels,
    actual,
    weights,
    rows,
    right: isCounted ? byClass.reduce(sum) : undefined,
    rightByClass: isCounted ? byClass : undefined,
    answeredOtherwise,
    positive: labels.length === 2 ? positiveOf(a, b) : undefined,
    limits,
  };
}

function sum(one: RightRows, other: RightRows): { -readonly [K in keyof RightRows]: RightRows[K] } {
  return {
    both: one.both + other.both,
    onlyA: one.onlyA + other.onlyA,
    onlyB: one.onlyB + other.onlyB,
    neither: one.neither + other.neither,
  };
}

/** A's, since its classes stand in the same order; of the same truth both files choose the same one, unless one says so. */
function positiveOf(a: PredictionTable, b: PredictionTable): number | undefined {
  const set = [a.positive, b.positive].find((one) => one?.source === 'setting');
  return (set ?? a.positive ?? b.positive)?.classIndex;
}
