import { totalCount } from '../core/classCounts.ts';
import type { Span } from '../core/span.ts';
import type { Split, Told, ToldOf, TrainingLog } from '../core/trainingRun.ts';
import { groupedBy } from './groupedBy.ts';

type Counts = ReadonlyMap<string, number>;

/** Something that the log says, with where it stands. */
export interface ToldValue<T> {
  readonly value: T;
  readonly span: Span;
}

/** What a log says of the rows of one of its trainings, as far as it is certain which rows are meant. */
export interface ToldOfRun {
  readonly counts: ReadonlyMap<Split | 'all', ToldValue<Counts>>;
  readonly validationRows?: ToldValue<number>;
  /** Number of classes, where all lines agree. */
  readonly classes?: ToldValue<number>;
  /** Counts of which nothing shows what rows they are of. */
  readonly unknown?: ToldValue<Counts>;
}

type ToldCounts = Extract<Told, { kind: 'counts' }>;
type ToldRows = Extract<Told, { kind: 'rows' }>;

const splits = ['train', 'validation', 'test'] as const;

/** Rows from which a number that is the sum of class counts is so by no accident: that would happen once in so many. */
const leastTelling = 200;

/**
 * Reads what stands between the training before and the first epoch of this one; where that is nothing, what was said
 * before still holds. Of lines that contradict each other nothing is taken.
 *
 * Counts without a split are those of the split that has as many rows, of all rows if the splits have as many together,
 * and of the validation rows if the logged accuracies show it (`shows`). Numbers that may count anything are rows if
 * class counts, or other numbers, come to the same.
 */
export function toldOfRun(log: TrainingLog, index: number, shows: (rows: number) => boolean): ToldOfRun {
  const told = withoutOtherFolds(scopeOf(log, index));
  const counts = told.filter((one) => one.kind === 'counts');
  const rows = told.filter((one) => one.kind === 'rows');
  const sizes = sizesOf(counts, rows, shows);
  const found = new Map<Split | 'all', ToldValue<Counts>>();
  const conflicts = new Set<ToldOf>();
  const take = (of: Split | 'all', one: ToldCounts): void => {
    const before = found.get(of);
    if (before === undefined) found.set(of, { value: one.counts, span: one.span });
    else if (!areEqual(before.value, one.counts)) conflicts.add(of);
  };
  let unknown: ToldCounts | undefined;
  for (const one of counts) {
    const of = one.of === 'unsplit' ? splitBySize(totalCount(one.counts), sizes, rows, shows) : one.of;
    if (of === undefined) unknown = one;
    else if (isOf(of, totalCount(one.counts), sizes)) take(of, one);
  }
  for (const of of conflicts) if (of !== 'unsplit') found.delete(of);
  // The rows that were trained on are other ones then, in shares that are not these.
  if (told.some(({ kind }) => kind === 'resampled')) found.delete('train');
  const validationRows = sizes.get('validation') ?? shownRows(rows, shows);
  const classes = agreed(
    told.filter((one) => one.kind === 'classes').map(({ classes: value, span }) => ({ value, span })),
  );
  return {
    counts: found,
    ...(validationRows === undefined ? {} : { validationRows }),
    ...(classes === undefined ? {} : { classes }),
    ...(unknown === undefined ? {} : { unknown: { value: unknown.counts, span: unknown.span } }),
  };
}

function scopeOf({ runs, told = [] }: TrainingLog, index: number): readonly Told[] {
  for (let run = index; run >= 0; run--) {
    const from = runs[run - 1]?.epochs.at(-1)?.line ?? -1;
    const to = runs[run]!.epochs[0]!.line;
    const own = told.filter(({ span: { line } }) => line > from && line < to);
    if (own.some(({ kind }) => kind !== 'classes' && kind !== 'resampled') || run === 0) return own;
  }
  return [];
}

/** What was said of single splits before a fold began is left out; the rows for training are those of all folds. */
function withoutOtherFolds(told: readonly Told[]): readonly Told[] {
  const fold = told.map(({ kind }) => kind).lastIndexOf('fold');
  return told.flatMap((one, index): Told[] => {
    if (index > fold || !('of' in one) || one.of === 'all' || one.of === 'unsplit') return [one];
    return one.of === 'train' ? [{ ...one, of: 'unsplit' }] : [];
  });
}

