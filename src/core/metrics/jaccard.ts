import type { ConfusionMatrix } from '../confusionMatrix.ts';
import { perClassOfMatrix } from './matrixMetric.ts';
import type { MatrixClassMetric } from './matrixMetric.ts';
import type { MetricInput } from './metric.ts';
import { proportionInterval } from './proportion.ts';
import { meanOverOrders } from './randomOrder.ts';

/**
 * Rows that are of the class and predicted as it, as a share of the rows that are either: intersection over union.
 *
 * Equals scikit-learn's `jaccard_score` of the class. Undefined without samples and without predictions of the class,
 * where scikit-learn gives 0 with a warning. Chance is the exact mean over random orders of the answers; under
 * importance weights that has no closed form. Interval of Wilson: of the rows that are of the class or predicted as it,
 * however many these are, the right ones are binomial.
 */
export const jaccard: MatrixClassMetric = {
  ...perClassOfMatrix({
    id: 'jaccard',
    title: 'Jaccard index',
    definition: 'Rows of a class that are predicted as it, as a share of the rows that are either',
    better: 'higher',
    range: [0, 1],
    value(matrix, index) {
      const either = concerned(matrix, index);
      return either > 0 ? matrix.cells[index * matrix.size + index]! / either : undefined;
    },
    reason: (label) => `no samples of class '${label}', and no row is predicted as it`,
    more: overlapInterval,
  }),
  randomBaseline: (input, index) =>
    meanOverOrders(input, index, (hits, positives) => hits / (2 * positives - hits)),
};

/** The interval of the Jaccard index of a class; undefined like the index itself. */
export function overlapInterval(input: MetricInput, index: number): ReturnType<typeof proportionInterval> {
  const { cells, size } = input.matrix;
  const share = cells[index * size + index]! / concerned(input.matrix, index);
  return proportionInterval(input, share, (matrix) => concerned(matrix, index));
}

/** Weight of the rows that are of a class or predicted as it. */
function concerned({ cells, size, support, predicted }: ConfusionMatrix, index: number): number {
  return support[index]! + (predicted[index]! - cells[index * size + index]!);
}
