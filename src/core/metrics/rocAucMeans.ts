import { measured, undefinedBecause } from '../measured.ts';
import { presentClasses, withoutSupport } from './balancedAccuracy.ts';
import type { MetricInput, OverallMetric } from './metric.ts';
import { classesPhrase, everySampleIsOf } from './reasons.ts';

const shared = {
  scope: 'overall',
  needs: 'scores',
  problems: ['binary', 'multiclass'],
  better: 'higher',
  range: [0, 1],
} as const;

/**
 * Mean area under the ROC curves of all classes against the rest, each class counting the same.
 *
 * Equals scikit-learn's `roc_auc_score(…, multi_class="ovr", average="macro")`. Undefined if a class has no
 * samples, where scikit-learn gives NaN with a warning that names no class.
 */
export const macroRocAuc: OverallMetric = {
  ...shared,
  id: 'macroRocAuc',
  title: 'Macro ROC AUC',
  definition: 'Mean ROC AUC of all classes against the rest, each class counting the same',
  compute(input) {
    const absent = withoutSupport(input).undefinedClasses;
    if (absent !== undefined) return undefinedBecause(`no samples of ${classesPhrase(absent)}`);
    const areas = classAreas(input);
    if (areas.length === 0) return undefinedBecause(everySampleIsOf(input.table.labels[0] ?? ''));
    return measured(areas.reduce((sum, { area }) => sum + area, 0) / areas.length);
  },
  constantBaseline: halfWithAllClasses,
  randomBaseline: halfWithAllClasses,
};

/**
 * Mean area under the ROC curves of the classes against the rest, each by its number of samples.
 *
 * Equals scikit-learn's `roc_auc_score(…, multi_class="ovr", average="weighted")`, in which a class without
 * samples has no weight; such classes are listed as undefined. Undefined if every sample is of one class.
 */
export const weightedRocAuc: OverallMetric = {
  ...shared,
  id: 'weightedRocAuc',
  title: 'Weighted ROC AUC',
  definition: 'Mean ROC AUC of the classes against the rest, each by its number of samples',
  compute(input) {
    const areas = classAreas(input);
    if (areas.length === 0) {
      return undefinedBecause(
        everySampleIsOf(input.table.labels[presentClasses(input.matrix)[0] ?? 0] ?? ''),
      );
    }
    const weight = areas.reduce((sum, { support }) => sum + support, 0);
    const value = areas.reduce((sum, { area, support }) => sum + area * support, 0) / weight;
    return measured(value, withoutSupport(input));
  },
  constantBaseline: halfWithTwoClasses,
  randomBaseline: halfWithTwoClasses,
};

function classAreas({ matrix, ranking }: MetricInput): { area: number; support: number }[] {
  return presentClasses(matrix).flatMap((index) => {
    const area = ranking(index)?.rocAuc;
    return area === undefined ? [] : [{ area, support: matrix.support[index]! }];
  });
}

function halfWithAllClasses(input: MetricInput): number | undefined {
  return withoutSupport(input).undefinedClasses === undefined ? halfWithTwoClasses(input) : undefined;
}

function halfWithTwoClasses({ matrix }: MetricInput): number | undefined {
  return presentClasses(matrix).length >= 2 ? 0.5 : undefined;
}
