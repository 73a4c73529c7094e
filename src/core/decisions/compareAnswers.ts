import { acceleration, bcaInterval } from '../bootstrap.ts';
import type { Interval } from '../intervals.ts';
import type { ResamplingLimits } from '../limits.ts';
import { normalQuantile } from '../normalQuantile.ts';
import type { PredictionTable } from '../predictionTable.ts';
import { seededRandom } from '../random.ts';
import { confusionMatrix } from '../confusionMatrix.ts';
import { drawer } from '../resampling.ts';
import { classPlaces } from '../rowGroups.ts';
import type { CostMatrix } from './costs.ts';

/** A difference of which more is better. */
export interface Gain {
  readonly value: number;
  /** From paired resamples of the rows, of many rows from standard errors; absent where nothing varies, or with more than 1,000
   * combinations of actual class and answers. */
  readonly interval?: Interval;
}

/** What some answers come to: under the file's class shares, or under those that were asked for. */
export interface AnswerValues {
  readonly accuracy: number;
  /** The mean recall of the classes with rows: the same under any shares. */
  readonly balancedAccuracy: number;
  /** Cost a row, where costs were stated. */
  readonly cost?: number;
  /** By class index; undefined for a class without rows, which class shares cannot mend. */
  readonly recalls: readonly (number | undefined)[];
  /** By class index; undefined for a class that is never answered. */
  readonly precisions: readonly (number | undefined)[];
  /** K×K shares of all rows, row = actual; absent beyond 100 classes. */
  readonly matrix?: readonly (readonly number[])[];
}

export interface AnswerComparison {
  /** Rows whose answer changes, by weight. */
  readonly changed: number;
  readonly present: AnswerValues;
  readonly chosen: AnswerValues;
  readonly gains: { readonly accuracy: Gain; readonly balancedAccuracy: Gain; readonly cost?: Gain };
}

export interface CompareOptions {
  readonly confidence: number;
  readonly resampling: ResamplingLimits;
  readonly costs?: CostMatrix;
  /** Class shares by class index to weigh the rows of each class to; those of the file where absent. */
  readonly shares?: Float64Array;
}

/** Classes up to which whole matrices are given: 100 have 10,000 cells. */
const matrixClasses = 100;

/** Rows with the same actual class, present answer and new answer. */
interface Groups {
  readonly actual: Int32Array;
  readonly present: Int32Array;
  readonly chosen: Int32Array;
  /** Whole rows. */
  readonly counts: Float64Array;
  /** What a row of the group counts: the mean of its weights. */
  readonly weights: Float64Array;
  readonly rows: number;
  readonly classes: number;
}

/** Compares other answers with those of the table on the same rows, each class weighed to its share. O(N + groups). */
export function compareAnswers(
  table: PredictionTable,
  answers: Int32Array,
  options: CompareOptions,
): AnswerComparison {
  const groups = groupRows(table, answers);
  const present = valuesOf(groups, groups.present, options);
  const chosen = valuesOf(groups, groups.chosen, options);
  const [accuracy, balancedAccuracy, cost] = gainsOf(groups, options);
  let changed = 0;
  groups.counts.forEach((count, group) => {
    if (groups.present[group] !== groups.chosen[group]) changed += count * groups.weights[group]!;
  });
  return {
    changed,
    present,
    chosen,
    gains: {
      accuracy: accuracy!,
      balancedAccuracy: balancedAccuracy!,
      ...(cost === undefined ? {} : { cost }),
    },
  };
}

/** What the table's own answers come to. */
export function presentValues(
  table: PredictionTable,
  options: Pick<CompareOptions, 'costs' | 'shares'>,
): AnswerValues {
  const groups = groupRows(table, table.predicted);
  return valuesOf(groups, groups.present, options);
}

