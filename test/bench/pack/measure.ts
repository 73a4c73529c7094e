import type { LossKind } from './benchRun.ts';
import { argmax, crossEntropy, lossAndGradient, softmax } from './losses.ts';
import type { NetworkOptions } from './network.ts';
import type { Rows } from './world.ts';

/** What an evaluation of a model knows of each row. */
export interface RowMeasures {
  readonly loss: Float64Array;
  /** What divides the sum of losses: 1, or the weight of the class where the mean is a weighted one. */
  readonly divisor: Float64Array;
  readonly crossEntropy: Float64Array;
  /** Share of the row that the logged accuracy counts: 0 or 1, by outputs in between. */
  readonly counted: Float64Array;
  readonly predicted: Int32Array;
  readonly scores: Float64Array;
}

/** Means over rows; recalls and mean scores by class. A class without rows has NaN. */
export interface Measures {
  readonly loss: number;
  readonly crossEntropy: number;
  readonly accuracy: number;
  readonly loggedAccuracy: number;
  readonly confidence: number;
  readonly recalls: readonly number[];
  readonly predictedShares: readonly number[];
  readonly meanScores: readonly number[];
}

export function rowMeasures(
  logits: Float64Array,
  { labels }: Rows,
  kind: LossKind,
  plan: { readonly network: Omit<NetworkOptions, 'classes'> | { readonly shrinkage: number } },
  penalty: number,
): RowMeasures {
  const classes = logits.length / labels.length;
  const classWeights = 'shrinkage' in plan.network ? undefined : plan.network.classWeights;
  const smoothing = 'shrinkage' in plan.network ? 0 : plan.network.smoothing;
  const options = {
    loss: kind,
    smoothing: kind === 'smoothed' ? smoothing : 0,
    ...(classWeights === undefined ? {} : { classWeights }),
  };
  const empty = (): Float64Array => new Float64Array(labels.length);
  const rows = { loss: empty(), divisor: empty(), crossEntropy: empty(), counted: empty() };
  const predicted = new Int32Array(labels.length);
  const scores = new Float64Array(logits.length);
  labels.forEach((label, row) => {
    const own = logits.subarray(row * classes, (row + 1) * classes);
    const { loss, correct } = lossAndGradient(own, label, options);
    rows.loss[row] = loss + penalty;
    rows.divisor[row] = kind === 'weightedMean' ? (classWeights?.[label] ?? 1) : 1;
    rows.crossEntropy[row] = crossEntropy(own, label);
    rows.counted[row] = correct;
    predicted[row] = argmax(own);
    scores.set(softmax(own), row * classes);
  });
  return { ...rows, predicted, scores };
}

/** Means over the rows, each counting as its class weighs in `weights`; equally without. */
export function measure(
  rows: RowMeasures,
  { labels, drawnFrom }: Rows,
  weights?: readonly number[],
): Measures {
  const classes = rows.scores.length / labels.length;
  const sums = { loss: 0, divisor: 0, crossEntropy: 0, correct: 0, counted: 0, confidence: 0, weight: 0 };
  const zeros = (): number[] => Array.from({ length: classes }, () => 0);
  const support = zeros();
  const found = zeros();
  const predicted = zeros();
  const scores = zeros();
  labels.forEach((label, row) => {
    const weight = weights?.[drawnFrom[row]!] ?? 1;
    const answer = rows.predicted[row]!;
    const right = answer === label ? 1 : 0;
    sums.loss += weight * rows.loss[row]!;
    sums.divisor += weight * rows.divisor[row]!;
    sums.crossEntropy += weight * rows.crossEntropy[row]!;
    sums.correct += weight * right;
    sums.counted += weight * rows.counted[row]!;
    sums.confidence += weight * rows.scores[row * classes + answer]!;
    sums.weight += weight;
    support[label]! += weight;
    found[label]! += weight * right;
    predicted[answer]! += weight;
    for (let i = 0; i < classes; i++) scores[i]! += weight * rows.scores[row * classes + i]!;
  });
  return {
    loss: sums.loss / sums.divisor,
    crossEntropy: sums.crossEntropy / sums.weight,
    accuracy: sums.correct / sums.weight,
    loggedAccuracy: sums.counted / sums.weight,
    confidence: sums.confidence / sums.weight,
    recalls: found.map((hits, label) => hits / support[label]!),
    predictedShares: predicted.map((share) => share / sums.weight),
    meanScores: scores.map((score) => score / sums.weight),
  };
}

const batchRows = 32;

/** The mean of the means of batches, the last of which is smaller: how hand-written loops log. */
export function meanOfBatchMeans({ loss, divisor, counted }: RowMeasures): {
  loss: number;
  accuracy: number;
} {
  const sum = (values: Float64Array): number => values.reduce((a, b) => a + b, 0);
  let losses = 0;
  let accuracies = 0;
  let batches = 0;
  for (let start = 0; start < loss.length; start += batchRows) {
    const end = start + batchRows;
    losses += sum(loss.subarray(start, end)) / sum(divisor.subarray(start, end));
    accuracies += sum(counted.subarray(start, end)) / counted.subarray(start, end).length;
    batches++;
  }
  return { loss: losses / batches, accuracy: accuracies / batches };
}
