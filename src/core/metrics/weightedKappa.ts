import type { ConfusionMatrix } from '../confusionMatrix.ts';
import { measured, undefinedBecause } from '../measured.ts';
import { presentClasses } from './balancedAccuracy.ts';
import type { MetricInput, OverallMetric } from './metric.ts';
import { everySampleIsOf } from './reasons.ts';

/** What it costs to answer a class so many ranks away. */
type Penalty = (distance: number) => number;

/**
 * Agreement beyond chance where the classes have an order, an error counting as many ranks as it is off.
 *
 * Equals scikit-learn's `cohen_kappa_score(…, weights="linear", labels=…)` with the declared order. Absent where no
 * order was declared that names every class; undefined if truth and prediction are one and the same class on every row.
 * Source: Cohen, Psychological Bulletin 70 (1968) 213–220.
 */
export const linearWeightedKappa = weightedKappa(
  'linearWeightedKappa',
  'Linear weighted kappa',
  'Agreement beyond chance of ordered classes, an error counting as many ranks as it is off',
  (distance) => distance,
);

/** The same with the square of the ranks: scikit-learn's `weights="quadratic"`; see {@link linearWeightedKappa}. */
export const quadraticWeightedKappa = weightedKappa(
  'quadraticWeightedKappa',
  'Quadratic weighted kappa',
  'Agreement beyond chance of ordered classes, an error counting the square of the ranks it is off',
  (distance) => distance * distance,
);

function weightedKappa(id: string, title: string, definition: string, penalty: Penalty): OverallMetric {
  const value = (matrix: ConfusionMatrix, ranks: readonly number[] | undefined): number | undefined =>
    ranks === undefined ? undefined : kappa(matrix, ranks, penalty);
  return {
    scope: 'overall',
    id,
    title,
    definition,
    needs: 'labels in order',
    problems: ['binary', 'multiclass'],
    better: 'higher',
    range: [-1, 1],
    resampled: value,
    compute(input) {
      const result = value(input.matrix, input.classRanks);
      return result === undefined ? undefinedBecause(reasonOf(input)) : measured(result);
    },
    constantBaseline: (input) => value(input.constantAnswers(), input.classRanks),
    randomBaseline: () => 0,
  };
}

function kappa(
  { cells, size, support, predicted, total }: ConfusionMatrix,
  ranks: readonly number[],
  penalty: Penalty,
): number | undefined {
  let observed = 0;
  let expected = 0;
  for (let actual = 0; actual < size; actual++) {
    for (let answer = 0; answer < size; answer++) {
      const cost = penalty(Math.abs(ranks[actual]! - ranks[answer]!));
      observed += cost * cells[actual * size + answer]!;
      expected += (cost * support[actual]! * predicted[answer]!) / total;
    }
  }
  return expected > 0 ? 1 - observed / expected : undefined;
}

function reasonOf({ matrix, table }: MetricInput): string {
  const [only] = presentClasses(matrix);
  return only === undefined
    ? 'no samples'
    : `${everySampleIsOf(table.labels[only]!)} and predicted as it, so agreement by chance is complete`;
}
