import type { ClassReports } from '../../core/classReport.ts';
import type { Format, ReadResult } from '../format.ts';
import type { Row } from '../logs/tableRows.ts';
import { wholeFileReader } from '../wholeFile.ts';
import { axisOfLabels } from './labelledBlock.ts';
import type { LabelledBlock } from './labelledBlock.ts';
import { labelledMatrix } from './labelledMatrix.ts';
import { reportOfMatrix } from './matrixReports.ts';
import type { PrintedMatrix } from './printedMatrix.ts';
import { textTable } from './textTable.ts';

/** A matrix of a thousand classes; a longer file is something else. */
const mostBytes = 8_388_608;

/** What the content alone cannot tell from distances, transitions or votes is a confusion matrix by its file's name. */
const fileNames = /confusion|conf_?mat/i;

/**
 * A confusion matrix as a table of its own: labels in the first column and in the header (`pd.DataFrame(cm, …).to_csv()`,
 * `pd.crosstab`), or counts alone (`numpy.savetxt`).
 */
export const confusionMatrixCsv: Format<ClassReports> = {
  id: 'confusionMatrixCsv',
  title: 'Confusion matrix (CSV)',
  kind: 'classReport',
  recognise: (head) => {
    if (!head.complete || /^\s*[[{]/.test(head.text)) return 0;
    const matrix = readMatrix(head.text);
    if (matrix === undefined) return 0;
    if (matrix.truth !== undefined) return 0.9;
    return fileNames.test(head.name) ? 0.55 : 0;
  },
  reader: ({ limits }) =>
    wholeFileReader(mostBytes, 'confusion matrix', (text): ReadResult<ClassReports> => {
      const matrix = readMatrix(text);
      const refused = (message: string): ReadResult<ClassReports> => ({
        problems: [{ kind: 'refused', message }],
      });
      if (matrix === undefined) {
        return refused(
          'Holds no whole confusion matrix: a square of counts, best with the classes as its first row and column. Not read.',
        );
      }
      if (matrix.counts.length > limits.classes)
        return refused(`Has more than ${limits.classes} classes. Not read.`);
      if (matrix.writer === 'r' && matrix.truth === undefined) return refused(ofR);
      const read = reportOfMatrix(matrix);
      if ('problem' in read) return refused(read.problem.message);
      return { document: { kind: 'classReport', reports: [read.report] }, problems: read.problems };
    }),
};

function readMatrix(text: string): PrintedMatrix | undefined {
  const rows = textTable(text);
  if (rows === undefined || rows.length < 2) return undefined;
  // R quotes what is no number, also the empty name of its row names, or leaves that out.
  const isOfR = /^\s*""|^\s*"[^"]*"(?:[,;\t ]"[^"]*")*\s*\r?\n\s*"[^"]*"[,;\t ]\d/.test(text);
  return labelled(rows, isOfR) ?? bare(rows);
}

const ofR =
  'This confusion matrix does not say whether its rows are the true or the predicted classes, and tables of R are ' +
  'written both ways. Not read; write as.data.frame(table(actual = …, predicted = …)).';

const wholeNumber = /^\d{1,15}(?:\.0*)?$|^\d(?:\.\d*)?e\+\d\d$/i;

/** A table whose first row and first column name the same classes. */
function labelled([header, ...data]: readonly Row[], isOfR: boolean): PrintedMatrix | undefined {
  const width = header!.cells.length;
  // R leaves the first cell of the header out.
  const columns = data.every(({ cells }) => cells.length === width + 1)
    ? header!.cells
    : header!.cells.slice(1);
  if (columns.length < 2 || data.some(({ cells }) => cells.length !== columns.length + 1)) return undefined;
  if (!data.every(({ cells }) => cells.slice(1).every((cell) => wholeNumber.test(cell)))) return undefined;
  const corner = columns.length === width ? '' : header!.cells[0]!;
  // A table from "source" to "target" names its axes too.
  const [rowAxis = '', columnAxis = ''] = corner
    .split(/[\\/|,]|\bvs\b/)
    .map((name) => (/actual|true|pred/i.test(name) ? name.trim() : ''));
  const block: LabelledBlock = {
    rows: data.map((row) => ({
      label: row.cells[0]!,
      span: row.spanOf(0),
      counts: row.cells.slice(1).map(Number),
    })),
    columns,
    ...(rowAxis === '' ? {} : { rowAxis }),
    ...(columnAxis === '' ? {} : { columnAxis }),
    goesOn: false,
    isOfR,
    isIndented: false,
  };
  if (new Set(block.rows.map(({ label }) => label)).size < block.rows.length) return undefined;
  const labels = [columns, block.rows.map(({ label }) => label)].map((own) => axisOfLabels(own).labels);
  if (!labels[1]!.some((label) => labels[0]!.includes(label))) return undefined;
  const matrix = labelledMatrix([{ block, isTitled: true, follows: false }]);
  return matrix === undefined || areShares(matrix) || !isSquare(matrix, labels) ? undefined : matrix;
}

/** Of two lists of labels one holds the other, but for the sums that the matrix leaves out. */
function isSquare({ labels }: PrintedMatrix, [columns, rows]: readonly (readonly string[])[]): boolean {
  const [ofColumns, ofRows] = [columns!, rows!].map(
    (own) => own.filter((label) => labels!.includes(label)).length,
  );
  return Math.max(ofColumns!, ofRows!) === labels!.length;
}

/** Counts alone, or under the numbers of their columns. */
function bare(rows: readonly Row[]): PrintedMatrix | undefined {
  const [first] = rows;
  const isNumbered = first!.cells.every((cell, index) => cell === String(index));
  const data = rows.length === first!.cells.length + 1 && isNumbered ? rows.slice(1) : rows;
  const cells = data.map((row) => row.cells);
  if (cells.length < 2 || !cells.every((row) => row.length === cells.length)) return undefined;
  if (!cells.flat().every((cell) => wholeNumber.test(cell))) return undefined;
  const matrix: PrintedMatrix = {
    writer: 'array',
    line: data[0]!.line,
    counts: cells.map((row) => row.map(Number)),
    isTitled: true,
    spans: data.map((row) => ({ ...row.spanOf(0), end: row.spanOf(row.cells.length - 1).end })),
  };
  return areShares(matrix) ? undefined : matrix;
}

/** Nothing but zeros and ones: shares of rows that are all right or all wrong, or no counts at all. */
function areShares({ counts }: PrintedMatrix): boolean {
  return counts.flat().every((count) => count <= 1);
}
