import { measured } from '../measured.ts';
import { averagePrecision } from './averagePrecision.ts';
import type { MetricInput, OverallMetric } from './metric.ts';

/**
 * Mean average precision of all classes against the rest, each class counting the same.
 *
 * Equals scikit-learn's `average_precision_score(…, average="macro")`: a class without samples counts 0 and is
 * listed as undefined.
 */
export const macroAveragePrecision: OverallMetric = {
  scope: 'overall',
  id: 'macroAveragePrecision',
  title: 'Macro average precision',
  definition: 'Mean average precision of all classes against the rest, each class counting the same',
  needs: 'scores',
  problems: ['binary', 'multiclass'],
  better: 'higher',
  range: [0, 1],
  compute(input) {
    const undefinedClasses = input.table.labels.filter((_, index) => !(input.matrix.support[index]! > 0));
    const value = meanOverClasses(input, (index) => input.ranking(index)?.averagePrecision ?? 0);
    return measured(value, undefinedClasses.length === 0 ? {} : { undefinedClasses });
  },
  constantBaseline: (input) =>
    meanOverClasses(input, (index) => averagePrecision.constantBaseline(input, index) ?? 0),
  randomBaseline(input) {
    const values = input.table.labels.map((_, index) =>
      input.matrix.support[index]! > 0 ? averagePrecision.randomBaseline(input, index) : 0,
    );
    return values.includes(undefined) ? undefined : meanOverClasses(input, (index) => values[index] ?? 0);
  },
};

function meanOverClasses({ table }: MetricInput, value: (index: number) => number): number {
  return table.labels.reduce((sum, _, index) => sum + value(index), 0) / table.labels.length;
}
