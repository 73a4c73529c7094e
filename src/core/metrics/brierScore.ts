import { addTo, emptySum } from '../compensatedSum.ts';
import { measured, undefinedBecause } from '../measured.ts';
import type { PredictionTable } from '../predictionTable.ts';
import type { OverallMetric } from './metric.ts';

/**
 * Mean squared distance of the probabilities from the truth: Σ over classes of (p − [actual])².
 *
 * Equals scikit-learn's `brier_score_loss` since 1.7: in [0, 2] for three or more classes, halved for two, where it
 * is the mean (p − y)² of either class. Undefined without samples. Source: Brier (1950).
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
  compute({ table, matrix }) {
    if (table.scores === undefined) return undefinedBecause('no scores');
    return measured((scaleOf(table) * squaredDistance(table, table.scores)) / matrix.total);
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

/** Σ weight × squared distance of a row. */
function squaredDistance(table: PredictionTable, scores: Float64Array): number {
  const { actual } = table;
  const classes = table.labels.length;
  const weights = table.weights?.values;
  const sum = emptySum();
  for (let row = 0; row < actual.length; row++) {
    let distance = 0;
    for (let index = 0; index < classes; index++) {
      const difference = scores[row * classes + index]! - (actual[row] === index ? 1 : 0);
      distance += difference * difference;
    }
    addTo(sum, weights === undefined ? distance : distance * weights[row]!);
  }
  return sum.sum;
}
