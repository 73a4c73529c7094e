import type { Problem } from '../../core/problem.ts';
import type { Span } from '../../core/span.ts';

/** What printed a confusion matrix: an array of numbers, a table with the labels of rows and columns, or R. */
export type MatrixWriter = 'array' | 'table' | 'r';

/** A square of counts in a text, as it stands there. */
export interface PrintedMatrix {
  readonly writer: MatrixWriter;
  /** Zero-based line that it begins on. */
  readonly line: number;
  readonly counts: readonly (readonly number[])[];
  /** Labels of the rows, and of the columns in the same order; absent for an array of numbers. */
  readonly labels?: readonly string[];
  /** Which axis the text says is the true class; absent where it does not. */
  readonly truth?: 'rows' | 'columns';
  /** True if a line close by calls it a confusion matrix. */
  readonly isTitled: boolean;
  /** Where each class stands, by class index. */
  readonly spans: readonly Span[];
  /** Class names that a list close by gives, and its zero-based line. */
  readonly listed?: { readonly names: readonly string[]; readonly line: number };
}

/** Characters of a line that may call a matrix by its name, and hold it. */
const longestTitle = 100_000;
const titlePattern =
  /confusion[\s_-]*matri|conf[\s_-]*mat(?:rix)?\b|matri[zc]e? de confus|konfusionsmatrix|混淆矩阵/i;
/** Shares are no counts; of several labels a row, or of one class against the rest, there is a matrix for each class. */
const otherPattern =
  /(?<!without |un-?|non?-?|not )normali[sz]|percent|proportion|(?<!\d ?)%|multi[\s_-]?label|one[\s_-]vs/i;

/** True for a line that calls what follows a confusion matrix of counts. */
export function isTitle(text: string): boolean {
  return text.length <= longestTitle && titlePattern.test(text) && !otherPattern.test(text);
}

/** True for a line between a title and its matrix that says that these are no counts of rows. */
export function saysOtherwise(text: string): boolean {
  return otherPattern.test(text);
}

/** The matrix with rows and columns exchanged. */
export function transposed(counts: readonly (readonly number[])[]): number[][] {
  return counts.map((_, column) => counts.map((row) => row[column]!));
}

/** The counts with the true classes as rows; as they stand where the text does not say which axis is which. */
export function actualRows({ counts, truth }: PrintedMatrix): readonly (readonly number[])[] {
  return truth === 'columns' ? transposed(counts) : counts;
}

/** What to say of a matrix whose middle was left out on printing. */
export function elidedProblem(line: number): Problem {
  const message =
    'This confusion matrix is printed with "...": the cells between are not in the file. Not read; print it whole ' +
    '(NumPy: set_printoptions(threshold=sys.maxsize), pandas: to_string()).';
  return { kind: 'skipped', message, line };
}
