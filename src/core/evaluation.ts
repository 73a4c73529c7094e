import type { CountRange } from './countRange.ts';
import type { Measured } from './measured.ts';
import type { ReliabilityBin } from './reliability.ts';

/** One class of an evaluation, its metrics by metric id. */
export interface ClassEvaluation {
  readonly label: string;
  readonly support: number;
  /** Rows of the class that were found; of a table exact. */
  readonly found: CountRange;
  /** Rows predicted as the class, of a table exact; absent where a report does not bound them. */
  readonly predicted?: CountRange;
  readonly metrics: ReadonlyMap<string, Measured>;
}

/** What rates by class tell without numbers of rows: metrics by their id, of the file and of each class. */
export interface RateEvaluation {
  readonly labels: readonly string[];
  readonly metrics: ReadonlyMap<string, Measured>;
  readonly perClass: readonly { readonly label: string; readonly metrics: ReadonlyMap<string, Measured> }[];
}

/** The bins of reliability diagrams: of the predicted classes, and of single classes by class index. */
export interface Reliability {
  readonly predicted: readonly ReliabilityBin[];
  /** By class index; of many classes those whose error of calibration exceeds its noise floor most. */
  readonly classes: readonly { readonly index: number; readonly bins: readonly ReliabilityBin[] }[];
}

/** Rows that make an interval as narrow as ± `halfWidth`, if the share stays what it is. */
export interface MoreRows {
  /** Half of the interval's width, in (0, 0.5). */
  readonly halfWidth: number;
  /** Rows in all. */
  readonly needed: number;
  /** Rows beyond those that there are; 0 where the interval is narrow enough. */
  readonly more: number;
  /** True where there are no rows yet: then for a share of one half, which needs most, so that they do for any. */
  readonly worstCase: boolean;
}

/** For each half-width asked for; of a class for its recall, undefined where rows cannot be counted. */
export interface SampleSizes {
  readonly accuracy?: readonly MoreRows[];
  /** By class index. */
  readonly recall: readonly (readonly MoreRows[] | undefined)[];
}

/**
 * Everything computed from one prediction table, or from one classification report as far as it goes: plain data that
 * crosses processes, without the rows.
 */
export interface Evaluation {
  readonly labels: readonly string[];
  readonly rows: number;
  /** True for a report: there are no rows to show, and without a matrix beside it no numbers of confused rows. */
  readonly ofReport?: true;
  /** True for a confusion matrix without a report beside it. */
  readonly ofMatrix?: true;
  /** K×K, row = actual, column = predicted; weighted where the table has weights. Absent for a report without one. */
  readonly confusionMatrix?: readonly (readonly number[])[];
  readonly metrics: ReadonlyMap<string, Measured>;
  readonly perClass: readonly ClassEvaluation[];
  readonly hasScores: boolean;
  /** Absent without scores, without rows, and where a score lies outside [0, 1]. */
  readonly reliability?: Reliability;
  readonly weighted: boolean;
  readonly confidence: number;
  /** Rows that narrower intervals would take; absent where nobody asked. */
  readonly sampleSizes?: SampleSizes;
  readonly positiveClass?: { readonly label: string; readonly source: 'setting' | 'name' | 'rarer' };
}
