import type { ClassReport } from './classReport.ts';
import type { Location, Span } from './span.ts';

export type Split = 'train' | 'validation' | 'test';

/**
 * One logged number. Rates are fractions: a value written as a percentage is divided by 100 on reading.
 *
 * `tolerance` is half a unit of the last printed digit, in the unit of `value` (6e-8 for a float32 written in
 * full); the true value lies within `value` ± `tolerance`.
 */
export interface Reading {
  /** Absent for quantities of the whole run, such as `learningRate`. */
  readonly split?: Split;
  /** Canonical name (`accuracy`, `loss`, `learningRate`, …), else the name as written without its split. */
  readonly metric: string;
  readonly value: number | NotFinite;
  readonly tolerance: number;
  readonly span: Span;
  /** The file that holds the value, where the run is logged in several. */
  readonly file?: string;
}

/** A logged value that is not a finite number, by its text form. A missing value (`NA`, empty) is no reading. */
export interface NotFinite {
  readonly notFinite: 'nan' | 'inf' | '-inf';
}

export interface Epoch {
  /** As written in the file: zero-based in a Keras CSV log, one-based in its progress text; 0 in an unnumbered run. */
  readonly epoch: number;
  /** Zero-based line that holds the values: the decisive one, where they stand on several. */
  readonly line: number;
  /** The file of that line, where the run is logged in several. */
  readonly file?: string;
  readonly readings: readonly Reading[];
}

/** One training: a file holds several where runs were appended. */
export interface TrainingRun {
  /** What the file calls it, where it holds several by name: a model, a phase, a fold. */
  readonly name?: string;
  readonly epochs: readonly Epoch[];
  /**
   * Present where the file holds one set of values, of the end of a training or of an evaluation after it, that no epoch
   * number goes with: `epochs` is then one, and its number says nothing.
   */
  readonly unnumbered?: true;
  /** The total the writer announced (`Epoch 3/30`), where it did. */
  readonly plannedEpochs?: number;
  /** True if the writer is known to average a metric over rows, not over batch means (Keras does). */
  readonly averagesExactly: boolean;
  /** True if its accuracies at least are known to be shares of rows, whatever its losses are. */
  readonly countsRows?: true;
}

/** Which rows a line of a log speaks of: `all` are those of every split together, `unsplit` those that it does not name. */
export type ToldOf = Split | 'all' | 'unsplit';

/**
 * What a line of a log says of the rows, as it says it: what of this holds for which training is for the analysis to tell.
 *
 * `rows` is `plain` where the line says that it counts rows, and not where batches or groups would look alike. A `fold`
 * begins: what was told of single splits holds no longer. Training rows were `resampled`: their counts are others now.
 */
export type Told = { readonly span: Span } & (
  | { readonly kind: 'counts'; readonly of: ToldOf; readonly counts: ReadonlyMap<string, number> }
  | { readonly kind: 'rows'; readonly of: ToldOf; readonly rows: number; readonly plain: boolean }
  | { readonly kind: 'classes'; readonly classes: number }
  | { readonly kind: 'fold' | 'resampled' }
);

export interface TrainingLog {
  readonly kind: 'log';
  /** Runs in the order of the file; never empty. */
  readonly runs: readonly TrainingRun[];
  /** Classification reports that were printed between and after the epochs; absent where there are none. */
  readonly reports?: readonly ClassReport[];
  /** What the lines of a text log say of its rows and classes, in their order; absent where they say nothing. */
  readonly told?: readonly Told[];
}

/** The key of a reading in JSON and in maps: `validation.accuracy`, `learningRate`. */
export function readingKey(reading: Pick<Reading, 'split' | 'metric'>): string {
  return reading.split === undefined ? reading.metric : `${reading.split}.${reading.metric}`;
}

/** Where a reading of a log stands. */
export function placeIn(
  log: { readonly file: string },
  { file, span }: Pick<Reading, 'file' | 'span'>,
): Location {
  return { file: file ?? log.file, span };
}

/** The index of the epoch with a reading here, else of one on this line; -1 if there is none. `log` is the main file. */
export function epochAt(epochs: readonly Epoch[], log: string, { file, span }: Location): number {
  const exact = epochs.findIndex(({ readings }) =>
    readings.some(
      (reading) =>
        (reading.file ?? log) === file &&
        reading.span.line === span.line &&
        reading.span.start === span.start,
    ),
  );
  if (exact >= 0) return exact;
  return epochs.findIndex((epoch) => (epoch.file ?? log) === file && epoch.line === span.line);
}

/** The finite value of `split.metric` in an epoch, with where it stands; without a split, that of no stated one. */
export function findReading(
  epoch: Epoch,
  split: Split | undefined,
  metric: string,
): (Reading & { value: number }) | undefined {
  for (const reading of epoch.readings) {
    if (reading.split === split && reading.metric === metric && typeof reading.value === 'number') {
      return reading as Reading & { value: number };
    }
  }
  return undefined;
}

/**
 * The finite value of a metric on rows that were not trained on: of validation, or of test where that has none. Where no
 * value of the epoch says its rows, as in a file of final values, the one that says nothing.
 */
export function heldOutReading(epoch: Epoch, metric: string): (Reading & { value: number }) | undefined {
  const stated = findReading(epoch, 'validation', metric) ?? findReading(epoch, 'test', metric);
  if (stated !== undefined || epoch.readings.some(({ split }) => split !== undefined)) return stated;
  return findReading(epoch, undefined, metric);
}
