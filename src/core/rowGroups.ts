import type { ConfusionMatrix } from './confusionMatrix.ts';
import type { PredictionTable } from './predictionTable.ts';

/**
 * Rows that are alike to a confusion matrix: the same cell and the same weight.
 *
 * Classes stand in an order that does not depend on their names or on the order of the rows (`classOrder`), so that
 * the same seed draws the same resamples whatever they are.
 */
export interface RowGroups {
  readonly size: number;
  /** Cell of each group, `actual * size + predicted` by places in the class order. */
  readonly cells: Int32Array;
  /** How much one row of each group counts. */
  readonly weights: Float64Array;
  /** Whole number of rows of each group. */
  readonly counts: Float64Array;
  readonly rows: number;
  /** Ranks of the classes by their places, where they were declared. */
  readonly classRanks?: readonly number[];
}

/** Groups the rows of a table, or undefined if there are more groups than `most`. O(N + K² log K). */
export function rowGroups(
  table: PredictionTable,
  matrix: ConfusionMatrix,
  most: number,
  classRanks?: readonly number[],
): RowGroups | undefined {
  const { size } = matrix;
  const place = classPlaces(matrix, classRanks);
  const isImportance = table.weights?.kind === 'importance';
  const groups = isImportance ? weightedGroups(table, most) : cellGroups(matrix);
  if (groups === undefined || groups.length > most) return undefined;
  const ordered = groups
    .map(({ cell, weight, count }) => ({
      cell: place[Math.floor(cell / size)]! * size + place[cell % size]!,
      weight,
      count,
    }))
    .sort((a, b) => a.cell - b.cell || a.weight - b.weight);
  return {
    size,
    cells: Int32Array.from(ordered, ({ cell }) => cell),
    weights: Float64Array.from(ordered, ({ weight }) => weight),
    counts: Float64Array.from(ordered, ({ count }) => count),
    rows: ordered.reduce((sum, { count }) => sum + count, 0),
    ...(classRanks === undefined ? {} : { classRanks: byPlace(classRanks, place) }),
  };
}

function byPlace(values: readonly number[], place: Int32Array): number[] {
  const result = new Array<number>(values.length);
  values.forEach((value, index) => (result[place[index]!] = value));
  return result;
}

interface Group {
  readonly cell: number;
  readonly weight: number;
  readonly count: number;
}

function cellGroups({ cells }: ConfusionMatrix): Group[] {
  const groups: Group[] = [];
  cells.forEach((count, cell) => {
    if (count > 0) groups.push({ cell, weight: 1, count });
  });
  return groups;
}

function weightedGroups(
  { actual, predicted, labels, weights }: PredictionTable,
  most: number,
): Group[] | undefined {
  const size = labels.length;
  const byWeight = new Map<number, Map<number, number>>();
  let groups = 0;
  for (let row = 0; row < actual.length; row++) {
    const weight = weights!.values[row]!;
    const cell = actual[row]! * size + predicted[row]!;
    let cells = byWeight.get(weight);
    if (cells === undefined) byWeight.set(weight, (cells = new Map<number, number>()));
    const count = cells.get(cell) ?? 0;
    if (count === 0 && ++groups > most) return undefined;
    cells.set(cell, count + 1);
  }
  return [...byWeight].flatMap(([weight, cells]) =>
    [...cells].map(([cell, count]) => ({ cell, weight, count })),
  );
}

/**
 * The place of each class in an order that its name and index have no part in: by support, predictions and right
 * answers, then by the like of the classes that it is mixed up with. Classes that nothing tells apart stand by their
 * declared ranks, or stay as they are.
 */
export function classPlaces(
  { size, cells: weights, support, predicted, total }: ConfusionMatrix,
  classRanks?: readonly number[],
): Int32Array {
  // Of the total, and rounded: sums of weights that are equal may differ in their last digit.
  const share = (weight: number): number => Math.round((weight / total) * 1e12);
  const cells = weights.map(share);
  let keys = Array.from({ length: size }, (_, k) => [
    share(support[k]!),
    share(predicted[k]!),
    cells[k * size + k]!,
  ]);
  let places = ranks(keys);
  for (let kinds = 0, known = new Set(places).size; known < size && known > kinds;) {
    kinds = known;
    const last = places;
    keys = Array.from({ length: size }, (_, k) => [
      last[k]!,
      ...mixedWith(size, (j) => cells[k * size + j]!, last),
      ...mixedWith(size, (j) => cells[j * size + k]!, last),
    ]);
    places = ranks(keys);
    known = new Set(places).size;
  }
  const rankOf = (index: number): number => classRanks?.[index] ?? index;
  const order = Array.from(places.keys()).sort((a, b) => places[a]! - places[b]! || rankOf(a) - rankOf(b));
  const result = new Int32Array(size);
  order.forEach((index, place) => (result[index] = place));
  return result;
}

function mixedWith(size: number, cell: (index: number) => number, places: Int32Array): number[] {
  const entries: [number, number][] = [];
  for (let j = 0; j < size; j++) if (cell(j) > 0) entries.push([places[j]!, cell(j)]);
  return [entries.length, ...entries.sort((a, b) => a[0] - b[0] || a[1] - b[1]).flat()];
}

/** The rank of each key in lexicographic order, equal keys sharing one. */
function ranks(keys: readonly (readonly number[])[]): Int32Array {
  const order = Array.from(keys.keys()).sort((a, b) => compare(keys[a]!, keys[b]!));
  const result = new Int32Array(keys.length);
  order.forEach((index, at) => {
    const before = order[at - 1];
    result[index] = before !== undefined && compare(keys[before]!, keys[index]!) === 0 ? result[before]! : at;
  });
  return result;
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) if (a[i] !== b[i]) return a[i]! - b[i]!;
  return a.length - b.length;
}
