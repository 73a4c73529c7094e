import { seededRandom } from '../../../src/core/random.ts';
import type { Random } from '../../../src/core/random.ts';
import type { BenchRun, Logged, LossKind } from './benchRun.ts';
import { makeBooster } from './booster.ts';
import { measure, meanOfBatchMeans, rowMeasures } from './measure.ts';
import type { Measures, RowMeasures } from './measure.ts';
import { makeNetwork } from './network.ts';
import type { Network, NetworkOptions } from './network.ts';
import { drawRows, makeWorld, shuffled } from './world.ts';
import type { Rows } from './world.ts';

/** Everything that is chosen before a training starts. */
export interface Plan {
  readonly trainCounts: readonly number[];
  readonly validationCounts: readonly number[];
  readonly noise: number;
  readonly overlap: number;
  readonly labelNoise: number;
  readonly network: Omit<NetworkOptions, 'classes'> | { readonly shrinkage: number };
  readonly validationLoss: LossKind;
  readonly validation: BenchRun['facts']['validation'];
  readonly epochs: number;
  /** Epochs that are trained on other rows before the log starts. */
  readonly pretrained: number;
  /** Stops after so many epochs without a lower validation loss; 0 for never. */
  readonly patience: number;
}

export interface Recipe {
  readonly name: string;
  /** Never changed or used again, so that stored runs can be made again. */
  readonly seed: number;
  readonly intent: BenchRun['intent'];
  readonly runs: number;
  readonly plan: (random: Random) => Plan;
}

const testRows = 2500;
const leastTestRows = 250;
const leakedShare = 0.7;

/** The run of a recipe with this index: the same bytes on every machine. */
export function makeRun(recipe: Recipe, index: number): BenchRun {
  const random = randomOf(recipe, index);
  const plan = recipe.plan(random);
  const data = makeData(random, plan);
  const network = makeModel(random, plan);
  for (let epoch = 0; epoch < plan.pretrained; epoch++) network.train(data.pretraining!, epoch);
  const log = trainAndLog(network, plan, data);
  const last = log.at(-1)!;
  const classes = plan.trainCounts.length;
  const given = 'shrinkage' in plan.network ? undefined : plan.network.loss;
  return {
    id: `${recipe.name}-${index}`,
    recipe: recipe.name,
    maker: 'own generator',
    intent: recipe.intent,
    facts: {
      trainLoss: given ?? 'plain',
      validationLoss: plan.validationLoss,
      validation: plan.validation,
      accuracy: given === 'binary' ? 'outputs' : 'rows',
    },
    trainCounts: countLabels(data.train.labels, classes),
    validationCounts: countLabels(data.validation.labels, classes),
    log: {
      loss: log.map(({ loss }) => float32(loss)),
      accuracy: log.map(({ accuracy }) => float32(accuracy)),
      validationLoss: log.map(({ validation }) => float32(validation.loss)),
      validationAccuracy: log.map(({ validation }) => float32(validation.loggedAccuracy)),
    },
    batchMeans: {
      loss: log.map(({ batchMeans }) => float32(batchMeans.loss)),
      accuracy: log.map(({ batchMeans }) => round(batchMeans.accuracy, 9)!),
    },
    truth: {
      loss: log.map(({ truth }) => round(truth.loss)),
      crossEntropy: log.map(({ truth }) => round(truth.crossEntropy)),
      accuracy: log.map(({ truth }) => round(truth.accuracy)!),
      confidence: log.map(({ truth }) => round(truth.confidence)),
    },
    end: {
      recalls: last.truth.recalls.map((recall) => round(recall)),
      predictedShares: last.truth.predictedShares.map((share) => round(share)!),
      meanScores: last.truth.meanScores.map((score) => round(score)),
      trainAccuracy: round(
        measure(rowMeasures(network.logits(data.train), data.train, 'plain', plan, 0), data.train).accuracy,
      )!,
    },
    rows: rowsOf(last.rows, data.validation, given),
  };
}

/** What the run of a recipe with this index was planned to be. */
export function planOf(recipe: Recipe, index: number): Plan {
  return recipe.plan(randomOf(recipe, index));
}

function randomOf({ seed }: Recipe, index: number): Random {
  return seededRandom(1000 * seed + index);
}

interface Data {
  readonly train: Rows;
  readonly validation: Rows;
  readonly test: Rows;
  /** What a row of each class stands for in the test set. */
  readonly testWeights: readonly number[];
  readonly pretraining: Rows | undefined;
}