function groupRows(table: PredictionTable, answers: Int32Array): Groups {
  const classes = table.labels.length;
  const byKey = countKeys(table, answers);
  // In an order that the names of the classes have no part in: the same seed draws the same rows then.
  const places = classPlaces(confusionMatrix(table));
  const placeOf = (key: number): number =>
    (places[Math.floor(key / classes / classes)]! * classes + places[Math.floor(key / classes) % classes]!) *
      classes +
    places[key % classes]!;
  const ordered = [...byKey].sort(([a], [b]) => placeOf(a) - placeOf(b));
  return {
    actual: Int32Array.from(ordered, ([key]) => Math.floor(key / classes / classes)),
    present: Int32Array.from(ordered, ([key]) => Math.floor(key / classes) % classes),
    chosen: Int32Array.from(ordered, ([key]) => key % classes),
    counts: Float64Array.from(ordered, ([, { count }]) => count),
    weights: Float64Array.from(ordered, ([, { count, weight }]) => weight / count),
    rows: ordered.reduce((sum, [, { count }]) => sum + count, 0),
    classes,
  };
}

/** Keys up to which an array is quicker than a map: 100 classes, 8 MB. */
const arrayKeys = 1_000_000;

/** Rows and weight by actual class, present answer and new answer. */
function countKeys(
  { actual, predicted, labels, weights }: PredictionTable,
  answers: Int32Array,
): Map<number, { count: number; weight: number }> {
  const classes = labels.length;
  const isImportance = weights?.kind === 'importance';
  const size = classes ** 3;
  const weightOf = size <= arrayKeys ? new Float64Array(size) : new Map<number, number>();
  const countOf = !isImportance ? undefined : new Map<number, number>();
  for (let row = 0; row < actual.length; row++) {
    const weight = weights === undefined ? 1 : weights.values[row]!;
    if (!(weight > 0)) continue;
    const key = (actual[row]! * classes + predicted[row]!) * classes + answers[row]!;
    if (weightOf instanceof Map) weightOf.set(key, (weightOf.get(key) ?? 0) + weight);
    else weightOf[key]! += weight;
    if (countOf !== undefined) countOf.set(key, (countOf.get(key) ?? 0) + 1);
  }
  const result = new Map<number, { count: number; weight: number }>();
  weightOf.forEach((weight: number, key: number) => {
    if (weight > 0) result.set(key, { count: countOf?.get(key) ?? weight, weight });
  });
  return result;
}

/** What a row of each class counts so that the classes have the shares asked for, and the sum of all rows then. */
function classFactors(
  { actual, weights, classes }: Groups,
  counts: Float64Array,
  shares: Float64Array | undefined,
): { readonly support: Float64Array; readonly factors: Float64Array; readonly total: number } {
  const support = new Float64Array(classes);
  counts.forEach((count, group) => (support[actual[group]!]! += count * weights[group]!));
  if (shares === undefined) {
    return {
      support,
      factors: support.map(() => 1),
      total: support.reduce((sum, weight) => sum + weight, 0),
    };
  }
  const factors = support.map((weight, index) => (weight > 0 ? shares[index]! / weight : 0));
  return { support, factors, total: 1 };
}

function valuesOf(
  groups: Groups,
  answers: Int32Array,
  { costs, shares }: Pick<CompareOptions, 'costs' | 'shares'>,
): AnswerValues {
  const { classes, counts, weights, actual } = groups;
  const { support, factors, total } = classFactors(groups, counts, shares);
  const found = new Float64Array(classes);
  const right = new Float64Array(classes);
  const answered = new Float64Array(classes);
  const cells = classes <= matrixClasses ? new Float64Array(classes * classes) : undefined;
  let cost = 0;
  counts.forEach((count, group) => {
    const [from, to] = [actual[group]!, answers[group]!];
    const share = count * weights[group]! * factors[from]!;
    answered[to]! += share;
    if (cells !== undefined) cells[from * classes + to]! += share;
    cost += share * (costs?.cells[from * classes + to] ?? 0);
    if (from !== to) return;
    right[to]! += share;
    found[to]! += count * weights[group]!;
  });
  const recalls = Array.from(found, (weight, index) =>
    support[index]! > 0 ? weight / support[index]! : undefined,
  );
  const known = recalls.filter((recall) => recall !== undefined);
  return {
    accuracy: right.reduce((sum, share) => sum + share, 0) / total,
    balancedAccuracy: known.reduce((sum, recall) => sum + recall, 0) / known.length,
    ...(costs === undefined ? {} : { cost: cost / total }),
    recalls,
    precisions: Array.from(right, (share, index) =>
      answered[index]! > 0 ? share / answered[index]! : undefined,
    ),
    ...(cells === undefined
      ? {}
      : {
          matrix: Array.from({ length: classes }, (_, index) =>
            Array.from(cells.subarray(index * classes, (index + 1) * classes), (weight) => weight / total),
          ),
        }),
  };
}

