import type { ClassCounts } from '../../core/classCounts.ts';
import type { Format, Head } from '../format.ts';
import { sectionSplit } from '../told/countsHead.ts';
import { sharesAgree } from '../told/literalCounts.ts';
import { alignedTable } from './alignedTable.ts';
import { classCountsName } from './classCountsCsv.ts';
import { countColumns, countsOfRows } from './countColumns.ts';
import type { TableRow } from './countColumns.ts';
import { textDocumentReader } from './textDocument.ts';

/**
 * Class counts as a script prints them to a file of that name: columns below a head that names them, or lines such as
 * `cat: 17 samples (36.2%)`, for each split below its name.
 */
export const classCountsText: Format<ClassCounts> = {
  id: 'classCountsText',
  title: 'Class counts (text)',
  kind: 'classCounts',
  recognise: (head: Head) => {
    if (!head.complete || !classCountsName.test(head.name) || /^\s*[[{]/.test(head.text)) return 0;
    return typeof read(head.text) === 'string' ? 0 : 0.8;
  },
  reader: (options) => textDocumentReader(options, read),
};

function read(text: string): ClassCounts | string {
  const lines = text.split(/\r\n|\r|\n/);
  const table = alignedTable(lines);
  const columns = table === undefined ? undefined : countColumns(table.names);
  if (table !== undefined && columns !== undefined) return countsOfRows(table.rows, columns);
  return listed(lines);
}

type Split = 'train' | 'validation' | 'test' | 'unsplit';

const rowPattern =
  /^\s*(?:[-*\u2022]\s+)?(\S.{0,79}?)(?:\s*[:=]\s*|\t+\s*| {2,})(\d{1,3}(?:,\d{3})+|\d{1,12})(?![\d.,:/])\s*(?:samples?|images?|examples?|rows?|files?|instances?)?\s*(?:[([]?\s*(\d{1,3}(?:\.\d{1,6})?)\s?%\s*[)\]]?)?\s*$/i;

/** Lines about the list and not in it. */
const otherPattern =
  /^(?:total|sum|number|unique|classes|samples|images|rows|records|mean|median|min|max|std|ratio|imbalance)\b/i;
const totalPattern = /^total\b/i;

interface Section {
  readonly split: Split;
  readonly rows: [label: string, count: string, share: string | undefined][];
  total: number | undefined;
}

/** Lists of classes, each below the name of its split. */
function listed(lines: readonly string[]): ClassCounts | string {
  const sections: Section[] = [{ split: 'unsplit', rows: [], total: undefined }];
  for (const line of lines) {
    const split = sectionSplit(line);
    if (split !== undefined) sections.push({ split, rows: [], total: undefined });
    const section = sections.at(-1)!;
    const [, label, count, share] = rowPattern.exec(line) ?? [];
    if (label === undefined || count === undefined) continue;
    const name = label.trim();
    if (totalPattern.test(name)) section.total = Number(count.replaceAll(',', ''));
    if (!otherPattern.test(name)) section.rows.push([name, count, share]);
  }
  const filled = sections.filter(({ rows }) => rows.length > 0);
  if (filled.length === 0 || new Set(filled.map(({ split }) => split)).size !== filled.length) {
    return 'Holds no list of classes with their numbers of rows. Write one line a class, such as cat: 17.';
  }
  let counts: ClassCounts = { kind: 'classCounts' };
  for (const section of filled) {
    const rows = section.rows.map(([label, count]): TableRow => [label, [count]]);
    const read = countsOfRows(rows, [section.split]);
    const fault = typeof read === 'string' ? read : faultOf(section, read[section.split] ?? new Map());
    if (typeof read === 'string' || fault !== undefined) return fault ?? '';
    counts = { ...counts, ...read };
  }
  return counts;
}

/** What the file itself says against the counts: their sum and their shares. */
function faultOf({ rows, total }: Section, counts: ReadonlyMap<string, number>): string | undefined {
  const sum = [...counts.values()].reduce((all, count) => all + count, 0);
  if (total !== undefined && total !== sum) return `The counts come to ${sum}, the file says ${total}.`;
  const shares = rows.flatMap(([label, , share]) => (share === undefined ? [] : [[label, share] as const]));
  if (shares.length === 0 || sharesAgree(counts, new Map(shares))) return undefined;
  return 'The percentages are not those of the counts beside them.';
}
