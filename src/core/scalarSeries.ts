import type { Span } from './span.ts';
import type { NotFinite } from './trainingRun.ts';

/**
 * The values of one logged scalar by training step, in the order of its file; point i of each array is one value.
 *
 * `lines`, `starts` and `ends` are where each value stands; in a file without lines a line is a record.
 */
export interface ScalarSeries {
  /** As the file has it; empty where only the file's path names it. */
  readonly name: string;
  readonly steps: Float64Array;
  /** 0 where `notFinite` has the value. */
  readonly values: Float64Array;
  readonly notFinite: ReadonlyMap<number, NotFinite>;
  readonly lines: Int32Array;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** How many digits were printed and which is the last, as in a `LoggedNumber`; absent where values are binary. */
  readonly printed?: { readonly digits: Uint8Array; readonly lastDigits: Int16Array };
}

/** A file with some of the scalars of a run, which other files may go on with: an events file, a metric's own file. */
export interface ScalarLog {
  readonly kind: 'scalars';
  /** Never empty, no name twice. */
  readonly series: readonly ScalarSeries[];
  /** Seconds since 1970 at which the file was begun, where it says so. */
  readonly began?: number;
  /** A training that went on from a checkpoint: values of earlier files from this step on are void. */
  readonly resumedAt?: number;
}

/** A value of a series. */
export function scalarAt(series: ScalarSeries, point: number): number | NotFinite {
  return series.notFinite.get(point) ?? series.values[point]!;
}

/** Where a value of a series stands. */
export function scalarSpan({ lines, starts, ends }: ScalarSeries, point: number): Span {
  return { line: lines[point]!, start: starts[point]!, end: ends[point]! };
}
