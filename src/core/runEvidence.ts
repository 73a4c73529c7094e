import type { ClassCounts } from './classCounts.ts';
import type { Decisions } from './decisions/decide.ts';
import type { ClassReport, RateReport } from './classReport.ts';
import type { ComparisonResult } from './comparison/comparison.ts';
import type { Evaluation, RateEvaluation } from './evaluation.ts';
import type { PredictionTable } from './predictionTable.ts';
import type { ReconciledReading } from './reconciledReading.ts';
import type { Location } from './span.ts';
import type { Split, TrainingRun } from './trainingRun.ts';

/**
 * Number of validation rows and where it comes from. `exact` is false for a number inferred from the steps of a
 * logged accuracy whose writer may average batch means: then it is an upper bound and narrows no interval.
 */
export interface ValidationSize {
  readonly value: number;
  readonly source: 'inferred' | 'predictions' | 'report' | 'counts' | 'log' | 'setting';
  readonly exact: boolean;
}

/** Zero-based lines of the log that tell what is known of the rows; absent for what is known from elsewhere. */
export interface ToldPlaces {
  readonly validationSize?: number;
  readonly validation?: number;
  readonly train?: number;
  readonly all?: number;
  /** The number of classes and where it stands. */
  readonly classes?: { readonly number: number; readonly line: number };
}

/** Which epoch of the log the prediction file was written at, judged by its accuracy (and loss where both have it). */
export interface EpochMatch {
  /** Indices into the run's epochs whose validation accuracy equals the file's within printing; may be empty. */
  readonly epochIndices: readonly number[];
}

/** Rows of a prediction file that are also in a file of training rows: that file, how many, the line of the first. */
export interface RowsSharedWithTraining {
  readonly file: string;
  readonly rows: number;
  readonly firstLine: number;
}

/**
 * How the rows of two files of one series differ. Pairs are of the earlier file and the newer one.
 */
export type OtherRows =
  | { readonly by: 'ids'; readonly rows: readonly [number, number]; readonly common: number }
  | {
      readonly by: 'labels';
      readonly rows: number;
      readonly differing: number;
      readonly id: string;
      readonly labels: readonly [string, string];
      /** Zero-based. */
      readonly lines: readonly [number, number];
    }
  | {
      readonly by: 'counts';
      readonly rows: readonly [number, number];
      /** The class that differs most. */
      readonly label: string;
      readonly support: readonly [number, number];
    };

/** The run of a series that comes before its newest one, with what the predictions of both have in common. */
export interface EarlierRun {
  readonly id: string;
  readonly file: string;
  /** What tells the two apart: the earlier run, this one. */
  readonly names: readonly [string, string];
  /** Where the answers of the earlier file stand. */
  readonly place: Location;
  /** The earlier run with this one, by their answers alone. */
  readonly comparison: ComparisonResult;
  /** Present where the files are of the same rows but for some. */
  readonly otherRows?: OtherRows;
  /** The rule that says of the earlier file that its answers are not to be gone by. */
  readonly unfit?: string;
}

/** The runs of a series on the same rows, for the one that gets most of them right. */
export interface RunsOnSameRows {
  readonly runs: number;
  readonly rows: number;
  readonly right: number;
  /** Right rows of the median run. */
  readonly median: number;
  /** Rows that this run gets right and another does not, or the other way, on average over the others. */
  readonly differing: number;
}

/** All that is known of one training run: what the rules read. */
export interface RunEvidence {
  /** Path of the main file, with `#2` and so on for later runs of the same file. */
  readonly id: string;
  readonly log?: { readonly file: string; readonly run: TrainingRun };
  readonly predictions?: {
    readonly file: string;
    readonly table: PredictionTable;
    readonly evaluation: Evaluation;
    /** What other thresholds and answers would do; absent where there is nothing to tell. */
    readonly decisions?: Decisions;
    /** Present where there is also a log. */
    readonly match?: EpochMatch;
    /** Logged numbers that are not what their names say, as the rows tell; absent where there are none. */
    readonly reconciled?: readonly ReconciledReading[];
    /** The split that the file speaks of by its name. */
    readonly split?: Split;
    readonly sharedWithTraining?: RowsSharedWithTraining;
  };
  /** A classification report that stands in the place of predictions: there is never both, and it speaks for the run. */
  readonly classReport?: {
    readonly file: string;
    readonly report: ClassReport;
    readonly evaluation: Evaluation;
  };
  /** Rates by class without numbers of rows: then there is nothing else, and no rule has a ground. */
  readonly classRates?: {
    readonly file: string;
    readonly report: RateReport;
    readonly evaluation: RateEvaluation;
  };
  /** Present on the newest run of a series of prediction files. */
  readonly earlier?: EarlierRun;
  /** Present on the best of several runs of a series that were judged on the same rows. */
  readonly bestOf?: RunsOnSameRows;
  /** Counts by split; where predictions exist, `validation` is their support. */
  readonly classCounts: Pick<ClassCounts, 'train' | 'validation' | 'all'>;
  /** What of the above and below the log itself tells, and where. */
  readonly told?: ToldPlaces;
  readonly validationSize?: ValidationSize;
  /** True if the training is over: an argument of the analysis, never read from a clock inside. */
  readonly finished: boolean;
}

/** E0 epoch log only, E1 plus class counts, E2 plus predictions or a classification report, E3 plus probabilities. */
export type Rung = 'E0' | 'E1' | 'E2' | 'E3';
