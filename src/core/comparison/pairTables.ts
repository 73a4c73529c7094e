import type { PredictionTable } from '../predictionTable.ts';
import { alignTable } from './alignTable.ts';
import type { LabelMatch } from './alignTable.ts';
import { matchIds } from './matchIds.ts';
import type { Pairing, PairingRefusal } from './pairing.ts';

/** Two tables of the same rows in the same order, with the same classes and the same truth. */
export interface PairedTables {
  readonly a: PredictionTable;
  readonly b: PredictionTable;
  readonly pairing: Pairing;
}

/** Examples of ids, and classes with unequal counts, that a refusal names. */
const examples = 3;

/**
 * Pairs the rows of two prediction tables: by their ids where both have them, else by their order.
 *
 * Order is only taken where the true labels stand in the same order; ids that repeat are no hindrance where they do
 * too. Refused where the rows are not the same, with the counts that say so. `union` are the classes of both tables.
 * O(N).
 */
export function pairTables(
  a: PredictionTable,
  b: PredictionTable,
  union: LabelMatch,
): PairedTables | PairingRefusal {
  if (a.actual.length === 0 || b.actual.length === 0)
    return { kind: 'refused', because: 'noRows', rows: [a.actual.length, b.actual.length] };
  const matched = a.rowIds === undefined || b.rowIds === undefined ? undefined : matchIds(a.rowIds, b.rowIds);
  if (matched?.kind === 'refused') return matched;
  if (matched === undefined) {
    const refused = otherCounts(a, b, union);
    if (refused !== undefined) return refused;
  }
  const first = alignTable(a, union);
  const second = alignTable(b, union, matched?.rows);
  const refused = otherTruth(first, second, matched !== undefined) ?? otherWeights(first, second);
  if (refused !== undefined) return refused;
  return {
    a: first,
    b: { ...second, actual: first.actual },
    pairing: {
      by: matched?.by ?? 'order',
      rows: first.actual.length,
      idsIn: [a.rowIds !== undefined, b.rowIds !== undefined],
      sortedByClass: isSortedByClass(first.actual),
    },
  };
}

/** Rows of a class by file, where they differ: then the files hold other rows, whatever their order. */
function otherCounts(a: PredictionTable, b: PredictionTable, union: LabelMatch): PairingRefusal | undefined {
  const [countsA, countsB] = [countsOf(a, union), countsOf(b, union)];
  const classes = union.labels
    .map((label, index) => ({ label, a: countsA[index]!, b: countsB[index]! }))
    .filter((one) => one.a !== one.b)
    .sort((one, other) => Math.abs(other.a - other.b) - Math.abs(one.a - one.b));
  if (classes.length === 0) return undefined;
  return {
    kind: 'refused',
    because: 'otherCounts',
    rows: [a.actual.length, b.actual.length],
    classes: classes.slice(0, examples),
    differing: classes.length,
  };
}

function countsOf({ actual, labels }: PredictionTable, union: LabelMatch): Float64Array {
  const counts = new Float64Array(union.labels.length);
  for (const index of actual) counts[union.indexOf.get(labels[index]!)!]!++;
  return counts;
}

function otherTruth(a: PredictionTable, b: PredictionTable, byIds: boolean): PairingRefusal | undefined {
  let count = 0;
  let first = -1;
  for (let row = 0; row < a.actual.length; row++) {
    if (a.actual[row] === b.actual[row]) continue;
    if (count++ === 0) first = row;
  }
  if (count === 0) return undefined;
  const id = a.rowIds?.[first];
  return {
    kind: 'refused',
    because: byIds ? 'otherTruth' : 'otherOrder',
    count,
    rows: a.actual.length,
    first: {
      ...(byIds && id !== undefined ? { id } : {}),
      lines: [a.rowLines[first]!, b.rowLines[first]!],
      labels: [a.labels[a.actual[first]!]!, b.labels[b.actual[first]!]!],
    },
  };
}

function otherWeights(a: PredictionTable, b: PredictionTable): PairingRefusal | undefined {
  const [one, other] = [a.weights, b.weights];
  if (one?.kind !== other?.kind)
    return { kind: 'refused', because: 'otherWeights', weighted: [one !== undefined, other !== undefined] };
  if (one === undefined || other === undefined) return undefined;
  let count = 0;
  for (let row = 0; row < one.values.length; row++) if (one.values[row] !== other.values[row]) count++;
  if (count === 0) return undefined;
  return { kind: 'refused', because: 'otherWeights', weighted: [true, true], count };
}

/** True if the rows of each class stand together, as a folder is listed: equal orders of labels then prove little. */
function isSortedByClass(actual: Int32Array): boolean {
  const seen = new Set<number>();
  for (let row = 0; row < actual.length; row++) {
    if (row > 0 && actual[row] === actual[row - 1]) continue;
    if (seen.has(actual[row]!)) return false;
    seen.add(actual[row]!);
  }
  return seen.size > 1;
}
