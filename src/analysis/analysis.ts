import type { RightRows } from '../core/comparison/mcnemar.ts';
import type { Decisions } from '../core/decisions/decide.ts';
import type { Evaluation, RateEvaluation } from '../core/evaluation.ts';
import type { Finding } from '../core/finding.ts';
import type { Problem } from '../core/problem.ts';
import type { EpochMatch, Rung, ToldPlaces, ValidationSize } from '../core/runEvidence.ts';
import type { CorrectedAnswers } from '../core/priorCorrection.ts';
import type { PredictionTable } from '../core/predictionTable.ts';
import type { ReconciledReading } from '../core/reconciledReading.ts';
import type { Epoch } from '../core/trainingRun.ts';
import type { Document, Question } from '../formats/format.ts';

/** What a file is to a run. */
export type FileRole = 'log' | 'predictions' | 'classReport' | 'classCounts';

/** What a document is to a run: scalars are a part of its log, arrays of its predictions. */
export function roleOf(kind: Document['kind']): FileRole {
  if (kind === 'scalars') return 'log';
  return kind === 'arrays' ? 'predictions' : kind;
}

/** What became of one file. */
export interface FileReport {
  readonly path: string;
  readonly role?: FileRole;
  /** Format id; absent if the file was not recognised. */
  readonly format?: string;
  readonly problems: readonly Problem[];
  readonly question?: Question;
  /** Ids of formats that fit equally well, where that is why the file was not read. */
  readonly candidates?: readonly string[];
}

/** The answers of largest p / π, and which rows π was counted in. */
export interface PriorCorrection extends CorrectedAnswers {
  readonly source: 'train' | 'validation';
  /** Rows of each class that π was taken from, by class index of the evaluation. */
  readonly counts: readonly number[];
}

/** How many rows this run and the one before it in its series get right, of the same rows. */
export interface EarlierAnswers {
  readonly id: string;
  /** What tells the two apart: the earlier run, this one. */
  readonly names: readonly [string, string];
  /** A is the earlier run, B this one. */
  readonly right: RightRows;
  /** True if the test of accuracy tells the two apart. */
  readonly significant: boolean;
}

/** One run with all that was found out about it: plain data without tables, small enough to cross processes. */
export interface RunAnalysis {
  readonly id: string;
  /** What the log calls the run, where it holds several by name. */
  readonly name?: string;
  readonly rung: Rung;
  /** The id of another run that logs the same training and answers for it: none of the findings here is shown. */
  readonly sameTrainingAs?: string;
  readonly files: readonly {
    readonly path: string;
    readonly role: FileRole;
    readonly format: string;
    readonly formatTitle: string;
  }[];
  readonly validationSize?: ValidationSize;
  readonly classCounts: {
    readonly train?: ReadonlyMap<string, number>;
    readonly validation?: ReadonlyMap<string, number>;
    /** Of the rows of all splits together. */
    readonly all?: ReadonlyMap<string, number>;
  };
  /** Which of the two above the log itself tells, and where; zero-based lines of the run's log. */
  readonly told?: ToldPlaces;
  readonly epochs: readonly Epoch[];
  /** Present if the log holds one set of values that no epoch number goes with: `epochs` is then one, and 0. */
  readonly unnumbered?: true;
  /** Epochs of a very long log that are not in `epochs`; the rules saw them all. Absent where none is missing. */
  readonly epochsLeftOut?: number;
  readonly plannedEpochs?: number;
  readonly finished: boolean;
  readonly evaluation?: Evaluation;
  /** Rates by class without numbers of rows, in the place of an evaluation. */
  readonly classRates?: RateEvaluation;
  readonly match?: EpochMatch;
  /** Logged numbers of the predictions' epoch that are not what their names say. */
  readonly reconciled?: readonly ReconciledReading[];
  /** Prediction columns as they were understood, and rows left out by reason. */
  readonly predictions?: Pick<PredictionTable, 'columns' | 'skipped'>;
  /** What dividing the probabilities by the class shares would do; only where a finding says that classes are missed. */
  readonly priorCorrection?: PriorCorrection;
  /** What other thresholds and answers would do to the predicted rows; absent where there is nothing to tell. */
  readonly decisions?: Decisions;
  /** Only on the newest run of a series of prediction files of the same rows. */
  readonly earlier?: EarlierAnswers;
  /** All findings, suppressed and muted ones included. */
  readonly findings: readonly Finding[];
  readonly problems: readonly (Problem & { readonly file: string })[];
}

/** The answer for a set of files. */
export interface Analysis {
  readonly runs: readonly RunAnalysis[];
  readonly files: readonly FileReport[];
}
