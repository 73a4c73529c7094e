import { isMissingText, numberOf } from './labels.ts';

/** The start of a table: what its columns are called and hold. */
export interface TableSample {
  readonly names: readonly string[];
  /** Rows with one cell a column; numbers with a decimal point, whatever the file has. */
  readonly rows: readonly (readonly string[])[];
}

/** The cells of a column that are not missing. */
export function cells(sample: TableSample, column: number): string[] {
  return sample.rows.map((row) => row[column]!).filter((cell) => !isMissingText(cell));
}

/** True for a column with nothing but numbers. */
export function holdsNumbers(sample: TableSample, column: number): boolean {
  const held = cells(sample, column);
  return held.length > 0 && held.every((cell) => numberOf(cell) !== undefined);
}

/** True for a column with nothing but whole numbers. */
export function holdsWholeNumbers(sample: TableSample, column: number): boolean {
  return (
    holdsNumbers(sample, column) && cells(sample, column).every((cell) => Number.isInteger(Number(cell)))
  );
}

/** True for a column of numbers of which some are not whole: scores, not labels. */
export function holdsFractions(sample: TableSample, column: number): boolean {
  return holdsNumbers(sample, column) && !holdsWholeNumbers(sample, column);
}

/** True for row numbers: each cell one more than the last. */
export function countsRows(sample: TableSample, column: number): boolean {
  const numbers = cells(sample, column).map(Number);
  return numbers.length > 2 && numbers.every((value, row) => row === 0 || value === numbers[row - 1]! + 1);
}

/** Lists in the cells: scores, or several labels a row, which are no classes. */
export function holdsLists(sample: TableSample, column: number): boolean {
  const held = cells(sample, column);
  return held.filter((cell) => cell.startsWith('[') && cell.endsWith(']')).length > held.length / 2;
}

/** Numbers that are not whole and of which most occur once; classes repeat. */
export function isRegression(sample: TableSample, column: number): boolean {
  const held = cells(sample, column);
  return holdsFractions(sample, column) && new Set(held).size > Math.max(2, held.length / 2);
}
