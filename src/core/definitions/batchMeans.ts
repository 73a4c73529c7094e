import type { MetricInput } from '../metrics/metric.ts';

/** The mean over batches of a batch's own mean. */
export interface BatchMean {
  /** Rows in a batch, but for the last. */
  readonly batch: number;
  /** With the rows in the order of the file. */
  readonly value: number;
  /** Over every order of the rows. */
  readonly range: readonly [number, number];
}

/**
 * What a loop logs that averages the accuracies or losses of its batches, each batch counting the same.
 *
 * The last batch may be smaller, so that its rows count more: the value depends on which rows these are. Undefined for
 * a loss without scores, and for tables with row weights.
 */
export function batchMean(input: MetricInput, of: 'accuracy' | 'loss', batch: number): BatchMean | undefined {
  const { actual, predicted, weights } = input.table;
  if (weights !== undefined || actual.length === 0) return undefined;
  const rows =
    of === 'loss'
      ? input.losses()?.rows
      : Float64Array.from(actual, (label, row) => (label === predicted[row] ? 1 : 0));
  if (rows === undefined) return undefined;
  const size = Math.min(batch, rows.length);
  const batches = Math.ceil(rows.length / size);
  const last = rows.length - (batches - 1) * size;
  const total = sum(rows);
  // Every order has the same whole sum; only the sum of the last batch has another divisor.
  const valueWith = (ofLast: number): number => ((total - ofLast) / size + ofLast / last) / batches;
  const sorted = rows.slice().sort();
  return {
    batch: size,
    value: valueWith(sum(rows.subarray(rows.length - last))),
    range: [valueWith(sum(sorted.subarray(0, last))), valueWith(sum(sorted.subarray(rows.length - last)))],
  };
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}
