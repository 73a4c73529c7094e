import type { Random } from '../../../src/core/random.ts';
import { crossEntropy, argmax, softmax } from './losses.ts';
import type { Network } from './network.ts';
import { features } from './world.ts';
import type { Rows } from './world.ts';

interface Stump {
  readonly feature: number;
  readonly threshold: number;
  readonly below: number;
  readonly above: number;
}

const triedFeatures = 24;
const triedThresholds = [-1.2, -0.8, -0.4, 0, 0.4, 0.8, 1.2];

/**
 * Gradient boosting with stumps: every epoch adds one stump a class, fitted to what the probabilities leave, and logs
 * loss and accuracy of the training rows after it.
 * Source: Friedman, Annals of Statistics 29 (2001) 1189–1232, algorithm 6.
 */
export function makeBooster(random: Random, classes: number, shrinkage: number): Network {
  const scoresByRows = new Map<Rows, { values: Float64Array; stages: number }>();
  const stages: Stump[][] = [];

  function logits(rows: Rows): Float64Array {
    const known = scoresByRows.get(rows) ?? {
      values: new Float64Array(rows.labels.length * classes),
      stages: 0,
    };
    scoresByRows.set(rows, known);
    for (; known.stages < stages.length; known.stages++) {
      stages[known.stages]!.forEach((stump, label) => {
        for (let row = 0; row < rows.labels.length; row++) {
          known.values[row * classes + label]! += answer(stump, rows, row);
        }
      });
    }
    return known.values.slice();
  }

  function train(rows: Rows): { loss: number; accuracy: number } {
    const scores = logits(rows);
    const residuals = Array.from({ length: classes }, () => new Float64Array(rows.labels.length));
    for (let row = 0; row < rows.labels.length; row++) {
      const p = softmax(scores.subarray(row * classes, (row + 1) * classes));
      for (let label = 0; label < classes; label++) {
        residuals[label]![row] = (rows.labels[row] === label ? 1 : 0) - p[label]!;
      }
    }
    stages.push(residuals.map((values) => bestStump(random, rows, values, shrinkage, classes)));
    const after = logits(rows);
    let loss = 0;
    let correct = 0;
    rows.labels.forEach((label, row) => {
      const own = after.subarray(row * classes, (row + 1) * classes);
      loss += crossEntropy(own, label);
      if (argmax(own) === label) correct++;
    });
    return { loss: loss / rows.labels.length, accuracy: correct / rows.labels.length };
  }

  return { train, logits, penalty: () => 0 };
}

function answer({ feature, threshold, below, above }: Stump, rows: Rows, row: number): number {
  return rows.values[row * features + feature]! < threshold ? below : above;
}

/** The split, of some features and thresholds, that takes most of the squared residuals. */
function bestStump(
  random: Random,
  rows: Rows,
  residuals: Float64Array,
  shrinkage: number,
  classes: number,
): Stump {
  let best: Stump = { feature: 0, threshold: 0, below: 0, above: 0 };
  let bestGain = 0;
  for (let tried = 0; tried < triedFeatures; tried++) {
    const feature = Math.floor(random.uniform() * features);
    for (const threshold of triedThresholds) {
      const [below, above] = sides(rows, residuals, feature, threshold);
      if (below.count < 5 || above.count < 5) continue;
      const gain = below.sum ** 2 / below.count + above.sum ** 2 / above.count;
      if (gain <= bestGain) continue;
      bestGain = gain;
      const leaf = ({ sum, spread }: Side): number =>
        (shrinkage * ((classes - 1) / classes) * sum) / Math.max(spread, 1e-3);
      best = { feature, threshold, below: leaf(below), above: leaf(above) };
    }
  }
  return best;
}

interface Side {
  count: number;
  sum: number;
  spread: number;
}

function sides(rows: Rows, residuals: Float64Array, feature: number, threshold: number): [Side, Side] {
  const below: Side = { count: 0, sum: 0, spread: 0 };
  const above: Side = { count: 0, sum: 0, spread: 0 };
  for (let row = 0; row < residuals.length; row++) {
    const side = rows.values[row * features + feature]! < threshold ? below : above;
    const residual = residuals[row]!;
    const size = Math.abs(residual);
    side.count++;
    side.sum += residual;
    side.spread += size * (1 - size);
  }
  return [below, above];
}
