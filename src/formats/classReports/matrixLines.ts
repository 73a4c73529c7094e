import type { ClassReport, PrintedNumber } from '../../core/classReport.ts';
import { matrixTable } from '../../core/matrixTable.ts';

/** Gathers the confusion matrices that NumPy prints in the lines of a text. */
export interface MatrixLines {
  readonly line: (text: string, line: number) => void;
  /** The reports, each with the nearest matrix that its numbers are those of; every matrix belongs to one at most. */
  joined(reports: readonly ClassReport[]): ClassReport[];
}

interface Matrix {
  /** Zero-based line of its first bracket. */
  readonly line: number;
  readonly rows: readonly (readonly number[])[];
}

/** Characters and matrices above which a text is something else: a matrix of 200 classes has some 250,000. */
const longest = 1_000_000;
const mostMatrices = 1_000;

/**
 * Reads `[[45311 9]` to `]]`, one row a line, a row over several lines, or all on one line with commas. One that is cut
 * short by `...`, of rates, or not square is none.
 */
export function matrixLines(): MatrixLines {
  const matrices: Matrix[] = [];
  let open: { readonly line: number; text: string } | undefined;
  return {
    line: (text, line) => {
      const begins = text.indexOf('[[');
      if (begins >= 0) open = { line, text: text.slice(begins) };
      else if (open !== undefined) open.text += ` ${text}`;
      if (open === undefined) return;
      const end = open.text.indexOf(']]');
      if (end >= 0) {
        const rows = matrixOf(open.text.slice(1, end + 1));
        if (rows !== undefined && matrices.length < mostMatrices) matrices.push({ line: open.line, rows });
        open = undefined;
      } else if (open.text.length > longest || !/^[\d\s,.[\]+-]*$/.test(text.slice(Math.max(0, begins)))) {
        open = undefined;
      }
    },
    joined: (reports) => {
      const free = new Set(matrices);
      return reports.map((report) => {
        const [nearest] = [...free]
          .filter((matrix) => isOf(matrix, report))
          .sort((a, b) => Math.abs(a.line - report.line) - Math.abs(b.line - report.line));
        if (nearest === undefined) return report;
        free.delete(nearest);
        const labels = report.classes.map(({ label }) => label);
        return { ...report, cells: matrixTable(labels, nearest.rows) };
      });
    },
  };
}

/** Rows of whole numbers, if they make a square. */
function matrixOf(text: string): number[][] | undefined {
  const rows: number[][] = [];
  for (const [, inner] of text.matchAll(/\[([^[\]]*)\]/g)) {
    const words = inner!.split(/[\s,]+/).filter((word) => word !== '');
    if (!words.every((word) => /^\d{1,15}$/.test(word))) return undefined;
    rows.push(words.map(Number));
  }
  return rows.length >= 2 && rows.every((row) => row.length === rows.length) ? rows : undefined;
}

/** Room of a quotient beside its printing. */
const rounding = 1e-9;

/** Supports are the sums of the rows, and every rate is that of the counts within its printing. */
function isOf({ rows }: Matrix, { classes, weightedRows }: ClassReport): boolean {
  if (weightedRows || classes.length !== rows.length) return false;
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