/** The gains in accuracy, balanced accuracy and, with costs, cost a row, for rows drawn as `counts`. */
function gainsFor(
  groups: Groups,
  counts: Float64Array,
  { costs, shares }: CompareOptions,
  needed: number,
): number[] | undefined {
  const { actual, present, chosen, weights, classes } = groups;
  const { support, factors, total } = classFactors(groups, counts, shares);
  const withRows = support.filter((weight) => weight > 0).length;
  if (withRows < needed) return undefined;
  let accuracy = 0;
  let balanced = 0;
  let cost = 0;
  for (let group = 0; group < counts.length; group++) {
    const [from, before, after] = [actual[group]!, present[group]!, chosen[group]!];
    if (before === after || counts[group] === 0) continue;
    const weight = counts[group]! * weights[group]!;
    const gain = Number(after === from) - Number(before === from);
    accuracy += gain * weight * factors[from]!;
    balanced += (gain * weight) / support[from]! / withRows;
    if (costs !== undefined) {
      const saved = costs.cells[from * classes + before]! - costs.cells[from * classes + after]!;
      cost += saved * weight * factors[from]!;
    }
  }
  return costs === undefined ? [accuracy / total, balanced] : [accuracy / total, balanced, cost / total];
}

/** Rows of a group that are drawn in the time that drawing its count takes; see `drawer`. */
const rowsOfGroup = 64;
/** Groups up to which each is left out in turn, as an interval needs. */
const mostLeftOut = 1_000;

function gainsOf(groups: Groups, options: CompareOptions): Gain[] {
  const { counts, rows } = groups;
  const { support } = classFactors(groups, counts, undefined);
  const needed = support.filter((weight) => weight > 0).length;
  const own = gainsFor(groups, counts, options, needed) ?? [];
  if (counts.length > mostLeftOut) return own.map((value) => ({ value }));
  const leftOut = withoutEach(groups, options, needed);
  // So many rows vary little and evenly: the normal interval of the same standard error is the same then.
  const isLarge = rows > rowsOfGroup * counts.length;
  const intervalOf = isLarge
    ? errorInterval(groups, leftOut, options)
    : resampledInterval(groups, leftOut, options, needed);
  return own.map((value, which) => {
    const interval = intervalOf(value, which);
    return { value, ...(interval === undefined ? {} : { interval }) };
  });
}

type LeftOut = readonly (readonly number[] | undefined)[];
type IntervalOf = (value: number, which: number) => Interval | undefined;

function errorInterval({ counts }: Groups, leftOut: LeftOut, { confidence }: CompareOptions): IntervalOf {
  const z = -normalQuantile((1 - confidence) / 2);
  return (value, which) => {
    const variance = counts.reduce(
      (sum, count, group) => sum + count * (value - (leftOut[group]?.[which] ?? value)) ** 2,
      0,
    );
    return variance > 0 ? [value - z * Math.sqrt(variance), value + z * Math.sqrt(variance)] : undefined;
  };
}

function resampledInterval(
  groups: Groups,
  leftOut: LeftOut,
  options: CompareOptions,
  needed: number,
): IntervalOf {
  const { counts, rows } = groups;
  const { draws, seed } = options.resampling;
  const draw = drawer({ counts, rows }, seededRandom(seed));
  const replicates = Array.from({ length: draws }, () => gainsFor(groups, draw(), options, needed)).filter(
    (gains) => gains !== undefined,
  );
  return (value, which) => {
    const sorted = Float64Array.from(replicates, (gains) => gains[which]!).sort();
    const changes = Float64Array.from(leftOut, (gains) => gains?.[which] ?? NaN);
    return bcaInterval(value, sorted, acceleration(changes, counts), options.confidence);
  };
}

function withoutEach(groups: Groups, options: CompareOptions, needed: number): LeftOut {
  const counts = groups.counts.slice();
  return Array.from(counts, (count, group) => {
    counts[group] = count - 1;
    const gains = gainsFor(groups, counts, options, needed);
    counts[group] = count;
    return gains;
  });
}
