import type { Reliability } from './evaluation.ts';
import type { MetricInput } from './metrics/metric.ts';
import { meanGap } from './reliability.ts';

/** Classes whose bins an evaluation carries: those of 12 classes and the predicted ones are 195 bins at most. */
const mostClasses = 12;

/**
 * The bins of a table's reliability diagrams, small enough to cross processes: 15 of equal width, of the scores of the
 * predicted classes and of each class.
 *
 * Of more than 12 classes only the 12 whose calibration error exceeds its noise floor most, in the order of the table.
 * Undefined without scores and where one lies outside [0, 1].
 */
export function reliabilityOf({ table, topLabelBins, classBins }: MetricInput): Reliability | undefined {
  const predicted = topLabelBins();
  if (predicted === undefined) return undefined;
  const classes = table.labels.flatMap((_, index) => {
    const bins = classBins(index);
    if (bins === undefined) return [];
    const { gap, noise } = meanGap(bins);
    return [{ index, bins, excess: gap - noise }];
  });
  return {
    predicted,
    classes: classes
      .sort((a, b) => b.excess - a.excess || a.index - b.index)
      .slice(0, mostClasses)
      .sort((a, b) => a.index - b.index)
      .map(({ index, bins }) => ({ index, bins })),
  };
}
