import {
  isConfidenceName,
  isScoreTemplate,
  normaliseName,
  predictedRank,
  scoreNames,
  singleScoreRank,
  weightKind,
} from './columnNames.ts';
import { foldLabel, isMissingText, numberOf } from './labels.ts';
import { cells } from './tableSample.ts';
import type { TableSample } from './tableSample.ts';

/** Columns of scores: one a class, all classes in the cells of one, or one for the whole table. */
export type ScoreColumns =
  | { readonly kind: 'wide'; readonly columns: readonly number[]; readonly classes: readonly string[] }
  | { readonly kind: 'array'; readonly column: number }
  | {
      readonly kind: 'single';
      readonly column: number;
      /** Its name says that it is the confidence of the predicted class. */
      readonly confidence: boolean;
      /** A person named it: it is the probability of one class, whatever it looks like. */
      readonly isGiven?: true;
      /** What its name may say of the class it belongs to (`prob_churn`). */
      readonly classes: readonly string[];
    };

export type ScoreSearch =
  | { readonly kind: 'found'; readonly scores: ScoreColumns }
  | { readonly kind: 'ambiguous'; readonly candidates: readonly string[] }
  | { readonly kind: 'none' };

interface Group {
  readonly name: string;
  readonly columns: readonly number[];
  readonly classes: readonly string[];
  readonly merit: number;
}

/** How far a row of probabilities with two decimals may be from a sum of one: half a unit for each column. */
const sumTolerance = 0.005;

/** Columns of scores by their names and cells, among those not in `used`. */
export function findScores(
  sample: TableSample,
  used: ReadonlySet<number>,
  actual: number,
  predicted: number | undefined,
): ScoreSearch {
  const free = [...sample.names.keys()].filter((column) => !used.has(column));
  const known = knownClasses(sample, actual, predicted);
  const numeric = free.filter((column) => holdsNumbers(sample, column));
  const groups = [
    ...namedGroups(sample, numeric, known),
    ...templateGroups(sample, numeric, known),
    ...bareGroup(sample, numeric, known),
  ];
  const winners = bestGroups(groups);
  if (winners.length > 1) return { kind: 'ambiguous', candidates: winners.map((group) => group.name) };
  const [winner] = winners;
  if (winner !== undefined) {
    return { kind: 'found', scores: { kind: 'wide', columns: winner.columns, classes: winner.classes } };
  }
  const arrays = likeliestArrays(
    sample,
    free.filter((column) => holdsArrays(sample, column) && mayBeScores(sample, column)),
  );
  if (arrays.length > 1)
    return { kind: 'ambiguous', candidates: arrays.map((column) => sample.names[column]!) };
  if (arrays[0] !== undefined) return { kind: 'found', scores: { kind: 'array', column: arrays[0] } };
  return singleScore(sample, numeric, known);
}

/** The best groups above 0; of several ways to read the same columns only the first. */
function bestGroups(groups: readonly Group[]): readonly Group[] {
  const best = groups.reduce((most, { merit }) => Math.max(most, merit), 0);
  const winners = new Map<string, Group>();
  for (const group of groups) {
    const key = group.columns.join();
    if (best > 0 && group.merit === best && !winners.has(key)) winners.set(key, group);
  }
  return [...winners.values()];
}

/** True for lists that are called scores or predictions, or that sum to one: features come in lists too. */
function mayBeScores(sample: TableSample, column: number): boolean {
  const name = normaliseName(sample.names[column]!);
  if (singleScoreRank(name) > 0 || predictedRank(name) > 0) return true;
  const lists = cells(sample, column).map((cell) => numbersOfList(cell));
  return lists.every(
    (numbers) =>
      Math.abs(numbers.reduce((sum, number) => sum + number, 0) - 1) <=
      Math.max(2, numbers.length) * sumTolerance,
  );
}

/** Of several columns of lists those whose names say best that they hold probabilities (Spark also has `rawPrediction`). */
function likeliestArrays(sample: TableSample, arrays: readonly number[]): readonly number[] {
  const rankOf = (column: number): number => singleScoreRank(normaliseName(sample.names[column]!));
  const best = arrays.reduce((most, column) => Math.max(most, rankOf(column)), 0);
  return arrays.filter((column) => rankOf(column) === best);
}

/** The columns a person named: a prefix (`prob_*` or `prob_`), what stands around the class (`*_prob`) or one column. */
export function declaredScores(
  sample: TableSample,
  used: ReadonlySet<number>,
  declared: string,
): ScoreSearch {
  const exact = sample.names.indexOf(declared);
  if (exact >= 0) {
    if (holdsArrays(sample, exact)) return { kind: 'found', scores: { kind: 'array', column: exact } };
    return { kind: 'found', scores: { ...single(sample, exact, false), isGiven: true } };
  }
  const { before, after } = declaredTemplate(declared);
  const columns = [...sample.names.keys()].filter(
    (column) => !used.has(column) && fitsTemplate(sample.names[column]!, before, after),
  );
  if (columns.length === 1)
    return { kind: 'found', scores: { ...single(sample, columns[0]!, false), isGiven: true } };
  if (columns.length === 0) return { kind: 'none' };
  const classes = columns.map((column) => {
    const name = sample.names[column]!;
    return name.slice(before.length, name.length - after.length);
  });
  return { kind: 'found', scores: { kind: 'wide', columns, classes } };
}

