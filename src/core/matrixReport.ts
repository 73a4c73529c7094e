import type { ClassReport } from './classReport.ts';
import { matrixTable } from './matrixTable.ts';
import type { Span } from './span.ts';

/** Half the distance that a quotient of counts may be off; counts up to 10⁸ follow from it without doubt. */
export const quotientError = 1e-12;

/** A confusion matrix and where it stands. */
export interface PlacedMatrix {
  /** Zero-based line that it begins on. */
  readonly line: number;
  readonly labels: readonly string[];
  /** K rows, actual, of K whole numbers, predicted, in the order of `labels`; some are not 0. */
  readonly matrix: readonly (readonly number[])[];
  /** Where each class stands, by class index. */
  readonly spans: readonly Span[];
  /** Where the accuracy stands that is printed beside it, if one is. */
  readonly accuracySpan?: Span;
}

/** The report that a confusion matrix amounts to: its rows are all rows there are, so that it has an accuracy. */
export function matrixReport({ line, labels, matrix, spans, accuracySpan }: PlacedMatrix): ClassReport {
  const support = matrix.map((counts) => sum(counts));
  const right = sum(matrix.map((counts, index) => counts[index]!));
  return {
    line,
    classes: labels.map((label, index) => ({ label, support: support[index]!, span: spans[index]! })),
    accuracy: { value: right / sum(support), tolerance: quotientError, span: accuracySpan ?? spans[0]! },
    weightedRows: false,
    matrixAlone: true,
    cells: matrixTable(labels, matrix),
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
