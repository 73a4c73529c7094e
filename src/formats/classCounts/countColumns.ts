import type { ClassCounts } from '../../core/classCounts.ts';
import { splitOfWord } from '../metricNames.ts';
import { wholeNumber } from '../told/rowNumbers.ts';

/** What a column of a table of class counts holds. */
export type CountColumn = 'train' | 'validation' | 'test' | 'unsplit' | 'other';

type Split = Exclude<CountColumn, 'other'>;

const classNames = /^(?:class(?:es)?|class[ _-]?(?:name|id|label|index)|labels?|label[ _-]?name|target)$/i;
const countNames =
  /^(?:count|counts|n|num|number|frequency|freq|support|samples|images|rows|files|examples|instances|(?:image|images|sample|samples|file|files|row|rows|num|number|class|label)[ _-]?(?:count|counts)|(?:num|number|n|no|#)[ _-]?(?:of[ _-]?)?(?:images|samples|rows|files|examples|instances))$/i;
/** What stands beside a split's name in the head of its column. */
const besidePattern = /^(?:count|counts|n|num|number|samples|images|rows|files|size|set|data|split)$/i;

/** True for the head of a column of class names. */
export function isClassColumn(name: string): boolean {
  return classNames.test(name.trim());
}

/** The role of a column by its head: `train`, `Validation`, `n_test`, `count`, or something else. */
function countColumn(name: string): CountColumn {
  const text = name.trim();
  if (countNames.test(text)) return 'unsplit';
  const words = text
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .filter((word) => word !== '');
  const splits = words.flatMap((word) => splitOfWord(word) ?? []);
  const others = words.filter((word) => splitOfWord(word) === undefined);
  return splits.length === 1 && others.every((word) => besidePattern.test(word)) ? splits[0]! : 'other';
}

/** The roles of the columns if they make a table of class counts: one column of counts, or one for each split. */
export function countColumns(names: readonly string[]): readonly CountColumn[] | undefined {
  const columns = names.map(countColumn);
  const counted = columns.filter((column) => column !== 'other');
  const splits = counted.filter((column) => column !== 'unsplit');
  if (counted.length === 0 || new Set(counted).size !== counted.length) return undefined;
  // Beside splits a further count is their total, or one before some rows were made.
  return splits.length > 0 ? columns.map((column) => (column === 'unsplit' ? 'other' : column)) : columns;
}

const totalNames = /^(?:(?:grand )?total|sum|all|overall)$/i;

/** Rows of a table: the class and the cells of the columns beside it. */
export type TableRow = readonly [label: string, cells: readonly string[]];

/** The counts of a table, whose last line may hold their sums; a line that says what is wrong, if anything is. */
export function countsOfRows(
  rows: readonly TableRow[],
  columns: readonly CountColumn[],
): ClassCounts | string {
  const last = rows.at(-1);
  const isTotal = last !== undefined && rows.length > 2 && totalNames.test(last[0].trim());
  const classes = isTotal ? rows.slice(0, -1) : rows;
  const counts: { -readonly [One in Split]?: ReadonlyMap<string, number> } = {};
  for (const [index, column] of columns.entries()) {
    if (column === 'other') continue;
    const read = columnCounts(classes, index);
    if (typeof read === 'string') return read;
    const told = isTotal ? wholeNumber(last[1][index] ?? '') : undefined;
    const sum = [...read.values()].reduce((all, count) => all + count, 0);
    if (told !== undefined && told !== sum) return `The counts come to ${sum}, its last line says ${told}.`;
    if (sum > 0) counts[column] = read;
  }
  if (Object.keys(counts).length === 0) return 'Every count is 0: nothing is counted here.';
  return { kind: 'classCounts', ...counts };
}

function columnCounts(rows: readonly TableRow[], index: number): ReadonlyMap<string, number> | string {
  const counts = new Map<string, number>();
  for (const [label, cells] of rows) {
    const count = wholeNumber(cells[index] ?? '');
    if (label === '') return 'A line has a count and no class.';
    if (count === undefined) return `Of '${label}' there is no whole number of rows.`;
    if (counts.has(label)) return `'${label}' is counted twice.`;
    counts.set(label, count);
  }
  return counts.size < 2 ? 'Fewer than two classes are counted.' : counts;
}
