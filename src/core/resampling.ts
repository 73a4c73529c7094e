import { acceleration, bcaInterval } from './bootstrap.ts';
import type { ConfusionMatrix } from './confusionMatrix.ts';
import type { Interval } from './intervals.ts';
import { normalQuantile } from './normalQuantile.ts';
import type { Random } from './random.ts';
import { drawBinomial, seededRandom } from './random.ts';
import type { RowGroups } from './rowGroups.ts';

/** Reads a number from a confusion matrix whose classes stand in any order; undefined where the matrix has none. */
export type Statistic = (matrix: ConfusionMatrix) => number | undefined;

export interface ResamplingOptions {
  readonly confidence: number;
  readonly draws: number;
  readonly seed: number;
}

/**
 * The BCa intervals of several numbers of one confusion matrix, all from the same resamples of its rows.
 *
 * Every resample draws as many rows as there are, with replacement and whatever their class: the class shares of a file
 * are as random as its answers. Resamples that miss a class with samples, or in which a number is undefined, are left
 * out of that number's interval. Undefined where {@link bcaInterval} is.
 */
export function resampledIntervals(
  groups: RowGroups,
  statistics: readonly Statistic[],
  { confidence, draws, seed }: ResamplingOptions,
): (Interval | undefined)[] {
  const matrix = emptyMatrix(groups.size);
  fill(matrix, groups, groups.counts);
  const present = countPresent(matrix);
  const estimates = statistics.map((statistic) => statistic(matrix));
  const accelerations = jackknife(groups, matrix, statistics).map((values) =>
    acceleration(values, groups.counts),
  );
  const replicates = statistics.map(() => new Float64Array(draws));
  const used = statistics.map(() => 0);
  const draw = drawer(groups, seededRandom(seed));
  for (let index = 0; index < draws; index++) {
    fill(matrix, groups, draw());
    if (countPresent(matrix) < present) continue;
    statistics.forEach((statistic, which) => {
      const value = statistic(matrix);
      if (value !== undefined) replicates[which]![used[which]!++] = value;
    });
  }
  return estimates.map((estimate, which) => {
    if (estimate === undefined) return undefined;
    const sorted = replicates[which]!.subarray(0, used[which]).sort();
    return bcaInterval(estimate, sorted, accelerations[which]!, confidence);
  });
}

/** Elementary steps that one resample takes. */
export function stepsOfDraw({ rows, counts, size }: RowGroups): number {
  return Math.min(rows, rowsOfGroup * counts.length) + 2 * counts.length + size * size;
}

/**
 * The normal intervals of several numbers of one confusion matrix with the standard errors that leaving out a row of
 * each cell gives: for tables too large to resample, whose numbers vary little and evenly.
 *
 * `squares` is the matrix with every row's weight squared, or the matrix itself where rows count 1.
 * Source: Jaeckel, The infinitesimal jackknife, Bell Laboratories (1972).
 */
export function jackknifeIntervals(
  original: ConfusionMatrix,
  squares: ConfusionMatrix,
  statistics: readonly Statistic[],
  confidence: number,
): (Interval | undefined)[] {
  const matrix = {
    ...original,
    cells: original.cells.slice(),
    support: original.support.slice(),
    predicted: original.predicted.slice(),
  };
  const estimates = statistics.map((statistic) => statistic(original));
  const variances = statistics.map(() => 0);
  original.cells.forEach((weight, cell) => {
    if (!(weight > 0)) return;
    const row = Math.min(weight, squares.cells[cell]! / weight);
    add(matrix, cell, -row);
    statistics.forEach((statistic, which) => {
      const change = (estimates[which] ?? 0) - (statistic(matrix) ?? estimates[which] ?? 0);
      variances[which]! += (change / row) ** 2 * squares.cells[cell]!;
    });
    add(matrix, cell, row);
  });
  const z = -normalQuantile((1 - confidence) / 2);
  return estimates.map((estimate, which) => {
    const reach = z * Math.sqrt(variances[which]!);
    return estimate === undefined || !(reach > 0) ? undefined : [estimate - reach, estimate + reach];
  });
}

/** A confusion matrix that is filled anew for each resample: new ones by the thousand would only be thrown away. */
export type MutableMatrix = { -readonly [K in keyof ConfusionMatrix]: ConfusionMatrix[K] };

function emptyMatrix(size: number): MutableMatrix {
  return {
    size,
    cells: new Float64Array(size * size),
    support: new Float64Array(size),
    predicted: new Float64Array(size),
    correct: 0,
    total: 0,
  };
}

function fill(matrix: MutableMatrix, { cells, weights }: RowGroups, counts: Float64Array): void {
  matrix.cells.fill(0);
  matrix.support.fill(0);
  matrix.predicted.fill(0);
  matrix.correct = 0;
  matrix.total = 0;
  for (let group = 0; group < cells.length; group++)
    add(matrix, cells[group]!, counts[group]! * weights[group]!);
}

/** Adds a weight to one cell. */
export function add(matrix: MutableMatrix, cell: number, weight: number): void {
  const actual = Math.floor(cell / matrix.size);
  const column = cell - actual * matrix.size;
  matrix.cells[cell]! += weight;
  matrix.support[actual]! += weight;
  matrix.predicted[column]! += weight;
  if (actual === column) matrix.correct += weight;
  matrix.total += weight;
}

function countPresent({ support }: ConfusionMatrix): number {
  let count = 0;
  for (const weight of support) if (weight > 0) count++;
  return count;
}

/** Rows of a group that are drawn in the time that drawing its count takes. */
const rowsOfGroup = 64;

/** Draws how often each group comes among as many rows as there are. */
export function drawer(groups: Pick<RowGroups, 'counts' | 'rows'>, random: Random): () => Float64Array {
  return groups.rows <= rowsOfGroup * groups.counts.length
    ? rowDrawer(groups, random)
    : countDrawer(groups, random);
}

function rowDrawer({ counts, rows }: Pick<RowGroups, 'counts' | 'rows'>, random: Random): () => Float64Array {
  const groupOf = new Int32Array(rows);
  let filled = 0;
  counts.forEach((count, group) => {
    groupOf.fill(group, filled, filled + count);
    filled += count;
  });
  const drawn = new Float64Array(counts.length);
  // A row's chance is off by less than rows / 2³² of it, which no number of draws would show.
  const scale = rows / 2 ** 32;
  return () => {
    drawn.fill(0);
    for (let row = 0; row < rows; row++) {
      drawn[groupOf[Math.floor(random.bits() * scale)]!]!++;
    }
    return drawn;
  };
}

function countDrawer(
  { counts, rows }: Pick<RowGroups, 'counts' | 'rows'>,
  random: Random,
): () => Float64Array {
  const drawn = new Float64Array(counts.length);
  return () => {
    let left = rows;
    let others = rows;
    counts.forEach((count, group) => {
      drawn[group] = drawBinomial(random, left, count / others);
      left -= drawn[group];
      others -= count;
    });
    return drawn;
  };
}

/** The value of each statistic without one row of each group; NaN where it is undefined. */
function jackknife(
  { cells, weights, counts }: RowGroups,
  matrix: MutableMatrix,
  statistics: readonly Statistic[],
): Float64Array[] {
  const values = statistics.map(() => new Float64Array(counts.length).fill(NaN));
  for (let group = 0; group < counts.length; group++) {
    add(matrix, cells[group]!, -weights[group]!);
    statistics.forEach((statistic, which) => (values[which]![group] = statistic(matrix) ?? NaN));
    add(matrix, cells[group]!, weights[group]!);
  }
  return values;
}