/** True if a name that a person gave for scores is the shared part of some column names. */
export function isDeclaredTemplate(names: readonly string[], declared: string): boolean {
  const { before, after } = declaredTemplate(declared);
  return `${before}${after}` !== '' && names.some((name) => fitsTemplate(name, before, after));
}

function declaredTemplate(declared: string): { readonly before: string; readonly after: string } {
  const at = declared.lastIndexOf('*');
  return at < 0
    ? { before: declared, after: '' }
    : { before: declared.slice(0, at), after: declared.slice(at + 1) };
}

/** Groups of at least two columns that share a score word, with how well they fit. */
function namedGroups(sample: TableSample, numeric: readonly number[], known: ReadonlySet<string>): Group[] {
  const members = new Map<string, { columns: number[]; classes: string[] }>();
  for (const column of numeric) {
    for (const { group, className } of scoreNames(sample.names[column]!)) {
      let list = members.get(group);
      if (list === undefined) members.set(group, (list = { columns: [], classes: [] }));
      list.columns.push(column);
      list.classes.push(className);
    }
  }
  return [...members]
    .filter(([, { columns }]) => columns.length >= 2)
    .map(([name, group]) => ({ name, ...group, merit: meritOf(sample, group, known) }));
}

/** Known classes by which names are searched: enough for the few that stand in other words as well. */
const templateClasses = 5;

/**
 * Groups of columns that share what stands before and after the class (`P (class=cat)`, `target_cat_PREDICTION`), found
 * by the longest names of known classes. The shared part must say that they are scores.
 */
function templateGroups(
  sample: TableSample,
  numeric: readonly number[],
  known: ReadonlySet<string>,
): Group[] {
  const names = numeric.map((column) => sample.names[column]!.toLowerCase());
  const groups = new Map<string, Group>();
  for (const label of [...known].sort((a, b) => b.length - a.length).slice(0, templateClasses)) {
    for (const [index, name] of names.entries()) {
      const at = name.lastIndexOf(label);
      if (at < 0 || label === '') continue;
      const [before, after] = [name.slice(0, at), name.slice(at + label.length)];
      const written = sample.names[numeric[index]!]!;
      const key = `${written.slice(0, before.length)}*${written.slice(written.length - after.length)}`;
      const isWord = !/[a-z0-9]$/.test(before) && !/^[a-z0-9]/.test(after);
      if (!isWord || groups.has(key) || !isScoreTemplate(`${before} ${after}`)) continue;
      const columns = numeric.filter((_, other) => fitsTemplate(names[other]!, before, after));
      if (columns.length < 2) continue;
      const classes = columns.map((column) => {
        const own = sample.names[column]!;
        return own.slice(before.length, own.length - after.length);
      });
      groups.set(key, { name: key, columns, classes, merit: meritOf(sample, { columns, classes }, known) });
    }
  }
  return [...groups.values()];
}

function fitsTemplate(name: string, before: string, after: string): boolean {
  return name.length > before.length + after.length && name.startsWith(before) && name.endsWith(after);
}

/**
 * Columns named by the class alone. The names of the known classes must be among them; other columns belong to
 * them only if the rows sum to one with them and not without (a class that the first rows do not hold).
 */
function bareGroup(sample: TableSample, numeric: readonly number[], known: ReadonlySet<string>): Group[] {
  const shares = numeric.filter((column) =>
    sample.rows.every((row) => isMissingText(row[column]!) || inUnit(numberOf(row[column]!))),
  );
  const named = shares.filter((column) => known.has(foldLabel(sample.names[column]!)));
  const whole = shares.filter((column) => {
    const name = normaliseName(sample.names[column]!);
    return singleScoreRank(name) === 0 && (weightKind(name) === undefined || named.includes(column));
  });
  const integers = shares.filter((column) => /^\d+$/.test(sample.names[column]!));
  for (const columns of [named, integers, whole]) {
    const matched = columns.filter((column) => named.includes(column)).length;
    if (columns.length < 2 || (matched === 0 && columns !== integers) || !sumsToOne(sample, columns))
      continue;
    const classes = columns.map((column) => sample.names[column]!);
    const group = { columns, classes };
    return [{ name: listedBriefly(classes), ...group, merit: meritOf(sample, group, known) }];
  }
  return [];
}