/** Rows by split: what lines say that count rows, then what other lines say that can be checked by them. */
function sizesOf(
  counts: readonly ToldCounts[],
  rows: readonly ToldRows[],
  shows: (rows: number) => boolean,
): ReadonlyMap<Split, ToldValue<number>> {
  const sizes = new Map<Split, ToldValue<number>>();
  for (const split of splits) {
    const plain = rows.filter(({ of, plain: isPlain }) => of === split && isPlain).map(rowsOf);
    const summed = counts.filter(({ of }) => of === split).map(sumOf);
    // Counts of objects or of labels are more than the rows that hold them.
    const size = agreed(plain.length > 0 ? plain : summed);
    if (size !== undefined) sizes.set(split, size);
  }
  const totals = new Set([
    ...counts.filter(({ of }) => of === 'all' || of === 'unsplit').map((one) => totalCount(one.counts)),
    ...rows.filter(({ of, plain }) => plain && (of === 'all' || of === 'unsplit')).map((one) => one.rows),
  ]);
  const others = rows.filter(({ plain }) => !plain);
  const lines = groupedBy(others, ({ span: { line } }) => line);
  const proven = [...lines.values()].filter((group) => countsRows(group, sizes, totals, shows));
  for (const split of splits) {
    // A log of several data sets has several such numbers, and only one of them is that of this training.
    const size = agreed(others.filter(({ of }) => of === split).map(rowsOf));
    const isProven = proven.some((group) => group.some(({ of }) => of === split));
    const isSaid = rows.some(({ of, plain }) => plain && of === split);
    if (size !== undefined && isProven && !sizes.has(split) && !isSaid) sizes.set(split, size);
  }
  return sizes;
}

/**
 * True if numbers side by side are numbers of rows: one is known to be, the logged accuracies show it, or they come to a
 * known number together.
 */
function countsRows(
  group: readonly ToldRows[],
  sizes: ReadonlyMap<Split, ToldValue<number>>,
  totals: ReadonlySet<number>,
  shows: (rows: number) => boolean,
): boolean {
  const known = group.flatMap(({ of, rows }) => {
    const size = of === 'all' || of === 'unsplit' ? undefined : sizes.get(of);
    return size === undefined ? [] : [size.value === rows];
  });
  if (known.length > 0) return known.every((isSame) => isSame);
  if (group.some(({ of, rows }) => of === 'validation' && shows(rows))) return true;
  const sum = group.reduce((all, { rows }) => all + rows, 0);
  const isCounted = (rows: number): boolean => totals.has(rows) && rows >= leastTelling;
  return (
    totals.has(sum) ||
    group.every(({ rows }) => totals.has(rows)) ||
    group.some(({ rows }) => isCounted(rows))
  );
}

/** The rows that counts without a split are of. */
function splitBySize(
  total: number,
  sizes: ReadonlyMap<Split, ToldValue<number>>,
  rows: readonly ToldRows[],
  shows: (rows: number) => boolean,
): Split | 'all' | undefined {
  const equal = splits.filter((split) => sizes.get(split)?.value === total);
  if (equal.length > 0) return equal.length === 1 ? equal[0] : undefined;
  const all = agreed(rows.filter(({ of, plain }) => plain && of === 'all').map(rowsOf));
  if (total === splitRows(sizes) || total === all?.value) return 'all';
  return shows(total) ? 'validation' : undefined;
}

/** The rows of training and of what else the log names together. */
function splitRows(sizes: ReadonlyMap<Split, ToldValue<number>>): number | undefined {
  if (!sizes.has('train') || sizes.size < 2) return undefined;
  return [...sizes.values()].reduce((sum, { value }) => sum + value, 0);
}

/** True unless the log says that so many rows are not those of the split, or fewer than its splits have together. */
function isOf(of: Split | 'all', total: number, sizes: ReadonlyMap<Split, ToldValue<number>>): boolean {
  if (of === 'all') return total >= (splitRows(sizes) ?? 0);
  const size = sizes.get(of);
  return size === undefined || size.value === total;
}

/** One of the numbers without a split that the logged accuracies show to be that of the validation rows. */
function shownRows(
  rows: readonly ToldRows[],
  shows: (rows: number) => boolean,
): ToldValue<number> | undefined {
  if (rows.some(({ of, plain }) => plain && of === 'validation')) return undefined;
  return agreed(rows.filter(({ of, rows: count }) => of === 'unsplit' && shows(count)).map(rowsOf));
}

function rowsOf({ rows, span }: ToldRows): ToldValue<number> {
  return { value: rows, span };
}

function sumOf({ counts, span }: ToldCounts): ToldValue<number> {
  return { value: totalCount(counts), span };
}

/** The value that all of them have, where it stands last. */
function agreed(values: readonly ToldValue<number>[]): ToldValue<number> | undefined {
  const last = values.at(-1);
  return last !== undefined && values.every(({ value }) => value === last.value) ? last : undefined;
}

function areEqual(a: Counts, b: Counts): boolean {
  return a.size === b.size && [...a].every(([label, count]) => b.get(label) === count);
}
