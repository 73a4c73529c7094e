import { perClassOfMatrix } from './matrixMetric.ts';
import { proportionInterval } from './proportion.ts';
import { noSamplesOf } from './reasons.ts';

/**
 * Share of the rows of a class that are answered right (sensitivity, true positive rate).
 *
 * Equals scikit-learn's `recall_score` of the class. Undefined without samples of the class, where scikit-learn
 * gives 0 with a warning.
 */
export const recall = perClassOfMatrix({
  id: 'recall',
  title: 'Recall',
  definition: 'Share of the rows of a class that are answered right',
  better: 'higher',
  range: [0, 1],
  value({ cells, size, support }, index) {
    return support[index]! > 0 ? cells[index * size + index]! / support[index]! : undefined;
  },
  reason: noSamplesOf,
  more(input, index) {
    const { cells, size, support } = input.matrix;
    const value = cells[index * size + index]! / support[index]!;
    return proportionInterval(input, value, (matrix) => matrix.support[index]!);
  },
});
