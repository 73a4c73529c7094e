import { measured } from '../measured.ts';
import type { IntervalPart } from '../measured.ts';
import { averagePrecision, averagePrecisionInterval } from './averagePrecision.ts';
import { presentClasses } from './balancedAccuracy.ts';
import type { MetricInput, OverallMetric } from './metric.ts';
import { meanOfIntervals, withClassIntervals } from './rankingMeans.ts';
import type { RankedPart } from './rankingMeans.ts';

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
    return measured(value, {
      ...intervalOf(input),
      ...(undefinedClasses.length === 0 ? {} : { undefinedClasses }),
    });
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

/** Classes without samples count 0 in every resample as well. */
function intervalOf(input: MetricInput): IntervalPart {
  const parts = presentClasses(input.matrix).map((index): RankedPart => {
    const value = input.ranking(index)?.averagePrecision ?? 0;
    return { value, interval: averagePrecisionInterval(input, index, value), weight: 1 };
  });
  const classes = input.table.labels.length;
  const resampled = input.rankingIntervals();
  if (resampled === undefined) return meanOfIntervals(parts, classes);
  const share = parts.length / classes;
  const [low, high] = resampled.averagePrecision ?? [];
  return withClassIntervals(
    low === undefined || high === undefined ? undefined : [low * share, high * share],
    parts,
    classes,
  );
}

function meanOverClasses({ table }: MetricInput, value: (index: number) => number): number {
  return table.labels.reduce((sum, _, index) => sum + value(index), 0) / table.labels.length;
}
