import type { ConfusionMatrix } from './confusionMatrix.ts';
import { effectiveSize } from './effectiveSize.ts';
import type { Interval } from './intervals.ts';
import type { ResamplingLimits } from './limits.ts';
import type { IntervalPart } from './measured.ts';
import type { MetricInput, OverallMetric } from './metrics/metric.ts';
import { recallMover } from './recallMover.ts';
import type { Statistic } from './resampling.ts';
import { jackknifeIntervals, resampledIntervals, stepsOfDraw } from './resampling.ts';
import { rowGroups } from './rowGroups.ts';

/** Rows of a class below which resampling shows too little of how its recall varies. */
const fewRows = 10;

/**
 * The intervals of all metrics that are read from the confusion matrix and have no formula of their own, by id.
 *
 * BCa from resampled rows; a normal interval with the standard error of the jackknife where that would take too long.
 * Where a class has few rows, or all or none of them right, its own rows show too little of how it varies: there it is
 * the wider of that and of the MOVER interval from the Wilson intervals of the recalls, which is conservative, or MOVER
 * alone where no resample differs. None where even that takes too long, and none without `resampling` in the input.
 */
export function matrixIntervals(
  input: MetricInput,
  metrics: readonly OverallMetric[],
): ReadonlyMap<string, IntervalPart> {
  const { resampling, matrix } = input;
  const resampled = metrics.flatMap(({ id, range, leastClassRows = 0, resampled: statistic }) =>
    statistic === undefined ? [] : [{ id, range, leastClassRows, statistic }],
  );
  if (resampling === undefined || resampled.length === 0) return new Map();
  const isScarce = hasScarceClass(input);
  if (stepsWithout(matrix, isScarce) > resampling.steps) {
    return new Map(resampled.map(({ id }) => [id, { noInterval: 'so many classes would take too long' }]));
  }
  const { method, intervals } = intervalsOfRows(
    input,
    resampled.map(({ statistic }) => statistic),
    resampling,
  );
  return new Map(
    resampled.map(({ id, range, leastClassRows, statistic }, which) => {
      const tooFew = classOfFewer(input, leastClassRows);
      if (tooFew !== undefined)
        return [id, { noInterval: `class '${tooFew}' has fewer than ${leastClassRows} rows` }];
      const interval = within(intervals[which], range);
      if (interval !== undefined && !isScarce) return [id, { interval, method }];
      const ofInput = inOrder(statistic, input.classRanks);
      return [id, withMover(input, interval, method, within(ofRecalls(input, ofInput), range))];
    }),
  );
}

type RankedStatistic = NonNullable<OverallMetric['resampled']>;

/** The statistic of matrices whose classes have these ranks. */
function inOrder(statistic: RankedStatistic, classRanks: readonly number[] | undefined): Statistic {
  return (matrix) => statistic(matrix, classRanks);
}

/** Elementary steps of all that does without resamples. */
function stepsWithout({ cells, size }: ConfusionMatrix, isScarce: boolean): number {
  let filled = 0;
  for (const weight of cells) if (weight > 0) filled++;
  return 4 * filled * size + (isScarce ? 8 * size ** 3 : 0);
}

function intervalsOfRows(
  { table, matrix, squaredWeights, confidence, classRanks }: MetricInput,
  statistics: readonly RankedStatistic[],
  { draws, seed, steps }: ResamplingLimits,
): { method: string; intervals: readonly (Interval | undefined)[] } {
  const groups = rowGroups(table, matrix, steps / draws, classRanks);
  return groups !== undefined && draws * stepsOfDraw(groups) <= steps
    ? {
        method: 'bca-bootstrap',
        intervals: resampledIntervals(
          groups,
          statistics.map((statistic) => inOrder(statistic, groups.classRanks)),
          { draws, seed, confidence },
        ),
      }
    : {
        method: 'jackknife',
        intervals: jackknifeIntervals(
          matrix,
          squaredWeights() ?? matrix,
          statistics.map((statistic) => inOrder(statistic, classRanks)),
          confidence,
        ),
      };
}

/** True if a class has few rows, or all or none of its rows right. */
function hasScarceClass({ matrix, squaredWeights }: MetricInput): boolean {
  const { support, cells, size } = matrix;
  const squares = squaredWeights();
  return support.some((weight, index) => {
    if (!(weight > 0)) return false;
    const right = cells[index * size + index]!;
    return right === 0 || right === weight || effectiveSize(weight, squares?.support[index]) < fewRows;
  });
}

/** A class that has rows, but fewer than these. */
function classOfFewer({ table, matrix, squaredWeights }: MetricInput, rows: number): string | undefined {
  const squares = squaredWeights();
  const index = matrix.support.findIndex(
    (weight, label) => weight > 0 && effectiveSize(weight, squares?.support[label]) < rows,
  );
  return table.labels[index];
}

function ofRecalls(
  { matrix, squaredWeights, confidence }: MetricInput,
  statistic: Statistic,
): Interval | undefined {
  const squares = squaredWeights();
  return recallMover(
    matrix,
    statistic,
    (index) => effectiveSize(matrix.support[index]!, squares?.support[index]),
    confidence,
  );
}

function within(
  interval: Interval | undefined,
  [lowest, highest]: OverallMetric['range'],
): Interval | undefined {
  return interval && [Math.max(lowest, interval[0]), Math.min(highest, interval[1])];
}

function withMover(
  { squaredWeights }: MetricInput,
  interval: Interval | undefined,
  method: string,
  mover: Interval | undefined,
): IntervalPart {
  if (mover === undefined) return { noInterval: 'it is not defined for answers that differ a little' };
  const name = squaredWeights() === undefined ? 'mover-wilson' : 'mover-wilson-effective-n';
  if (interval === undefined) return { interval: mover, method: name };
  return {
    interval: [Math.min(interval[0], mover[0]), Math.max(interval[1], mover[1])],
    method: `${method}-or-${name}`,
  };
}
