import type { Interval } from '../intervals.ts';
import type { IntervalPart } from '../measured.ts';
import { measured, undefinedBecause } from '../measured.ts';
import { presentClasses, withoutSupport } from './balancedAccuracy.ts';
import type { MetricInput, OverallMetric } from './metric.ts';
import { meanOfIntervals } from './rankingMeans.ts';
import type { RankedPart } from './rankingMeans.ts';
import { classesPhrase, everySampleIsOf } from './reasons.ts';
import { areaInterval } from './rocAuc.ts';

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
    return measured(
      areas.reduce((sum, { value }) => sum + value, 0) / areas.length,
      intervalOf(
        areas.map((part) => ({ ...part, weight: 1 })),
        input.rankingIntervals()?.rocAuc,
      ),
    );
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
    const total = areas.reduce((sum, { weight }) => sum + weight, 0);
    const mean = areas.reduce((sum, { value, weight }) => sum + value * weight, 0) / total;
    return measured(mean, {
      ...intervalOf(areas, input.rankingIntervals()?.weightedRocAuc),
      ...withoutSupport(input),
    });
  },
  constantBaseline: halfWithTwoClasses,
  randomBaseline: halfWithTwoClasses,
};

/** The areas of the classes with samples, by their support. */
function classAreas(input: MetricInput): RankedPart[] {
  return presentClasses(input.matrix).flatMap((index) => {
    const value = input.ranking(index)?.rocAuc;
    if (value === undefined) return [];
    return [{ value, interval: areaInterval(input, index, value), weight: input.matrix.support[index]! }];
  });
}

/** From resampled rows for more than two classes; two have the same area, of which a formula knows more. */
function intervalOf(areas: readonly RankedPart[], resampled: Interval | undefined): IntervalPart {
  if (resampled !== undefined && areas.length > 2) return { interval: resampled, method: 'bca-bootstrap' };
  return meanOfIntervals(
    areas,
    areas.reduce((sum, { weight }) => sum + weight, 0),
  );
}

function halfWithAllClasses(input: MetricInput): number | undefined {
  return withoutSupport(input).undefinedClasses === undefined ? halfWithTwoClasses(input) : undefined;
}

function halfWithTwoClasses({ matrix }: MetricInput): number | undefined {
  return presentClasses(matrix).length >= 2 ? 0.5 : undefined;
}
