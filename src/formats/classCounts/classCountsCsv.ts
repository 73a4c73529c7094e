import type { ClassCounts } from '../../core/classCounts.ts';
import { csvDialect } from '../csvDialect.ts';
import { utf8Bytes } from '../decode.ts';
import type { Format, Head } from '../format.ts';
import { countColumns, countsOfRows, isClassColumn } from './countColumns.ts';
import { textDocumentReader } from './textDocument.ts';

/** Limits for a file that is read as a whole and small. */
const limits = { cellBytes: 4_096, columns: 64 };

/** Names of files that count classes; of others the head of the table must say it. */
export const classCountsName =
  /(?:class|label|categor|target).*(?:counts?|distribution|balance|histogram|support|frequenc)/i;

/**
 * A table of class counts: `class,count`, or a column for each split (`label,train,val,test`); also what pandas writes of
 * `value_counts()`. Columns of shares, weights and totals beside them are left out.
 */
export const classCountsCsv: Format<ClassCounts> = {
  id: 'classCountsCsv',
  title: 'Class counts (table)',
  kind: 'classCounts',
  recognise: (head: Head) => {
    if (!head.complete || /^\s*[[{]/.test(head.text)) return 0;
    const named = classCountsName.test(head.name);
    const table = tableOf(head.text, named);
    if (table === undefined || typeof read(head.text, named) === 'string') return 0;
    return named ? 0.95 : 0.85;
  },
  reader: (options) => textDocumentReader(options, (text) => read(text, true)),
};

interface Table {
  readonly names: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** The table, if its head is one of class counts; `named` files may call the class what they like. */
function tableOf(text: string, named: boolean): Table | undefined {
  const dialect = csvDialect(utf8Bytes(text), true, limits);
  if (dialect === undefined || dialect.delimiter === 'space') return undefined;
  const [first = '', ...others] = dialect.names.map((name) => name.trim());
  if (!(named || isClassColumn(first))) return undefined;
  const isOfSeries = first === '' && others.length === 1 && isClassColumn(others[0]!);
  const names = isOfSeries ? ['count'] : others;
  if (countColumns(names) === undefined) return undefined;
  const lines = text.split(/\r\n|\r|\n/).filter((line) => line.trim() !== '');
  // A line that is wider or narrower than the head was left out.
  if (dialect.rows.length !== lines.length - 1) return undefined;
  return { names, rows: dialect.rows };
}

function read(text: string, named: boolean): ClassCounts | string {
  const table = tableOf(text, named);
  const columns = table === undefined ? undefined : countColumns(table.names);
  if (table === undefined || columns === undefined) {
    return 'Is no table with a class and its number of rows in each line. Write class,count or class,train,validation.';
  }
  const rows = table.rows.map(([label = '', ...cells]) => {
    return [label.trim(), cells.map((cell) => cell.trim())] as const;
  });
  return countsOfRows(rows, columns);
}
