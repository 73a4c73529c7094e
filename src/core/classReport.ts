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

/** One class of a report. `support` is its number of rows, or the sum of their weights. */
export interface ReportedClass extends ReportedRates {
  readonly label: string;
  readonly support: number;
  readonly span: Span;
}

/** One table of scikit-learn's `classification_report`. */
export interface ClassReport {
  /** Zero-based line of its header. */
  readonly line: number;
  /** In the order of the file; at least one. */
  readonly classes: readonly ReportedClass[];
  /** Absent where the report does not cover all rows of its task, or does not say whether it does. */
  readonly accuracy?: PrintedNumber;
  readonly macro?: ReportedRates;
  readonly weighted?: ReportedRates;
  /** True if the supports are sums of weights and not numbers of rows. */
  readonly weightedRows: boolean;
  /** The confusion matrix that belongs to it, where the file holds one: a row for each cell, weighted with its count. */
  readonly cells?: PredictionTable;
}

/** A file of reports, in its order; never empty. */
export interface ClassReports {
  readonly kind: 'classReport';
  readonly reports: readonly ClassReport[];
}
