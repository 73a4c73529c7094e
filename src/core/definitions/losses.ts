import { addTo, emptySum } from '../compensatedSum.ts';
import { lossOfScoresAsLogits } from '../logLoss.ts';
import { balancedLogLoss } from '../metrics/balancedLogLoss.ts';
import { brierScore } from '../metrics/brierScore.ts';
import { logLoss } from '../metrics/logLoss.ts';
import type { MetricInput } from '../metrics/metric.ts';
import { weightedLogLoss, weightedLogLossPerSample } from '../metrics/weightedLogLoss.ts';
import type { PredictionTable } from '../predictionTable.ts';
import type { Definition, QuantityKind } from './definition.ts';
import { ofScores, valueOf } from './definition.ts';

/** Keras's backend epsilon. */
const kerasEpsilon = 1e-7;

/** What is logged as loss, and the Brier score. */
export const losses: readonly Definition[] = [
  loss(
    'logLoss',
    'log loss (mean cross-entropy)',
    'scikit-learn 1.5 and later, PyTorch CrossEntropyLoss',
    (input) => valueOf(logLoss.compute(input)),
  ),
  loss(
    'kerasLogLoss',
    'log loss, rows divided by their sum and clipped at 1e-7',
    'Keras CategoricalCrossentropy; scikit-learn before 1.5 divides too',
    ({ table }) => meanOverRows(table, kerasRowLoss),
  ),
  loss(
    'weightedLogLoss',
    'log loss under the class weights, divided by their sum',
    'PyTorch CrossEntropyLoss(weight=…), scikit-learn sample_weight',
    (input) => input.classWeights && valueOf(weightedLogLoss.compute(input)),
  ),
  loss(
    'kerasWeightedLogLoss',
    'log loss under the class weights, divided by the rows',
    'Keras class_weight (training loss only)',
    (input) => {
      const { classWeights, table } = input;
      // The metric tells whether the weights can be used; Keras clips elsewhere.
      if (classWeights === undefined || valueOf(weightedLogLossPerSample.compute(input)) === undefined)
        return undefined;
      return meanOverRows(table, (...row) => (classWeights[row[2]] ?? 0) * kerasRowLoss(...row));
    },
  ),
  loss(
    'balancedLogLoss',
    'mean of the log losses of the classes',
    "class weights 'balanced' on these rows",
    (input) => valueOf(balancedLogLoss.compute(input)),
  ),
  loss(
    'twiceSoftmaxLoss',
    'log loss of the softmax of the scores (softmax applied twice)',
    'PyTorch CrossEntropyLoss on outputs that are probabilities already',
    ({ table }) => lossOfScoresAsLogits(table),
  ),
  loss('logLossBase2', 'log loss in bits (logarithm to base 2)', 'scripts with log2', (input) => {
    const nats = valueOf(logLoss.compute(input));
    return nats === undefined ? undefined : nats / Math.LN2;
  }),
  loss('summedLogLoss', 'log loss summed over the rows', "PyTorch reduction='sum'", (input) => {
    const one = valueOf(logLoss.compute(input));
    return one === undefined ? undefined : one * input.matrix.total;
  }),
  loss(
    'binaryCrossEntropy',
    'binary cross-entropy averaged over the outputs',
    'Keras BinaryCrossentropy, PyTorch BCELoss',
    ({ table }) => {
      const sum = meanOverRows(table, binaryCrossEntropy);
      return sum === undefined ? undefined : sum / table.labels.length;
    },
  ),
  loss(
    'summedBinaryCrossEntropy',
    'binary cross-entropy summed over the outputs',
    'detection code, BCE summed over classes',
    ({ table }) => meanOverRows(table, binaryCrossEntropy),
  ),
  brier('brierSum', 'Brier score, summed over the classes', 'scikit-learn 1.7 for three or more classes', 1),
  brier('brierHalf', 'Brier score, halved', 'yardstick; scikit-learn for two classes', () => 0.5),
  brier(
    'brierMean',
    'mean squared error over rows and outputs',
    'Keras and PyTorch MSE on one-hot labels',
    (classes) => 1 / classes,
  ),
];

function loss(id: string, title: string, usedBy: string, value: Definition['value']): Definition {
  return defined(id, title, usedBy, ['loss'], value);
}

function brier(
  id: string,
  title: string,
  usedBy: string,
  scale: number | ((classes: number) => number),
): Definition {
  return defined(id, title, usedBy, ['brier', 'loss'], (input) => {
    const classes = input.table.labels.length;
    const value = valueOf(brierScore.compute(input));
    // The metric is halved for two classes.
    const sum = value === undefined || classes > 2 ? value : 2 * value;
    return sum === undefined ? undefined : sum * (typeof scale === 'number' ? scale : scale(classes));
  });
}

function defined(
  id: string,
  title: string,
  usedBy: string,
  kinds: readonly QuantityKind[],
  value: Definition['value'],
): Definition {
  return ofScores({
    id,
    title,
    usedBy,
    kinds,
    value: (input) => (input.table.scores === undefined ? undefined : value(input)),
  });
}

type RowLoss = (scores: Float64Array, start: number, actual: number, classes: number) => number;

const kerasRowLoss: RowLoss = (scores, start, actual, classes) => {
  let sum = 0;
  for (let index = 0; index < classes; index++) sum += scores[start + index]!;
  return -Math.log(clipped(scores[start + actual]! / sum));
};

const binaryCrossEntropy: RowLoss = (scores, start, actual, classes) => {
  let sum = 0;
  for (let index = 0; index < classes; index++) {
    const score = clipped(scores[start + index]!);
    sum -= Math.log(index === actual ? score : 1 - score);
  }
  return sum;
};

function clipped(score: number): number {
  return Math.min(Math.max(score, kerasEpsilon), 1 - kerasEpsilon);
}

function meanOverRows(
  { scores, actual, labels, weights }: PredictionTable,
  rowLoss: RowLoss,
): number | undefined {
  if (scores === undefined) return undefined;
  const sum = emptySum();
  let total = 0;
  for (let row = 0; row < actual.length; row++) {
    const weight = weights?.values[row] ?? 1;
    addTo(sum, weight * rowLoss(scores, row * labels.length, actual[row]!, labels.length));
    total += weight;
  }
  return total > 0 ? sum.sum / total : undefined;
}

/**
 * How far losses of these scores may lie from those of the unrounded ones, in nats: three standard deviations of what
 * rounding to their decimals does to the mean log loss. 0 for scores with nine decimals and more.
 */
export function roundingRoom({ table, matrix }: MetricInput): number {
  const unit = printedUnit(table);
  const { scores, actual, labels } = table;
  if (scores === undefined || unit === undefined || !(matrix.total > 0)) return 0;
  let squares = 0;
  for (let row = 0; row < actual.length; row++) {
    const score = scores[row * labels.length + actual[row]!]!;
    squares += (unit / Math.max(score, unit)) ** 2;
  }
  return (3 * Math.sqrt(squares / 12)) / actual.length;
}

/** Scores that are looked at for their decimals. */
const lookedAt = 2_000;

/** The unit of the last decimal that the scores are written with: 1e-4 for 0.1234; undefined below 1e-8. */
export function printedUnit({ scores }: Pick<PredictionTable, 'scores'>): number | undefined {
  if (scores === undefined) return undefined;
  const some = scores.subarray(0, lookedAt);
  for (let decimals = 1; decimals <= 8; decimals++) {
    const scale = 10 ** decimals;
    if (some.every((score) => Math.abs(score * scale - Math.round(score * scale)) < 1e-6)) return 1 / scale;
  }
  return undefined;
}
