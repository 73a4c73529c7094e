import type { LogColumn } from './logColumns.ts';

/** How one kind of log table is written. */
export interface TableProfile {
  /** Columns of a header row, or undefined if the row is none. */
  columns(header: readonly string[]): readonly LogColumn[] | undefined;
  /** True if the writer averages over rows; a file whose numbers are no float32 is then still another's. */
  readonly averagesExactly: boolean;
  /** Every number is the shortest text of its float32. */
  readonly writtenInFull: boolean;
  /** Rates may be percentages. */
  readonly percentages: boolean;
  /** Rows of one epoch hold different cells of it (Lightning); else a second row of an epoch begins a new run. */
  readonly mergesRows: boolean;
}
