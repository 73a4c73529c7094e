import type { Problem } from '../../core/problem.ts';
import type { LogColumn } from './logColumns.ts';

/** How one kind of log table is written. */
export interface TableProfile {
  /** Columns of a header row, or undefined if the row is none. */
  columns(header: readonly string[]): readonly LogColumn[] | undefined;
  /**
   * True if the writer averages over rows. Where it writes its numbers in full, a file whose numbers are no float32 is
   * still another's.
   */
  readonly averagesExactly: boolean;
  /** Present if the writer's accuracies are shares of rows, though its losses may be means of batch means. */
  readonly countsRows?: true;
  /** Every number is the shortest text of its float32. */
  readonly writtenInFull: boolean;
  /** Rates may be percentages. */
  readonly percentages: boolean;
  /** Rows of one epoch hold different cells of it (Lightning); else a second row of an epoch begins a new run. */
  readonly mergesRows: boolean;
  /** Present if each row is a whole epoch: one that comes again is of a training that was resumed. */
  readonly rowsAreEpochs?: true;
  /** Present if a header further down does not begin a run: a falling epoch alone does. */
  readonly goesOnBelowHeaders?: true;
  /**
   * Present if every row is written the moment its values are known, with the training step it was known at. Then a
   * training value before the validation of its epoch may be of one batch, of several validations in an epoch the last
   * one counts, and a validation at which no training step was made since the epoch before is no epoch.
   */
  readonly writesAsItGoes?: true;
  /** The names of the cells of a row with fewer or more cells than the header, where the writer tells which they are. */
  raggedNames?(header: readonly string[], cells: readonly string[]): readonly string[] | undefined;
  /** What is worth saying of a header. */
  notes?(header: readonly string[]): readonly Problem[];
}
