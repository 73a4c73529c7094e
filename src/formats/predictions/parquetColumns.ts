import { isMissingText } from '../labels.ts';
import { classOfCells, severalInARow } from '../oneHotColumns.ts';
import type { OneHot } from '../oneHotColumns.ts';
import type { ColumnValues } from './columnValues.ts';

/** A cell as a Parquet reader gives it. */
export type ParquetCell = unknown;

/** The text of a cell as a CSV file would hold it; empty where it is missing. */
export function cellText(cell: ParquetCell): string {
  switch (typeof cell) {
    case 'string':
      return cell.trim();
    case 'number':
      return Number.isFinite(cell) ? String(cell) : 'NaN';
    case 'bigint':
      return String(cell);
    case 'boolean':
      return cell ? 'true' : 'false';
    case 'object':
      if (cell instanceof Date) return cell.toISOString();
      return isList(cell) ? `[${Array.from(cell, cellText).join(', ')}]` : '';
    default:
      return '';
  }
}

/** The cells of a column of labels. */
export function labelValues(cells: readonly ParquetCell[]): ColumnValues {
  return {
    kind: 'texts',
    values: cells.map((cell) => {
      const text = cellText(cell);
      return text === '' ? undefined : text;
    }),
  };
}

/** The classes of rows that each have a single 1, or why they are none. */
export function oneHotValues(
  group: OneHot,
  cellsOf: (column: number) => readonly ParquetCell[],
  rows: number,
): ColumnValues | string {
  const values: (string | undefined)[] = [];
  for (let row = 0; row < rows; row++) {
    const cell = (column: number): string => cellText(cellsOf(column)[row]);
    const own = classOfCells(cell, group);
    if (own === '' && !group.columns.some((column) => isMissingText(cell(column)))) {
      return severalInARow(`row ${row + 1}`);
    }
    values.push(own === '' ? undefined : own);
  }
  return { kind: 'texts', values };
}

/** A cell as a number; NaN where it is none. */
export function cellNumber(cell: ParquetCell): number {
  if (typeof cell === 'number') return cell;
  if (typeof cell === 'bigint') return Number(cell);
  return typeof cell === 'string' && cell.trim() !== '' ? Number(cell) : NaN;
}

/** Columns of numbers as rows of scores. */
export function wideValues(columns: readonly (readonly ParquetCell[])[], rows: number): Float64Array {
  const values = new Float64Array(rows * columns.length).fill(NaN);
  columns.forEach((cells, column) => {
    for (let row = 0; row < cells.length; row++)
      values[row * columns.length + column] = cellNumber(cells[row]);
  });
  return values;
}

/** Lists of numbers as rows of scores; the first says how many a row has, and one of another length is missing. */
export function listValues(
  cells: readonly ParquetCell[],
  mostClasses: number,
): { values: Float64Array; width: number } {
  const first = cells.find(isList);
  const width = first === undefined || first.length > mostClasses ? 0 : first.length;
  const values = new Float64Array(cells.length * width).fill(NaN);
  cells.forEach((cell, row) => {
    if (isList(cell) && cell.length === width)
      for (let column = 0; column < width; column++) values[row * width + column] = cellNumber(cell[column]);
  });
  return { values, width };
}

function isList(cell: ParquetCell): cell is ArrayLike<ParquetCell> {
  return Array.isArray(cell) || cell instanceof Float64Array || cell instanceof Float32Array;
}
