import type { ClassReport, PrintedNumber, ReportedClass } from './classReport.ts';
import type { CountRange } from './countRange.ts';

/** What a report leaves possible for one class. */
export interface ReportedCounts {
  /** Rows of the class that were found. */
  readonly found: CountRange;
  /** Rows predicted as the class; absent where nothing bounds them. */
  readonly predicted?: CountRange;
}

/** Room of a product of fractions and counts beside their printing. */
const rounding = 1e-9;
/** The bounds only ever tighten, by whole rows; most reports are settled after two or three rounds. */
const mostRounds = 50;

interface Bounds {
  foundLeast: number;
  foundMost: number;
  predictedLeast: number;
  predictedMost: number;
}

/**
 * Whole numbers of rows that agree with all that a report prints: found and predicted of each class, as ranges.
 *
 * found / support, found / predicted and 2 found / (support + predicted) lie within the printing of recall, precision and
 * F1. With an accuracy the classes are all there is: predictions sum to the rows, found rows to the right ones, and rows
 * that one class misses were predicted as others. Undefined for weighted rows, and where no whole numbers agree (rows
 * that were weighted, or a report that was edited).
 */
export function reportedCounts(report: ClassReport): readonly ReportedCounts[] | undefined {
  if (report.weightedRows) return undefined;
  const { classes, accuracy, notGiven = [] } = report;
  const givesPrecision = !notGiven.includes('precision');
  const rows = classes.reduce((sum, { support }) => sum + support, 0);
  const bounds = classes.map(({ support }): Bounds => ({
    foundLeast: 0,
    foundMost: support,
    predictedLeast: 0,
    predictedMost: accuracy === undefined ? Infinity : rows,
  }));
  for (let round = 0; round < mostRounds; round++) {
    const before = signature(bounds);
    classes.forEach((one, index) => tightenByRates(bounds[index]!, one, givesPrecision));
    if (accuracy !== undefined) tightenBySums(bounds, classes, rows, accuracy);
    if (bounds.some(isEmpty)) return undefined;
    if (signature(bounds) === before) break;
  }
  return bounds.map(({ foundLeast, foundMost, predictedLeast, predictedMost }) => ({
    found: { least: foundLeast, most: foundMost },
    ...(Number.isFinite(predictedMost) ? { predicted: { least: predictedLeast, most: predictedMost } } : {}),
  }));
}

/** The bounds only move inwards, so that an unchanged sum of widths is an unchanged set. */
function signature(bounds: readonly Bounds[]): string {
  let widths = 0;
  let open = 0;
  for (const { foundLeast, foundMost, predictedLeast, predictedMost } of bounds) {
    widths += foundMost - foundLeast;
    if (predictedMost === Infinity) {
      open++;
      widths -= predictedLeast;
    } else widths += predictedMost - predictedLeast;
  }
  return `${widths} ${open}`;
}

function isEmpty(bounds: Bounds): boolean {
  return bounds.foundLeast > bounds.foundMost || bounds.predictedLeast > bounds.predictedMost;
}

function raise(bounds: Bounds, key: 'foundLeast' | 'predictedLeast', value: number): void {
  bounds[key] = Math.max(bounds[key], Math.ceil(value - rounding * Math.max(1, Math.abs(value))));
}

function lower(bounds: Bounds, key: 'foundMost' | 'predictedMost', value: number): void {
  bounds[key] = Math.min(bounds[key], Math.floor(value + rounding * Math.max(1, Math.abs(value))));
}

function ends({ value, tolerance }: PrintedNumber): [low: number, high: number] {
  return [value - tolerance, value + tolerance];
}

/**
 * The rates of a class whose support is 0, and a precision without a prediction, are whatever `zero_division` says: the
 * first are not read, and the ranges of the second begin at 0 found of 0 predicted, which is what they then stand for.
 */
function tightenByRates(
  bounds: Bounds,
  { support, recall, precision, f1 }: ReportedClass,
  givesPrecision: boolean,
): void {
  if (support === 0) return;
  if (recall !== undefined) {
    const [low, high] = ends(recall);
    raise(bounds, 'foundLeast', low * support);
    lower(bounds, 'foundMost', high * support);
  }
  if (precision === undefined) {
    if (recall !== undefined && givesPrecision) bounds.predictedMost = 0;
  } else {
    const [low, high] = ends(precision);
    if (low > 0) lower(bounds, 'predictedMost', bounds.foundMost / low);
    raise(bounds, 'predictedLeast', bounds.foundLeast / high);
    lower(bounds, 'foundMost', bounds.predictedMost * high);
    raise(bounds, 'foundLeast', bounds.predictedLeast * low);
  }
  if (f1 !== undefined) {
    const [low, high] = ends(f1);
    if (low > 0) lower(bounds, 'predictedMost', (2 * bounds.foundMost) / low - support);
    raise(bounds, 'predictedLeast', (2 * bounds.foundLeast) / high - support);
    lower(bounds, 'foundMost', (high * (support + bounds.predictedMost)) / 2);
    raise(bounds, 'foundLeast', (low * (support + bounds.predictedLeast)) / 2);
  }
  raise(bounds, 'predictedLeast', bounds.foundLeast);
  lower(bounds, 'foundMost', bounds.predictedMost);
}

/** What one class takes from the others and leaves to them, where the classes hold all rows. O(classes). */
function tightenBySums(
  bounds: readonly Bounds[],
  classes: readonly ReportedClass[],
  rows: number,
  accuracy: PrintedNumber,
): void {
  const before = bounds.map((one, index) => ({ ...one, support: classes[index]!.support }));
  const others = (of: (one: (typeof before)[number]) => number): number[] => {
    const values = before.map(of);
    const total = values.reduce((sum, value) => sum + value, 0);
    return values.map((value) => total - value);
  };
  const predictedLeast = others((one) => one.predictedLeast);
  const predictedMost = others((one) => one.predictedMost);
  const foundLeast = others((one) => one.foundLeast);
  const foundMost = others((one) => one.foundMost);
  const missedMost = others((one) => one.support - one.foundLeast);
  const takenMost = others((one) => one.predictedMost - one.foundLeast);
  const takenLeast = others((one) => one.predictedLeast - one.foundMost);
  const [low, high] = ends(accuracy);
  bounds.forEach((one, index) => {
    const { support } = classes[index]!;
    lower(one, 'predictedMost', rows - predictedLeast[index]!);
    raise(one, 'predictedLeast', rows - predictedMost[index]!);
    lower(one, 'foundMost', high * rows - foundLeast[index]!);
    raise(one, 'foundLeast', low * rows - foundMost[index]!);
    raise(one, 'foundLeast', support - takenMost[index]!);
    raise(one, 'foundLeast', one.predictedLeast - missedMost[index]!);
    lower(one, 'predictedMost', one.foundMost + missedMost[index]!);
    if (classes.length === 2) lower(one, 'foundMost', support - takenLeast[index]!);
  });
}
