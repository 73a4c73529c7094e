import type { PredictionTable } from './predictionTable.ts';
import type { Span } from './span.ts';

/** A printed number: the value that was rounded lies within `value` ± `tolerance`. */
export interface PrintedNumber {
  readonly value: number;
  readonly tolerance: number;
  readonly span: Span;
}

/** The numbers that a line of a report prints; one that is not defined (`nan`) is absent. Rates are fractions. */
export interface ReportedRates {
  readonly precision?: PrintedNumber;
  readonly recall?: PrintedNumber;
  readonly f1?: PrintedNumber;
}

/** A rate that reports print of each class. */
export type RateName = keyof ReportedRates;

/** One class of a report. `support` is its number of rows, or the sum of their weights. */
export interface ReportedClass extends ReportedRates {
  readonly label: string;
  readonly support: number;
  readonly span: Span;
}

/** Results by class with their numbers of rows: a classification report, a confusion matrix, a summary of anyone's own. */
export interface ClassReport {
  /** Zero-based line that it begins on. */
  readonly line: number;
  /** In the order of the file; at least one. */
  readonly classes: readonly ReportedClass[];
  /** Absent where the report does not cover all rows of its task, or does not say whether it does. */
  readonly accuracy?: PrintedNumber;
  readonly macro?: ReportedRates;
  readonly weighted?: ReportedRates;
  /** True if the supports are sums of weights and not numbers of rows. */
  readonly weightedRows: boolean;
  /** Rates that the source gives of no class; of those it gives, one that a class lacks is not defined there. */
  readonly notGiven?: readonly RateName[];
  /** True if there is the matrix alone, without a report beside it. */
  readonly matrixAlone?: true;
  /** The confusion matrix that belongs to it, where the file holds one: a row for each cell, weighted with its count. */
  readonly cells?: PredictionTable;
}

/** A class of which a source gives rates, and not of how many rows they are. */
export interface RatedClass extends ReportedRates {
  readonly label: string;
  readonly span: Span;
}

/** Rates by class without numbers of rows: no share of a class, no interval and no accuracy follows from them. */
export interface RateReport {
  /** Zero-based line that it begins on. */
  readonly line: number;
  /** In the order of the file; at least two. */
  readonly classes: readonly RatedClass[];
  readonly macro?: ReportedRates;
  /** True if the writer gives a rate that is not defined as 0. */
  readonly zeroIsUndefined?: true;
}

/** A file of reports, in its order; of `reports` and `rates` one is not empty. */
export interface ClassReports {
  readonly kind: 'classReport';
  readonly reports: readonly ClassReport[];
  readonly rates?: readonly RateReport[];
}
