import type { ScalarLine, ScalarLineReader } from './scalarLines.ts';

/** Which columns of a table count the steps and hold values. */
export interface ScalarColumns {
  readonly step: number;
  /** Names of the values by their columns. */
  readonly names: ReadonlyMap<number, string>;
  readonly width: number;
}

/** Reads the rows of a table separated by tabs, under the header that `columns` understands. */
export function scalarTsvLines(
  columns: (header: readonly string[]) => ScalarColumns | undefined,
): ScalarLineReader {
  let known: ScalarColumns | undefined;
  return (text): ScalarLine => {
    if (text.trim() === '') return [];
    const cells = text.split('\t');
    // A writer that appends to an earlier file begins with its header again.
    const header = columns(cells);
    if (header !== undefined) {
      known = header;
      return [];
    }
    if (known === undefined || cells.length !== known.width) return undefined;
    return rowOf(cells, known);
  };
}

function rowOf(cells: readonly string[], { step, names }: ScalarColumns): ScalarLine {
  let start = 0;
  return cells.flatMap((text, column) => {
    const own = start;
    start += text.length + 1;
    const name = names.get(column);
    return name === undefined || text === '' ? [] : [{ name, step: cells[step]!, text, start: own }];
  });
}
