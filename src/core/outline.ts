/** A cell of an outline: a text of the file, or a number. */
export type OutlineCell = string | number;

/** A table of what a binary file holds: the first rows of it. */
export interface OutlineTable {
  readonly title: 'series' | 'arrays' | 'columns' | 'rows';
  readonly header: readonly string[];
  readonly rows: readonly (readonly OutlineCell[])[];
  /** How many rows there are in all. */
  readonly total: number;
}

/** What a binary file holds, whether it can be evaluated or not. */
export interface Outline {
  readonly tables: readonly OutlineTable[];
}

/** Rows of a table of an outline: more than anyone reads at a time. */
const mostRows = 200;

/** The first rows of a table. */
export function outlineTable(
  title: OutlineTable['title'],
  header: readonly string[],
  rows: readonly (readonly OutlineCell[])[],
  total = rows.length,
): OutlineTable {
  return { title, header, rows: rows.slice(0, mostRows), total };
}
