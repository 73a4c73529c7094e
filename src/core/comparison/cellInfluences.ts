import type { ConfusionMatrix } from '../confusionMatrix.ts';
import type { PredictionTable } from '../predictionTable.ts';
import { add } from '../resampling.ts';
import type { Statistic } from '../resampling.ts';

/** Elementary steps of {@link cellInfluences}: a number of a matrix is a sum over its classes. */
export function stepsOfCells({ cells, size }: ConfusionMatrix): number {
  let filled = 0;
  for (const weight of cells) if (weight > 0) filled++;
  return 4 * filled * size;
}

/**
 * What one row of each cell moves a number of the confusion matrix by, for each unit of its weight (length K²): the
 * number less what it is without a row of mean weight, over that weight. 0 for empty cells.
 */
export function cellInfluences(
  original: ConfusionMatrix,
  statistic: Statistic,
  { actual, weights }: Pick<PredictionTable, 'actual' | 'weights'>,
): Float64Array {
  const matrix = {
    ...original,
    cells: original.cells.slice(),
    support: original.support.slice(),
    predicted: original.predicted.slice(),
  };
  const estimate = statistic(original) ?? 0;
  const row = weights?.kind === 'importance' ? original.total / actual.length : 1;
  return original.cells.map((weight, cell) => {
    const step = Math.min(weight, row);
    if (!(step > 0)) return 0;
    add(matrix, cell, -step);
    const change = estimate - (statistic(matrix) ?? estimate);
    add(matrix, cell, step);
    return change / step;
  });
}
