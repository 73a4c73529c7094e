import { probabilityFloor } from './logLoss.ts';
import type { PredictionTable } from './predictionTable.ts';

/** A temperature that fits scores to their rows, with the mean log loss without and with it. */
export interface FittedTemperature {
  /** Above 1 for scores that are too sure. */
  readonly temperature: number;
  /** Nats a row, over the rows that were used. */
  readonly before: number;
  readonly after: number;
  /** Rows whose actual class has a score of 0: it was counted as half of the smallest score above 0. */
  readonly zeroRows: number;
}

/** The fit uses at most this many rows, evenly spread: the error of the temperature is then below 1 %. */
const mostRows = 50_000;
/** Inverse temperatures that are looked at; a fit at their ends is none. */
const lowest = 1 / 64;
const highest = 64;

/**
 * The temperature T that minimises the log loss of softmax(ln p / T) over the rows of a table, fitted in one dimension
 * (the loss is convex in 1/T). It leaves the order of the scores and so every answer as it is.
 *
 * Frequency weights count as rows. Undefined without scores or rows, with importance weights, and where no temperature
 * between 1/64 and 64 is best (every row right, or none better than chance). Source: Guo et al. 2017, On Calibration
 * of Modern Neural Networks.
 */
export function fitTemperature(table: PredictionTable): FittedTemperature | undefined {
  const rows = sampleRows(table);
  if (rows === undefined) return undefined;
  let low = lowest;
  let high = highest;
  if (!(derivatives(rows, low).slope < 0 && derivatives(rows, high).slope > 0)) return undefined;
  let beta = 1;
  for (let step = 0; step < 60; step++) {
    const { slope, curvature } = derivatives(rows, beta);
    if (slope < 0) low = beta;
    else high = beta;
    const newton = beta - slope / curvature;
    const next = newton > low && newton < high ? newton : Math.sqrt(low * high);
    if (Math.abs(next - beta) <= 1e-9 * beta) break;
    beta = next;
  }
  return {
    temperature: 1 / beta,
    before: derivatives(rows, 1).loss,
    after: derivatives(rows, beta).loss,
    zeroRows: rows.zeroRows,
  };
}

/** Logits of the rows that are used: ln of their scores, row-major. */
interface SampledRows {
  readonly logits: Float64Array;
  readonly actual: Int32Array;
  readonly weights: Float64Array;
  readonly classes: number;
  readonly zeroRows: number;
}

function sampleRows({ scores, actual, labels, weights }: PredictionTable): SampledRows | undefined {
  if (scores === undefined || actual.length === 0 || weights?.kind === 'importance') return undefined;
  const classes = labels.length;
  const step = Math.ceil(actual.length / mostRows);
  const count = Math.ceil(actual.length / step);
  const floor = smallestScore(scores) / 2;
  const sampled = {
    logits: new Float64Array(count * classes),
    actual: new Int32Array(count),
    weights: new Float64Array(count),
  };
  let zeroRows = 0;
  for (let position = 0; position < count; position++) {
    const row = position * step;
    sampled.actual[position] = actual[row]!;
    sampled.weights[position] = weights?.values[row] ?? 1;
    for (let index = 0; index < classes; index++) {
      const score = scores[row * classes + index]!;
      sampled.logits[position * classes + index] = Math.log(Math.max(score, floor, probabilityFloor));
    }
    if (scores[row * classes + actual[row]!]! < floor) zeroRows++;
  }
  return { ...sampled, classes, zeroRows };
}

/** The smallest score above 0. A printed 0 stands for less than the smallest score that was printed, not for an impossible class. */
export function smallestScore(scores: Float64Array): number {
  let smallest = 1;
  for (const score of scores) if (score > 0 && score < smallest) smallest = score;
  return smallest;
}

/** The mean log loss at an inverse temperature with its first and second derivative by it. */
function derivatives(
  { logits, actual, weights, classes }: SampledRows,
  beta: number,
): { loss: number; slope: number; curvature: number } {
  let loss = 0;
  let slope = 0;
  let curvature = 0;
  let total = 0;
  for (let row = 0; row < actual.length; row++) {
    const start = row * classes;
    let most = -Infinity;
    for (let index = 0; index < classes; index++) most = Math.max(most, logits[start + index]!);
    let sum = 0;
    let first = 0;
    let second = 0;
    for (let index = 0; index < classes; index++) {
      const distance = logits[start + index]! - most;
      const share = Math.exp(beta * distance);
      sum += share;
      first += share * distance;
      second += share * distance * distance;
    }
    const mean = first / sum;
    const weight = weights[row]!;
    const own = logits[start + actual[row]!]! - most;
    loss += weight * (Math.log(sum) - beta * own);
    slope += weight * (mean - own);
    curvature += weight * (second / sum - mean * mean);
    total += weight;
  }
  return { loss: loss / total, slope: slope / total, curvature: curvature / total };
}
