import { addTo, emptySum } from '../compensatedSum.ts';
import { measured, undefinedBecause } from '../measured.ts';
import type { PredictionTable } from '../predictionTable.ts';
import type { IntervalPart } from '../measured.ts';
import { effectiveSize } from '../effectiveSize.ts';
import { wilson } from '../intervals.ts';
import type { Influence } from './lossInterval.ts';
import { hasCostlyRows, lossInterval } from './lossInterval.ts';
import type { MetricInput, OverallMetric } from './metric.ts';

/**
 * Mean squared distance of the probabilities from the truth: Σ over classes of (p − [actual])².
 *
 * Equals scikit-learn's `brier_score_loss` since 1.7: in [0, 2] for three or more classes, halved for two, where it
 * is the mean (p − y)² of either class. Undefined without samples. Its interval is that of losses or, where too few rows
 * are costly for it, Wilson's of its share of the worst score: no score of the same mean varies more than one of 0 and
 * worst alone. Source: Brier (1950).
 */
export const brierScore: OverallMetric = {
  scope: 'overall',
  id: 'brierScore',
  title: 'Brier score',
  definition: 'Mean squared distance of the probabilities from the truth; halved for two classes',
  needs: 'scores',
  problems: ['binary', 'multiclass'],
  better: 'lower',
  range: [0, 2],
  compute(input) {
    const { table, matrix } = input;
    if (table.scores === undefined) return undefinedBecause('no scores');
    const value = (scaleOf(table) * squaredDistance(table, table.scores)) / matrix.total;
    return measured(value, intervalOf(input, table.scores, value));
  },
  constantBaseline({ table, matrix }) {
    const shares = matrix.support.map((weight) => weight / matrix.total);
    return scaleOf(table) * shares.reduce((sum, share) => sum + share * (1 - share), 0);
  },
  randomBaseline: () => undefined,
};

function scaleOf(table: PredictionTable): number {
  return table.labels.length < 3 ? 0.5 : 1;
}

function intervalOf(input: MetricInput, scores: Float64Array, value: number): IntervalPart {
  const { table, matrix, confidence } = input;
  const worst = 2 * scaleOf(table);
  if (!hasCostlyRows(input)) {
    const n = effectiveSize(matrix.total, input.squaredWeights()?.total);
    const [low, high] = wilson(Math.min(1, value / worst) * n, n, confidence);
    return { interval: [low * worst, high * worst], method: 'wilson-of-worst' };
  }
  const influence: Influence = (_, weight, row) =>
    (weight * (scaleOf(table) * rowDistance(table, scores, row) - value)) / matrix.total;
  return lossInterval(input, value, { influence }, [0, worst]);
}

/** Σ weight × squared distance of a row. */
function squaredDistance(table: PredictionTable, scores: Float64Array): number {
  const { actual } = table;
  const weights = table.weights?.values;
  const sum = emptySum();
  for (let row = 0; row < actual.length; row++) {
    const distance = rowDistance(table, scores, row);
    addTo(sum, weights === undefined ? distance : distance * weights[row]!);
  }
  return sum.sum;
}

function rowDistance({ actual, labels }: PredictionTable, scores: Float64Array, row: number): number {
  const classes = labels.length;
  let distance = 0;
  for (let index = 0; index < classes; index++) {
    const difference = scores[row * classes + index]! - (actual[row] === index ? 1 : 0);
    distance += difference * difference;
  }
  return distance;
}
