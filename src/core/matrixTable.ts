import type { PredictionTable } from './predictionTable.ts';

/**
 * A confusion matrix as a table: a row for each cell that is not 0, with its count as frequency weight. `matrix` has
 * K rows, actual, of K whole numbers, predicted, in the order of `labels`.
 */
export function matrixTable(
  labels: readonly string[],
  matrix: readonly (readonly number[])[],
): PredictionTable {
  const cells = matrix.flatMap((counts, actual) =>
    counts.flatMap((count, predicted) => (count > 0 ? [{ actual, predicted, count }] : [])),
  );
  return {
    kind: 'predictions',
    labels,
    actual: Int32Array.from(cells, ({ actual }) => actual),
    predicted: Int32Array.from(cells, ({ predicted }) => predicted),
    weights: { kind: 'frequency', values: Float64Array.from(cells, ({ count }) => count) },
    rowLines: new Int32Array(cells.length),
    columns: { actual: { name: 'actual' } },
    skipped: new Map(),
  };
}
