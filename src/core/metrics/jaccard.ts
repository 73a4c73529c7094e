import { perClassOfMatrix } from './matrixMetric.ts';
import type { MatrixClassMetric } from './matrixMetric.ts';
import { meanOverOrders } from './randomOrder.ts';

/**
 * Rows that are of the class and predicted as it, as a share of the rows that are either: intersection over union.
 *
 * Equals scikit-learn's `jaccard_score` of the class. Undefined without samples and without predictions of the class,
 * where scikit-learn gives 0 with a warning. Chance is the exact mean over random orders of the answers; under
 * importance weights that has no closed form.
 */
export const jaccard: MatrixClassMetric = {
  ...perClassOfMatrix({
    id: 'jaccard',
    title: 'Jaccard index',
    definition: 'Rows of a class that are predicted as it, as a share of the rows that are either',
    better: 'higher',
    range: [0, 1],
    value({ cells, size, support, predicted }, index) {
      const hits = cells[index * size + index]!;
      const either = support[index]! + (predicted[index]! - hits);
      return either > 0 ? hits / either : undefined;
    },
    reason: (label) => `no samples of class '${label}', and no row is predicted as it`,
  }),
  randomBaseline: (input, index) =>
    meanOverOrders(input, index, (hits, positives) => hits / (2 * positives - hits)),
};
