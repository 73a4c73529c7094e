import type { PredictionTable } from '../predictionTable.ts';

/** The classes of two tables, and the place among them of each label of either. */
export interface LabelMatch {
  readonly labels: readonly string[];
  readonly indexOf: ReadonlyMap<string, number>;
}

/**
 * The table with other classes and another order of rows: row i is its row `rows[i]`, class k is `labels[k]`.
 *
 * A class that the table does not know has score 0 in every row. What is in place already is not copied.
 */
export function alignTable(
  table: PredictionTable,
  { labels, indexOf }: LabelMatch,
  rows?: Int32Array,
): PredictionTable {
  const classOf = table.labels.map((label) => indexOf.get(label)!);
  const sameClasses =
    labels.length === table.labels.length && classOf.every((index, place) => index === place);
  if (sameClasses && rows === undefined) return { ...table, labels };
  const order = rows ?? Int32Array.from(table.actual.keys());
  const mapped = (values: Int32Array): Int32Array => Int32Array.from(order, (row) => classOf[values[row]!]!);
  const { scores, weights, rowIds } = table;
  return {
    ...table,
    labels,
    actual: mapped(table.actual),
    predicted: mapped(table.predicted),
    rowLines: Int32Array.from(order, (row) => table.rowLines[row]!),
    ...(scores === undefined ? {} : { scores: alignScores(scores, classOf, labels.length, order) }),
    ...(weights === undefined
      ? {}
      : { weights: { ...weights, values: Float64Array.from(order, (row) => weights.values[row]!) } }),
    ...(rowIds === undefined ? {} : { rowIds: Array.from(order, (row) => rowIds[row]!) }),
  };
}

function alignScores(
  scores: Float64Array,
  classOf: readonly number[],
  classes: number,
  order: Int32Array,
): Float64Array {
  const own = classOf.length;
  const aligned = new Float64Array(order.length * classes);
  for (let row = 0; row < order.length; row++) {
    const from = order[row]! * own;
    for (let index = 0; index < own; index++)
      aligned[row * classes + classOf[index]!] = scores[from + index]!;
  }
  return aligned;
}
