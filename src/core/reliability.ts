import { meanDeviation } from './calibrationNoise.ts';
import type { PredictionTable, RowWeights } from './predictionTable.ts';
import { scoreColumn } from './ranking.ts';
import { sortWithOrder } from './sortWithOrder.ts';

/** N probabilities, each with whether what it stands for came true. */
export interface Confidences {
  /** In [0, 1]. */
  readonly values: Float64Array;
  /** 1 where it came true, else 0. */
  readonly hits: Uint8Array;
  readonly weights?: RowWeights;
}

/** A bin of a reliability diagram that holds rows. */
export interface ReliabilityBin {
  /** Where it starts and ends on the axis of confidence. */
  readonly low: number;
  readonly high: number;
  /** Of its rows. */
  readonly weight: number;
  /** Rows that tell as much as its rows do. */
  readonly rows: number;
  /** Mean probability. */
  readonly confidence: number;
  /** Share that came true. */
  readonly accuracy: number;
  /** The mean distance of `accuracy` from `confidence` that rows which come true as often as they say would show. */
  readonly noise: number;
}

/** As many as in Guo et al., On Calibration of Modern Neural Networks (2017). */
const usualBins = 15;

/** The score of each row's predicted class; undefined without scores and where one lies outside [0, 1]. */
export function topLabelConfidences({
  actual,
  predicted,
  labels,
  scores,
  weights,
}: PredictionTable): Confidences | undefined {
  if (scores === undefined) return undefined;
  const values = new Float64Array(actual.length);
  const hits = new Uint8Array(actual.length);
  for (let row = 0; row < values.length; row++) {
    values[row] = scores[row * labels.length + predicted[row]!]!;
    hits[row] = predicted[row] === actual[row] ? 1 : 0;
  }
  return inUnitInterval({ values, hits, ...(weights === undefined ? {} : { weights }) });
}

/** The scores of one class; undefined without scores and where one lies outside [0, 1]. */
export function classConfidences(table: PredictionTable, classIndex: number): Confidences | undefined {
  const { actual, scores, weights } = table;
  if (scores === undefined) return undefined;
  const hits = new Uint8Array(actual.length);
  for (let row = 0; row < hits.length; row++) hits[row] = actual[row] === classIndex ? 1 : 0;
  const values = scoreColumn(table, classIndex);
  return inUnitInterval({ values, hits, ...(weights === undefined ? {} : { weights }) });
}

function inUnitInterval(confidences: Confidences): Confidences | undefined {
  for (const value of confidences.values) if (!(value >= 0 && value <= 1)) return undefined;
  return confidences;
}

/**
 * Bins of equal width, each (a, b], the first with its lower edge; those without rows are left out.
 *
 * The edges are those of scikit-learn's `calibration_curve(…, strategy="uniform")`, to the last bit.
 */
export function equalWidthBins(confidences: Confidences, count = usualBins): ReliabilityBin[] {
  const edges = Float64Array.from({ length: count + 1 }, (_, index) =>
    index === count ? 1 : index * (1 / count),
  );
  const sums = emptySums(count);
  const { values } = confidences;
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!;
    let index = Math.min(count - 1, Math.floor(value * count));
    if (index > 0 && value <= edges[index]!) index--;
    else if (value > edges[index + 1]!) index++;
    addRow(sums, index, confidences, row);
  }
  return binsOf(
    sums,
    (index) => edges[index]!,
    (index) => edges[index + 1]!,
  );
}

/** What moves a tie group over the edge of a bin of equal mass must be more than rounding of summed weights. */
const rounding = 1e-9;

/**
 * Bins of equal weight as far as ties allow: rows of one confidence share a bin, the one in which the middle of their
 * weight lies. From low to high; bins without rows are left out.
 */
export function equalMassBins(confidences: Confidences, count = usualBins): ReliabilityBin[] {
  const { sorted, order } = sortWithOrder(confidences.values);
  const weights = confidences.weights?.values;
  const weightOf = (place: number): number => weights?.[order[place]!] ?? 1;
  let total = 0;
  for (let place = 0; place < order.length; place++) total += weightOf(place);
  const sums = emptySums(count);
  const ends = Array.from({ length: count }, () => ({ low: 1, high: 0 }));
  let below = 0;
  for (let place = 0; place < sorted.length;) {
    const first = place;
    let weight = 0;
    for (; place < sorted.length && sorted[place] === sorted[first]; place++) weight += weightOf(place);
    const middle = ((2 * below + weight) * count) / (2 * total);
    const index = Math.min(count - 1, Math.floor(middle + rounding));
    for (let tied = first; tied < place; tied++) addRow(sums, index, confidences, order[tied]!);
    if (weight > 0) {
      const end = ends[index]!;
      end.low = Math.min(end.low, sorted[first]!);
      end.high = sorted[first]!;
    }
    below += weight;
  }
  return binsOf(
    sums,
    (index) => ends[index]!.low,
    (index) => ends[index]!.high,
  );
}

/** By bin. */
interface Sums {
  readonly weight: Float64Array;
  /** Σ w² for importance weights, else Σ w. */
  readonly squared: Float64Array;
  readonly confidence: Float64Array;
  readonly hits: Float64Array;
  /** Of the weight of the hits. */
  readonly variance: Float64Array;
}

function emptySums(count: number): Sums {
  return {
    weight: new Float64Array(count),
    squared: new Float64Array(count),
    confidence: new Float64Array(count),
    hits: new Float64Array(count),
    variance: new Float64Array(count),
  };
}

function addRow(sums: Sums, bin: number, { values, hits, weights }: Confidences, row: number): void {
  const weight = weights === undefined ? 1 : weights.values[row]!;
  const squared = weights?.kind === 'importance' ? weight * weight : weight;
  const value = values[row]!;
  sums.weight[bin]! += weight;
  sums.squared[bin]! += squared;
  sums.confidence[bin]! += weight * value;
  sums.hits[bin]! += weight * hits[row]!;
  sums.variance[bin]! += squared * value * (1 - value);
}

function binsOf(
  sums: Sums,
  low: (index: number) => number,
  high: (index: number) => number,
): ReliabilityBin[] {
  return Array.from(sums.weight).flatMap((weight, index) => {
    if (!(weight > 0)) return [];
    const rows = (weight / sums.squared[index]!) * weight;
    const confidence = Math.min(1, sums.confidence[index]! / weight);
    const accuracy = sums.hits[index]! / weight;
    const spread = Math.sqrt(sums.variance[index]!) / weight;
    return [
      {
        low: low(index),
        high: high(index),
        weight,
        rows,
        confidence,
        accuracy,
        noise: meanDeviation(rows, confidence, spread),
      },
    ];
  });
}

/** The distance of accuracy and confidence, and what of it noise alone makes, on average over the rows. */
export function meanGap(bins: readonly ReliabilityBin[]): { readonly gap: number; readonly noise: number } {
  let gap = 0;
  let noise = 0;
  let total = 0;
  for (const bin of bins) {
    gap += bin.weight * Math.abs(bin.accuracy - bin.confidence);
    noise += bin.weight * bin.noise;
    total += bin.weight;
  }
  return { gap: gap / total, noise: noise / total };
}
