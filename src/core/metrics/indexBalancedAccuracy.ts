import { perClassOfMatrix } from './matrixMetric.ts';
import type { PerClassMetric } from './metric.ts';
import { meanOverOrders } from './randomOrder.ts';
import { recall } from './recall.ts';
import { specificity } from './specificity.ts';

/** How much the dominance of recall over specificity counts; imbalanced-learn's default. */
const alpha = 0.1;

/**
 * Recall times specificity of a class, raised where recall is the larger of the two and lowered where it is the
 * smaller: (1 + 0.1 (recall − specificity)) recall × specificity.
 *
 * The definition of imbalanced-learn's `classification_report_imbalanced`, with the specificity that its sample
 * weights get wrong. Undefined unless there are samples of the class and of another one. Chance is the exact mean
 * over random orders of the answers. Source: García, Mollineda and Sánchez, IbPRIA 2009, LNCS 5524, 441–448.
 */
export const indexBalancedAccuracy: PerClassMetric = {
  ...perClassOfMatrix({
    id: 'indexBalancedAccuracy',
    title: 'Index of balanced accuracy',
    definition: 'Recall times specificity of a class, times 1 plus a tenth of their difference',
    better: 'higher',
    range: [0, 1],
    value(matrix, index) {
      const sensitivity = recall.classValue(matrix, index);
      const ofOthers = specificity.classValue(matrix, index);
      return sensitivity === undefined || ofOthers === undefined ? undefined : indexOf(sensitivity, ofOthers);
    },
    reason: (label) => `it needs samples of class '${label}' and of another class`,
  }),
  randomBaseline: (input, index) =>
    input.matrix.support[index]! < input.matrix.total
      ? meanOverOrders(input, index, (hits, positives, rows) =>
          indexOf(hits / positives, 1 - (positives - hits) / (rows - positives)),
        )
      : undefined,
};

function indexOf(sensitivity: number, ofOthers: number): number {
  return (1 + alpha * (sensitivity - ofOthers)) * sensitivity * ofOthers;
}