function makeData(random: Random, plan: Plan): Data {
  const { trainCounts, validationCounts, labelNoise } = plan;
  const draw = makeWorld(random, { ...plan, classes: trainCounts.length });
  const total = validationCounts.reduce((sum, count) => sum + count, 0);
  const testCounts = validationCounts.map((count) =>
    count === 0 ? 0 : Math.max(leastTestRows, Math.round((testRows * count) / total)),
  );
  const train = drawRows(random, draw, trainCounts, labelNoise);
  const sample = drawRows(random, draw, validationCounts, labelNoise);
  return {
    train,
    validation: spoiled(random, sample, train, plan.validation),
    test: drawRows(random, draw, testCounts, labelNoise),
    testWeights: validationCounts.map((count, label) =>
      count === 0 ? 0 : count / total / testCounts[label]!,
    ),
    pretraining: plan.pretrained > 0 ? drawRows(random, draw, trainCounts, labelNoise) : undefined,
  };
}

/** Validation rows of which most are training rows, or whose labels belong to other rows. */
function spoiled(random: Random, rows: Rows, train: Rows, how: Plan['validation']): Rows {
  if (how === 'sample') return rows;
  const order = shuffled(random, rows.labels.length);
  if (how === 'shuffled') return { ...rows, labels: Int32Array.from(order, (row) => rows.labels[row]!) };
  const width = rows.values.length / rows.labels.length;
  const leaked = {
    values: rows.values.slice(),
    labels: rows.labels.slice(),
    drawnFrom: rows.drawnFrom.slice(),
  };
  for (const row of order.subarray(0, Math.round(leakedShare * order.length))) {
    const from = Math.floor(random.uniform() * train.labels.length);
    leaked.values.set(train.values.subarray(from * width, (from + 1) * width), row * width);
    leaked.labels[row] = train.labels[from]!;
  }
  return leaked;
}

function makeModel(random: Random, { network, trainCounts }: Plan): Network {
  const classes = trainCounts.length;
  return 'shrinkage' in network
    ? makeBooster(random, classes, network.shrinkage)
    : makeNetwork(random, { ...network, classes });
}

interface LoggedEpoch {
  readonly loss: number;
  readonly accuracy: number;
  readonly validation: Measures;
  readonly batchMeans: { readonly loss: number; readonly accuracy: number };
  readonly truth: Measures;
  readonly rows: RowMeasures;
}

function trainAndLog(
  network: Network,
  plan: Plan,
  { train, validation, test, testWeights }: Data,
): LoggedEpoch[] {
  const log: LoggedEpoch[] = [];
  let best = Infinity;
  let since = 0;
  for (let epoch = 0; epoch < plan.epochs; epoch++) {
    const logged = network.train(train, epoch);
    const penalty = plan.validationLoss === 'penalised' ? network.penalty() : 0;
    const rows = rowMeasures(network.logits(validation), validation, plan.validationLoss, plan, penalty);
    const measured = measure(rows, validation);
    const hidden = rowMeasures(network.logits(test), test, plan.validationLoss, plan, penalty);
    log.push({
      ...logged,
      validation: measured,
      batchMeans: meanOfBatchMeans(rows),
      truth: measure(hidden, test, testWeights),
      rows,
    });
    since = measured.loss < best ? 0 : since + 1;
    best = Math.min(best, measured.loss);
    if (plan.patience > 0 && since >= plan.patience) break;
  }
  return log;
}

function rowsOf(
  { scores, predicted }: RowMeasures,
  { labels }: Rows,
  loss?: LossKind,
): BenchRun['rows'] & {} {
  const known = loss !== 'binary' && scores.every((score) => Number.isFinite(score));
  return {
    actual: [...labels],
    predicted: [...predicted],
    ...(known ? { scores: Array.from(scores, (score) => Math.round(1e6 * score)) } : {}),
  };
}

function countLabels(labels: Int32Array, classes: number): number[] {
  const counts = Array.from({ length: classes }, () => 0);
  for (const label of labels) counts[label]!++;
  return counts;
}

/** Nine digits tell every float32. */
function float32(value: number): Logged {
  if (Number.isNaN(value)) return 'nan';
  return Number.isFinite(value) ? Number(Math.fround(value).toPrecision(9)) : 'inf';
}

function round(value: number, decimals = 6): number | null {
  return Number.isFinite(value) ? Number(value.toFixed(decimals)) : null;
}
