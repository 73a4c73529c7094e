import type { ScoreFault } from './scoreFault.ts';
import type { Span } from './span.ts';

/** How many times a row counts: `frequency` weights are numbers of equal rows, `importance` weights are not. */
export interface RowWeights {
  readonly values: Float64Array;
  readonly kind: 'frequency' | 'importance';
}

/** A column of the file that the table was read from; `span` is its header cell where the file has one. */
export interface ColumnReference {
  readonly name: string;
  readonly span?: Span;
}

/**
 * N classified rows with their truth.
 *
 * `actual` and `predicted` hold class indices into `labels` (length N); `scores` holds N×K probabilities,
 * row-major, one column a class in the order of `labels`. Rows that could not be used are not in here:
 * `skipped` counts them by reason.
 */
export interface PredictionTable {
  readonly kind: 'predictions';
  /** Class labels in scikit-learn's order: numbers by value, else by code point. */
  readonly labels: readonly string[];
  readonly actual: Int32Array;
  readonly predicted: Int32Array;
  readonly scores?: Float64Array;
  /** Why scores that the file holds are not here. */
  readonly scoreFault?: ScoreFault;
  readonly weights?: RowWeights;
  /** Row ids or paths as written, where a column holds them (length N). */
  readonly rowIds?: readonly string[];
  /** Zero-based line on which each row starts (length N). */
  readonly rowLines: Int32Array;
  readonly columns: {
    readonly actual: ColumnReference;
    /** Absent where the prediction is the class with the highest score. */
    readonly predicted?: ColumnReference;
    readonly scores?: readonly ColumnReference[];
    readonly weight?: ColumnReference;
    readonly id?: ColumnReference;
  };
  /** The positive class of a binary table, and how it was chosen. */
  readonly positive?: { readonly classIndex: number; readonly source: 'setting' | 'name' | 'rarer' };
  /** Rows left out, by reason, with the zero-based line of the first. */
  readonly skipped: ReadonlyMap<string, { readonly count: number; readonly firstLine: number }>;
}
