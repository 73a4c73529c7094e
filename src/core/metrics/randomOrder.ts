import { meanOverRandomOrders } from '../randomOverlap.ts';
import type { MetricInput } from './metric.ts';

/** The rows of a class and of all; equal rows of a frequency weight count as so many. Undefined if not whole. */
export function wholeCounts(
  { matrix, table }: MetricInput,
  index: number,
): { readonly positives: number; readonly rows: number } | undefined {
  const positives = matrix.support[index]!;
  if (table.weights?.kind === 'importance') return undefined;
  return Number.isInteger(positives) && Number.isInteger(matrix.total)
    ? { positives, rows: matrix.total }
    : undefined;
}

/** The mean of a value of one class over all orders of answers with the class shares; undefined as the counts are. */
export function meanOverOrders(
  input: MetricInput,
  index: number,
  value: (hits: number, positives: number, rows: number) => number,
): number | undefined {
  const counts = wholeCounts(input, index);
  if (counts === undefined || !(counts.positives > 0)) return undefined;
  const { positives, rows } = counts;
  return meanOverRandomOrders(positives, rows, (hits) => value(hits, positives, rows));
}
