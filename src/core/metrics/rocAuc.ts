import { measured, undefinedBecause } from '../measured.ts';
import type { MetricInput, PerClassMetric } from './metric.ts';
import { everySampleIsOf, noSamplesOf } from './reasons.ts';

/**
 * Area under the ROC curve of one class against the rest: the share of pairs of a row of the class and another row
 * in which the first has the higher score, ties counting half.
 *
 * Equals scikit-learn's `roc_auc_score` of the class; a reversed score stays below 0.5 and is never flipped.
 * Undefined without samples of the class or of any other, where scikit-learn gives NaN with a warning.
 */
export const rocAuc: PerClassMetric = {
  scope: 'perClass',
  id: 'rocAuc',
  title: 'ROC AUC',
  definition: 'Share of pairs, one row of the class and one of another, whose scores are in the right order',
  needs: 'scores',
  problems: ['binary', 'multiclass'],
  better: 'higher',
  range: [0, 1],
  compute({ ranking, matrix, table }, index) {
    const value = ranking(index)?.rocAuc;
    if (value !== undefined) return measured(value);
    const label = table.labels[index]!;
    return undefinedBecause(matrix.support[index]! > 0 ? everySampleIsOf(label) : noSamplesOf(label));
  },
  constantBaseline: halfWhereDefined,
  randomBaseline: halfWhereDefined,
};

function halfWhereDefined({ matrix }: MetricInput, index: number): number | undefined {
  const positives = matrix.support[index]!;
  return positives > 0 && positives < matrix.total ? 0.5 : undefined;
}
