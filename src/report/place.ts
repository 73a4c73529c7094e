import { clean } from './clean.ts';
import { numbers } from './numbers.ts';

/** Names of the files that are read and have no lines: events of TensorBoard, arrays of NumPy, Parquet. */
const withoutLines = /\.(?:npy|npz|parquet|pq)$|(?:^|\.)tfevents(?:\.[^/]*)?$/i;

/** False for files whose "lines" are rows, or numbered values, that no text editor shows. */
export function hasLines(path: string): boolean {
  return !withoutLines.test(path.slice(path.lastIndexOf('/') + 1));
}

/** `train.log:31:5` for a place in a text, as people and editors count; the name alone for a file without lines. */
export function placeText(path: string, line: number, column?: number): string {
  const name = clean(path, 1_000);
  if (!hasLines(path)) return name;
  return column === undefined ? `${name}:${line + 1}` : `${name}:${line + 1}:${column + 1}`;
}

/** `line 12` of a text, `row 12` of a table without lines. */
export function rowPlace(path: string, line: number): string {
  return `${hasLines(path) ? 'line' : 'row'} ${numbers.count(line + 1)}`;
}
