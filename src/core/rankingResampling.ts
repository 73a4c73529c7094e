import { acceleration, bcaInterval } from './bootstrap.ts';
import type { Interval } from './intervals.ts';
import type { ResamplingLimits } from './limits.ts';
import type { PredictionTable } from './predictionTable.ts';
import { seededRandom } from './random.ts';
import { scoreColumn } from './ranking.ts';
import { drawer } from './resampling.ts';
import { classPlaces } from './rowGroups.ts';
import type { ConfusionMatrix } from './confusionMatrix.ts';
import { sortWithOrder } from './sortWithOrder.ts';

/** BCa intervals of means over the classes with samples; a mean of all classes is to be scaled by their share. */
export interface RankingIntervals {
  readonly averagePrecision: Interval | undefined;
  readonly rocAuc: Interval | undefined;
  /** Of the mean by support. */
  readonly weightedRocAuc: Interval | undefined;
}

/**
 * The BCa intervals of the mean ranking quality of the classes, from resampled rows.
 *
 * Undefined if it would take more steps than `steps`, and without scores. Resamples that miss a class are left out.
 */
export function rankingIntervals(
  table: PredictionTable,
  matrix: ConfusionMatrix,
  { draws, seed, steps }: ResamplingLimits,
  confidence: number,
): RankingIntervals | undefined {
  const { scores, actual, weights } = table;
  const present = Array.from(matrix.support.keys()).filter((index) => matrix.support[index]! > 0);
  if (scores === undefined || present.length < 2) return undefined;
  const rows = actual.length;
  if ((draws + rows) * rows * present.length > steps) return undefined;
  const ordered = inOwnOrder(table, matrix);
  const orders = present.map((index) => descending(table, index, ordered));
  const [counts, each] = (['frequency', 'importance'] as const).map((kind) =>
    Float64Array.from(ordered, (row) => (weights?.kind === kind ? weights.values[row]! : 1)),
  ) as [Float64Array, Float64Array];
  const total = counts.reduce((sum, count) => sum + count, 0);
  const measure = (multiplicity: Float64Array): Means | undefined => meansOf(orders, multiplicity, each);
  const own = measure(counts);
  if (own === undefined) return undefined;
  const draw = drawer({ counts, rows: total }, seededRandom(seed));
  const replicates = Array.from({ length: draws }, () => measure(draw())).filter(
    (means) => means !== undefined,
  );
  const leftOut = withoutEach(counts, measure);
  const intervalOf = (name: keyof Means): Interval | undefined =>
    bcaInterval(
      own[name],
      Float64Array.from(replicates, (means) => means[name]).sort(),
      acceleration(
        Float64Array.from(leftOut, (means) => means?.[name] ?? NaN),
        counts,
      ),
      confidence,
    );
  return {
    averagePrecision: intervalOf('averagePrecision'),
    rocAuc: intervalOf('rocAuc'),
    weightedRocAuc: intervalOf('weightedRocAuc'),
  };
}

interface Means {
  readonly averagePrecision: number;
  readonly rocAuc: number;
  readonly weightedRocAuc: number;
}

/** One class against the rest: rows from the highest score down, and where groups of equal scores end. */
interface Descending {
  readonly rows: Int32Array;
  readonly isPositive: Uint8Array;
  readonly endsTie: Uint8Array;
}

/** Row numbers in an order that neither the order of the file nor the names of the classes have a part in. */
function inOwnOrder({ actual, scores, labels }: PredictionTable, matrix: ConfusionMatrix): number[] {
  const size = labels.length;
  const places = classPlaces(matrix);
  const columns = Array.from(places.keys()).sort((a, b) => places[a]! - places[b]!);
  const difference = (a: number, b: number): number => {
    if (actual[a] !== actual[b]) return places[actual[a]!]! - places[actual[b]!]!;
    for (const column of columns) {
      const scoreDifference = scores![a * size + column]! - scores![b * size + column]!;
      if (scoreDifference !== 0) return scoreDifference;
    }
    return 0;
  };
  return Array.from(actual.keys()).sort(difference);
}

function descending(table: PredictionTable, classIndex: number, ordered: readonly number[]): Descending {
  const column = scoreColumn(table, classIndex);
  const { sorted, order } = sortWithOrder(Float64Array.from(ordered, (row) => column[row]!));
  const count = sorted.length;
  const rows = Int32Array.from(order, (_, place) => order[count - 1 - place]!);
  return {
    rows,
    isPositive: Uint8Array.from(rows, (place) => Number(table.actual[ordered[place]!] === classIndex)),
    endsTie: Uint8Array.from(rows, (_, place) =>
      Number(place + 1 === count || sorted[count - 1 - place] !== sorted[count - 2 - place]),
    ),
  };
}

function meansOf(
  orders: readonly Descending[],
  multiplicity: Float64Array,
  weights: Float64Array,
): Means | undefined {
  let precisions = 0;
  let areas = 0;
  let weighted = 0;
  let total = 0;
  for (const order of orders) {
    const { positives, precisionSum, area } = rank(order, multiplicity, weights);
    if (!(positives > 0) || area === undefined) return undefined;
    precisions += precisionSum / positives;
    areas += area;
    weighted += area * positives;
    total += positives;
  }
  return {
    averagePrecision: precisions / orders.length,
    rocAuc: areas / orders.length,
    weightedRocAuc: weighted / total,
  };
}

function rank(
  { rows, isPositive, endsTie }: Descending,
  multiplicity: Float64Array,
  weights: Float64Array,
): { positives: number; precisionSum: number; area: number | undefined } {
  let positives = 0;
  let negatives = 0;
  let positive = 0;
  let negative = 0;
  let precisionSum = 0;
  let pairs = 0;
  for (let place = 0; place < rows.length; place++) {
    const row = rows[place]!;
    const weight = multiplicity[row]! * weights[row]!;
    if (isPositive[place] === 1) positive += weight;
    else negative += weight;
    if (endsTie[place] === 0) continue;
    pairs += negative * (positives + positive / 2);
    positives += positive;
    negatives += negative;
    if (positive > 0) precisionSum += positive * (positives / (positives + negatives));
    positive = 0;
    negative = 0;
  }
  return {
    positives,
    precisionSum,
    area: positives > 0 && negatives > 0 ? pairs / positives / negatives : undefined,
  };
}

function withoutEach(
  counts: Float64Array,
  measure: (multiplicity: Float64Array) => Means | undefined,
): (Means | undefined)[] {
  const multiplicity = counts.slice();
  return Array.from(counts, (count, row) => {
    multiplicity[row] = Math.max(0, count - 1);
    const means = measure(multiplicity);
    multiplicity[row] = count;
    return means;
  });
}
