import type { ReadingLimits } from '../../core/limits.ts';
import type { Span } from '../../core/span.ts';
import type { ColumnRoles } from '../columnRoles.ts';

/** What a table's columns mean and are called: decided from the start of a file, applied to all of it. */
export interface TablePlan {
  readonly names: readonly string[];
  readonly spans: readonly (Span | undefined)[];
  readonly roles: ColumnRoles;
  readonly decimalMark: '.' | ',';
  readonly limits: ReadingLimits;
}

/** Labels of one column: a number a row, and the text of each number. */
export interface CodedLabels {
  readonly codes: Int32Array;
  readonly texts: readonly string[];
}

/** The used columns of the rows read so far, as they stand in the file. */
export interface RawTable {
  readonly plan: TablePlan;
  readonly rows: number;
  readonly lines: Int32Array;
  readonly actual: CodedLabels;
  readonly predicted?: CodedLabels;
  /** `width` scores a row; NaN where a cell holds no number. */
  readonly scores?: { readonly values: Float64Array; readonly width: number; readonly decimals: number };
  readonly weights?: Float64Array;
  /** Made on the call: a string a row. */
  rowIds?(): readonly string[];
  readonly skipped: ReadonlyMap<string, { readonly count: number; readonly firstLine: number }>;
  /** Labels with bytes that are not UTF-8. */
  readonly foreignLabels: number;
  /** The column whose labels are too many to be classes. */
  readonly tooManyLabels?: string;
}
