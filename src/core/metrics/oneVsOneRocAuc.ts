import { measured, undefinedBecause } from '../measured.ts';
import { presentClasses, withoutSupport } from './balancedAccuracy.ts';
import type { MetricInput, OverallMetric } from './metric.ts';
import { everySampleIsOf } from './reasons.ts';

const shared = {
  scope: 'overall',
  needs: 'scores',
  problems: ['binary', 'multiclass'],
  better: 'higher',
  range: [0, 1],
  constantBaseline: halfWithTwoClasses,
  randomBaseline: halfWithTwoClasses,
} as const;

/**
 * Mean over all pairs of classes of how well their scores tell the two apart, each pair counting the same.
 *
 * A pair's area is the mean of the areas under two ROC curves on its rows alone, by the score of either class. Equals
 * scikit-learn's `roc_auc_score(…, multi_class="ovo", average="macro")`, which takes no sample weights; here rows count
 * by theirs. It does not change with the class shares. Classes without samples are left out, as there, and listed.
 * Undefined if every sample is of one class. Source: Hand and Till, Machine Learning 45 (2001) 171–186.
 */
export const macroOneVsOneRocAuc: OverallMetric = {
  ...shared,
  id: 'macroOneVsOneRocAuc',
  title: 'Macro one-vs-one ROC AUC',
  definition: 'Mean ROC AUC over all pairs of classes on the rows of the pair, each pair counting the same',
  compute: (input) => meanOverPairs(input, () => 1),
};

/**
 * Mean over all pairs of classes of how well their scores tell the two apart, each pair by its number of samples.
 *
 * Equals scikit-learn's `roc_auc_score(…, multi_class="ovo", average="weighted")`; see {@link macroOneVsOneRocAuc}.
 */
export const weightedOneVsOneRocAuc: OverallMetric = {
  ...shared,
  id: 'weightedOneVsOneRocAuc',
  title: 'Weighted one-vs-one ROC AUC',
  definition: 'Mean ROC AUC over all pairs of classes on the rows of the pair, each pair by its samples',
  compute: (input) => meanOverPairs(input, (left, right) => left + right),
};

function meanOverPairs(input: MetricInput, weigh: (left: number, right: number) => number) {
  const { matrix, ranking, table } = input;
  const present = presentClasses(matrix);
  let sum = 0;
  let weights = 0;
  present.forEach((left, place) => {
    for (const right of present.slice(place + 1)) {
      const pairs = matrix.support[left]! * matrix.support[right]!;
      const ranked = (ranking(left)?.pairsRight[right] ?? 0) + (ranking(right)?.pairsRight[left] ?? 0);
      const weight = weigh(matrix.support[left]!, matrix.support[right]!);
      sum += weight * (ranked / pairs / 2);
      weights += weight;
    }
  });
  if (weights === 0) return undefinedBecause(everySampleIsOf(table.labels[present[0] ?? 0] ?? ''));
  return measured(Math.min(1, sum / weights), withoutSupport(input));
}

function halfWithTwoClasses({ matrix }: MetricInput): number | undefined {
  return presentClasses(matrix).length >= 2 ? 0.5 : undefined;
}
