import { isScoreTemplate, normaliseName, predictedRank, truthRank } from './columnNames.ts';
import { foldLabel, isMissingText, numberOf } from './labels.ts';
import { cells, holdsNumbers } from './tableSample.ts';
import type { TableSample } from './tableSample.ts';

/** Columns that hold a 1 where a row is of their class and a 0 elsewhere. */
export interface OneHot {
  /** What the names share, with a star for the class: `y_true_*`; else the names. */
  readonly name: string;
  readonly columns: readonly number[];
  readonly classes: readonly string[];
}

/** Columns of the truth, of the predictions or of both that hold a 0 or a 1 for each class. */
export interface OneHotColumns {
  readonly actual?: OneHot;
  readonly predicted?: OneHot;
}

/** Why a row of such columns is left out, and with it the table. */
export const notOneClass = 'several classes or none in the row';

/** Why a table is refused that has such a row beyond its start. */
export function severalInARow(first: string): string {
  return `Holds 0 or 1 for each class, and has several classes or none in a row (first: ${first}); several labels a row come in a later version. Save one class a row.`;
}

/** Longer header cells are text. */
const longestName = 200;

/** True for a 0 or a 1, as NumPy and pandas write them. */
export function isIndicator(cell: string): boolean {
  return /^(?:[01](?:\.0*)?|true|false)$/i.test(cell);
}

/**
 * The columns that hold a 0 or a 1 for each class, if there are any of the truth beside predictions or scores of the
 * same classes, or of the predictions beside a truth of these classes. Undefined for any other table.
 */
export function oneHotColumns(sample: TableSample): OneHotColumns | undefined {
  const isTaken = (rankOf: (name: string) => number, { columns }: OneHot): boolean =>
    sample.names.some((name, column) => !columns.includes(column) && rankOf(normaliseName(name)) > 3);
  const groups = groupsOf(sample);
  const isTruth = ({ name }: OneHot): boolean => truthRank(shared(name)) > 0;
  const isAnswer = ({ name }: OneHot): boolean => predictedRank(shared(name)) > 0;
  const indicators = groups.filter((group) =>
    group.columns.every((column) => holdsIndicators(sample, column)),
  );
  const answers = indicators.filter((group) => isAnswer(group) && !isTaken(predictedRank, group));
  // What follows the truth: predictions of its classes, scores of them, or a column that names them.
  const partners = groups.filter((group) => isAnswer(group) || isScoreTemplate(shared(group.name)));
  for (const partner of partners) {
    const bare = bareColumns(sample, partner);
    const truths = [...indicators.filter(isTruth), ...(bare === undefined ? [] : [bare])];
    const actual = truths.find(
      (truth) => isOfSameClasses(truth, partner) && isApart(truth, partner) && !isTaken(truthRank, truth),
    );
    if (actual === undefined) continue;
    const predicted = answers.find((answer) => isOfSameClasses(answer, actual) && isApart(answer, actual));
    return predicted === undefined ? { actual } : { actual, predicted };
  }
  const labels = labelColumn(sample, predictedRank);
  const actual = indicators.find(
    (group) => isTruth(group) && !isTaken(truthRank, group) && holdsOnly(sample, labels, group),
  );
  if (actual !== undefined) return { actual };
  const truth = labelColumn(sample, truthRank);
  const predicted = answers.find((group) => holdsOnly(sample, truth, group));
  return predicted === undefined ? undefined : { predicted };
}

/** What some row of a sample has instead of one class, several classes first; undefined if each has one. */
export function otherThanOneClass(
  { rows }: TableSample,
  { columns }: OneHot,
): 'several classes' | 'no class' | undefined {
  const whole = rows.filter((row) => !columns.some((column) => isMissingText(row[column]!)));
  const ones = whole.map((row) => columns.filter((column) => isOne(row[column]!)).length);
  if (ones.some((count) => count > 1)) return 'several classes';
  return ones.includes(0) ? 'no class' : undefined;
}

/** True for a cell that says that the row is of the column's class. */
export function isOne(cell: string): boolean {
  return numberOf(cell) === 1 || cell.toLowerCase() === 'true';
}

/** The class of a row by its cells; empty where one is missing or there is not exactly one. */
export function classOfCells(cell: (column: number) => string, { columns, classes }: OneHot): string {
  const held = columns.map(cell);
  if (held.some(isMissingText)) return '';
  const ones = held.flatMap((own, at) => (isOne(own) ? [classes[at]!] : []));
  return ones.length === 1 ? ones[0]! : '';
}

