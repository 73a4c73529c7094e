import { measured, undefinedBecause } from '../measured.ts';
import { chanceAveragePrecision } from '../uninformedAnswers.ts';
import type { MetricInput, PerClassMetric } from './metric.ts';
import { wholeCounts } from './randomOrder.ts';
import { noSamplesOf } from './reasons.ts';

/**
 * Area under the precision-recall curve of one class against the rest, as the step sum Σ (Rₙ − Rₙ₋₁) Pₙ.
 *
 * Equals scikit-learn's `average_precision_score` of the class: thresholds are the distinct scores, a tie group is
 * one point, nothing is interpolated. Undefined without samples of the class, where scikit-learn gives 0 with a
 * warning. Chance is the exact expectation over random orders, which lies above the prevalence; where importance
 * weights leave it without a closed form it is the prevalence.
 */
export const averagePrecision: PerClassMetric = {
  scope: 'perClass',
  id: 'averagePrecision',
  title: 'Average precision',
  definition: 'Area under the precision-recall curve of a class against the rest, without interpolation',
  needs: 'scores',
  problems: ['binary', 'multiclass'],
  better: 'higher',
  range: [0, 1],
  compute({ ranking, table }, index) {
    const value = ranking(index)?.averagePrecision;
    return value === undefined ? undefinedBecause(noSamplesOf(table.labels[index]!)) : measured(value);
  },
  constantBaseline: ({ matrix }, index) =>
    matrix.support[index]! > 0 ? matrix.support[index]! / matrix.total : undefined,
  randomBaseline: expectedByChance,
};

function expectedByChance(input: MetricInput, index: number): number | undefined {
  const counts = wholeCounts(input, index);
  return counts === undefined ? undefined : chanceAveragePrecision(counts.positives, counts.rows);
}