/** 0 for a group that cannot be scores; more for names of known classes, most if its rows also sum to one. */
function meritOf(
  sample: TableSample,
  group: { readonly columns: readonly number[]; readonly classes: readonly string[] },
  known: ReadonlySet<string>,
): number {
  const matched = group.classes.filter((name) => known.has(foldLabel(name))).length;
  const indices = [...group.classes]
    .sort((a, b) => Number(a) - Number(b))
    .every((name, index) => name === String(index));
  const sums = sumsToOne(sample, group.columns);
  if (matched === 0 && !indices && !sums) return 0;
  return (2 * matched) / group.classes.length + (sums ? 1 : 0) + (indices ? 0.5 : 0);
}

function singleScore(
  sample: TableSample,
  numeric: readonly number[],
  known: ReadonlySet<string>,
): ScoreSearch {
  const ranked = numeric
    .map((column) => ({ column, rank: singleRank(sample, column, known) }))
    .filter(({ rank }) => rank > 0)
    .sort((a, b) => b.rank - a.rank);
  const [first, second] = ranked;
  if (first === undefined) return { kind: 'none' };
  if (first.rank === second?.rank) {
    const equals = ranked.filter(({ rank }) => rank === first.rank);
    return { kind: 'ambiguous', candidates: equals.map(({ column }) => sample.names[column]!) };
  }
  const confidence = isConfidenceName(normaliseName(sample.names[first.column]!));
  return { kind: 'found', scores: single(sample, first.column, confidence) };
}

function singleRank(sample: TableSample, column: number, known: ReadonlySet<string>): number {
  const written = sample.names[column]!;
  const name = normaliseName(written);
  const rank = singleScoreRank(name);
  const unit = sample.rows.every((row) => isMissingText(row[column]!) || inUnit(numberOf(row[column]!)));
  if (rank > 0) return rank + (unit ? 0.25 : 0);
  const fractions = sample.rows.some((row) => !Number.isInteger(Number(row[column]!)));
  if (!fractions) return 0;
  // A number alone is no name: pixels have such columns too.
  const classes = scoreNames(written).map(({ className }) => className);
  if (numberOf(written) === undefined) classes.push(written);
  if (unit && classes.some((own) => known.has(foldLabel(own)))) return 2.75;
  return predictedRank(name) > 0 ? 2.5 : 0;
}

function single(
  sample: TableSample,
  column: number,
  confidence: boolean,
): Extract<ScoreColumns, { readonly kind: 'single' }> {
  const name = sample.names[column]!;
  const classes = [name, ...scoreNames(name).map(({ className }) => className)];
  return { kind: 'single', column, confidence, classes };
}

/** Folded labels of the first rows. */
function knownClasses(
  sample: TableSample,
  actual: number,
  predicted: number | undefined,
): ReadonlySet<string> {
  const known = new Set<string>();
  for (const row of sample.rows) {
    for (const column of predicted === undefined ? [actual] : [actual, predicted]) {
      const cell = row[column]!;
      if (!isMissingText(cell)) known.add(foldLabel(cell));
    }
  }
  return known;
}

/** True if most cells hold numbers; rows in which one does not are left out later and counted. */
function holdsNumbers(sample: TableSample, column: number): boolean {
  const held = sample.rows.map((row) => row[column]!).filter((cell) => !isMissingText(cell));
  return held.filter((cell) => numberOf(cell) !== undefined).length > held.length / 2;
}

/** True for a column most of whose cells are lists of numbers: `[0.1, 0.9]`, `[0.1 0.9]`. */
function holdsArrays(sample: TableSample, column: number): boolean {
  const held = sample.rows.map((row) => row[column]!).filter((cell) => !isMissingText(cell));
  return held.filter(isNumberList).length > held.length / 2;
}

/** The parts of a list as Python prints it, also of an array: `array([0.1, 0.9], dtype=float32)`, `tensor([0.1, 0.9], device='cuda:0')`. */
export function partsOfList(cell: string): readonly string[] {
  const inside = /^(?:[a-z_.]{1,20}\()?[[(]+([^[\]()]*)[\])]/i.exec(cell)?.[1];
  return inside === undefined ? [] : inside.replace(/[,;]/g, ' ').trim().split(/\s+/);
}

function numbersOfList(cell: string): number[] {
  return partsOfList(cell).map((part) => numberOf(part) ?? NaN);
}

function isNumberList(cell: string): boolean {
  const numbers = partsOfList(cell);
  return (
    numbers.length >= 2 && numbers.every((number) => numberOf(number) !== undefined || isMissingText(number))
  );
}

function inUnit(value: number | undefined): boolean {
  return value !== undefined && value >= 0 && value <= 1;
}

function sumsToOne(sample: TableSample, columns: readonly number[]): boolean {
  let some = false;
  for (const row of sample.rows) {
    let sum = 0;
    for (const column of columns) sum += numberOf(row[column]!) ?? NaN;
    if (Number.isNaN(sum)) continue;
    if (Math.abs(sum - 1) > Math.max(2, columns.length) * sumTolerance + 1e-6) return false;
    some = true;
  }
  return some;
}

function listedBriefly(names: readonly string[]): string {
  return names.length > 3 ? `${names.slice(0, 3).join(', ')}, …` : names.join(', ');
}