function holdsIndicators(sample: TableSample, column: number): boolean {
  const held = cells(sample, column);
  return held.length > 0 && held.every(isIndicator);
}

/** What the names of a group share, as aliases are compared. */
function shared(name: string): string {
  return normaliseName(name.replace('*', ' '));
}

/** Columns of numbers, or of true and false, by what their names share before or after a separator and say of them. */
function groupsOf(sample: TableSample): OneHot[] {
  const groups = new Map<string, { columns: number[]; classes: string[] }>();
  for (const [column, name] of sample.names.entries()) {
    if (name.length > longestName) continue;
    for (const [group, className] of waysToRead(name)) {
      let members = groups.get(group);
      if (members === undefined) groups.set(group, (members = { columns: [], classes: [] }));
      members.columns.push(column);
      members.classes.push(className);
    }
  }
  return [...groups]
    .map(([name, members]) => ({ name, ...members }))
    .filter(({ name, columns, classes }) => {
      if (columns.length < 2 || new Set(classes).size < classes.length) return false;
      const says = shared(name);
      if (truthRank(says) === 0 && predictedRank(says) === 0 && !isScoreTemplate(says)) return false;
      return columns.every((column) => holdsNumbers(sample, column) || holdsIndicators(sample, column));
    });
}

/** Separators of a name at which it is taken apart, from either end; names of columns have few. */
const separatorsTried = 4;

/** `true_cat` is `true_*` of cat and `*_cat` of true, `y_true_1` also `y_*` of true_1; `true1` is `true*` of 1. */
function waysToRead(name: string): (readonly [string, string])[] {
  const ways: (readonly [string, string])[] = [];
  const all = [...name.matchAll(/[_\s.:/-]/g)].map(({ index }) => index);
  const tried = new Set([...all.slice(0, separatorsTried), ...all.slice(-separatorsTried)]);
  for (const index of tried) {
    const [before, after] = [name.slice(0, index), name.slice(index + 1)];
    if (before === '' || after === '') continue;
    ways.push([`${before}${name[index]!}*`, after], [`*${name[index]!}${after}`, before]);
  }
  const numbered = /^(.{0,190}[a-z])(\d{1,9})$/i.exec(name);
  if (numbered !== null) ways.push([`${numbered[1]!}*`, numbered[2]!]);
  return ways;
}

/** Columns that are called as the classes of a group and hold zeros and ones: `cat,dog,pred_cat,pred_dog`. */
function bareColumns(sample: TableSample, { classes }: OneHot): OneHot | undefined {
  const columns = classes.map((name) => sample.names.indexOf(name));
  const areIndicators = columns.every((column) => column >= 0 && holdsIndicators(sample, column));
  // Bare numbers are the names of pixels and of other features too.
  if (!areIndicators || classes.every((name) => numberOf(name) !== undefined)) return undefined;
  const shown = classes.length > 3 ? `${classes.slice(0, 3).join(', ')}, …` : classes.join(', ');
  return { name: shown, columns, classes };
}

function isOfSameClasses(one: OneHot, other: OneHot): boolean {
  const known = new Set(one.classes.map(foldLabel));
  return (
    one.classes.length === other.classes.length && other.classes.every((name) => known.has(foldLabel(name)))
  );
}

function isApart(one: OneHot, other: OneHot): boolean {
  return one.columns.every((column) => !other.columns.includes(column));
}

/** The only column whose name ranks highest, if its name is a usual one. */
function labelColumn(sample: TableSample, rankOf: (name: string) => number): number | undefined {
  const ranks = sample.names.map((name) => rankOf(normaliseName(name)));
  const best = ranks.reduce((most, rank) => Math.max(most, rank), 0);
  const at = ranks.indexOf(best);
  return best > 0 && ranks.lastIndexOf(best) === at ? at : undefined;
}

/** True if a column names nothing but classes of a group, which it is no part of. */
function holdsOnly(sample: TableSample, column: number | undefined, { columns, classes }: OneHot): boolean {
  if (column === undefined || columns.includes(column)) return false;
  const known = new Set(classes.map(foldLabel));
  const held = cells(sample, column);
  return held.length > 0 && held.every((cell) => known.has(foldLabel(cell)));
}
