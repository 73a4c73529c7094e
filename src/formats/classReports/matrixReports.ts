import type { ClassReport, PrintedNumber } from '../../core/classReport.ts';
import { matrixReport } from '../../core/matrixReport.ts';
import { matrixTable } from '../../core/matrixTable.ts';
import type { Problem } from '../../core/problem.ts';
import { actualRows, transposed } from './printedMatrix.ts';
import type { PrintedMatrix } from './printedMatrix.ts';

type Counts = readonly (readonly number[])[];

/** Reports with the matrices that belong to them, and the matrices that belong to none. */
export interface JoinedReports {
  readonly reports: readonly ClassReport[];
  readonly free: readonly PrintedMatrix[];
}

/**
 * Gives each report the nearest matrix that its numbers are those of, whichever axis is the truth; every matrix belongs
 * to one at most. Of the others those remain that no report holds already.
 */
export function joinMatrices(
  reports: readonly ClassReport[],
  matrices: readonly PrintedMatrix[],
): JoinedReports {
  const free = new Set(matrices);
  const joined = reports.map((report): ClassReport => {
    const fitting = [...free].flatMap((matrix) => {
      const counts = countsFor(matrix, report);
      return counts === undefined ? [] : [{ matrix, counts, distance: Math.abs(matrix.line - report.line) }];
    });
    const [nearest] = fitting.sort((a, b) => a.distance - b.distance);
    if (nearest === undefined) return report;
    free.delete(nearest.matrix);
    const labels = report.classes.map(({ label }) => label);
    return { ...report, cells: matrixTable(labels, nearest.counts) };
  });
  const isKnown = (matrix: PrintedMatrix): boolean =>
    joined.some((report) => report.cells !== undefined && countsFor(matrix, report) !== undefined);
  return { reports: joined, free: [...free].filter((matrix) => !isKnown(matrix)) };
}

/** The counts with the rows of the report as rows; undefined if the report is not of this matrix. */
function countsFor({ counts, labels }: PrintedMatrix, report: ClassReport): Counts | undefined {
  const names = report.classes.map(({ label }) => label);
  if (counts.length !== names.length) return undefined;
  // Rows that are named otherwise stand in the same order.
  const isNamed = labels !== undefined && names.every((name) => labels.includes(name));
  const order = names.map((name, index) => (isNamed ? labels.indexOf(name) : index));
  const ordered = order.map((row) => order.map((column) => counts[row]![column]!));
  return [ordered, transposed(ordered)].find((one) => isOf(one, report));
}

/** Room of a quotient beside its printing. */
const rounding = 1e-9;

/** Supports are the sums of the rows, and every rate is that of the counts within its printing. */
function isOf(rows: Counts, { classes, weightedRows }: ClassReport): boolean {
  if (weightedRows) return false;
  const agrees = (printed: PrintedNumber | undefined, part: number, whole: number): boolean =>
    printed === undefined ||
    whole === 0 ||
    Math.abs(printed.value - part / whole) <= printed.tolerance + rounding;
  return classes.every(({ support, recall, precision }, index) => {
    const found = rows[index]![index]!;
    const actual = rows[index]!.reduce((sum, count) => sum + count, 0);
    const predicted = rows.reduce((sum, row) => sum + row[index]!, 0);
    return actual === support && agrees(recall, found, actual) && agrees(precision, found, predicted);
  });
}

/** A matrix as a report, with what a reader of it should know; or the reason why it is none. */
export function reportOfMatrix(
  matrix: PrintedMatrix,
): { readonly report: ClassReport; readonly problems: readonly Problem[] } | { readonly problem: Problem } {
  const { writer, line, truth, spans, listed } = matrix;
  const fault = faultOf(matrix);
  if (fault !== undefined) return { problem: { kind: 'skipped', message: fault, line } };
  const labels = matrix.labels ?? listed?.names ?? matrix.counts.map((_, index) => String(index));
  const report = matrixReport({ line, labels, matrix: actualRows(matrix), spans });
  const said: string[] = [];
  if (truth === undefined) {
    const whose =
      writer === 'array' ? 'scikit-learn, TensorFlow and torchmetrics print it' : 'scikit-learn has it';
    said.push(
      `Rows of the confusion matrix are taken for the true classes, columns for the predicted ones, as ${whose}: ` +
        'the text does not say so. If it is the other way round, recall and precision trade places.',
    );
  }
  if (matrix.labels === undefined && listed === undefined) {
    said.push('The confusion matrix names no classes: they are called 0, 1, … in the order of its rows.');
  } else if (matrix.labels === undefined) {
    said.push(
      `The confusion matrix names no classes: they are called by the list on line ${listed!.line + 1}, in its order.`,
    );
  }
  return { report, problems: said.map((message) => ({ kind: 'note', message, line })) };
}

function faultOf({ writer, counts, truth, labels = [] }: PrintedMatrix): string | undefined {
  if (writer === 'r' && truth === undefined) {
    return (
      'This confusion matrix does not say whether its rows are the true or the predicted classes, and tables of R are ' +
      'printed both ways. Not read; name the axes: table(actual = …, predicted = …).'
    );
  }
  if (new Set(labels).size < labels.length)
    return 'This confusion matrix has two classes of one name. Not read.';
  return counts.flat().every((count) => count === 0)
    ? 'This confusion matrix counts no rows. Not read.'
    : undefined;
}
