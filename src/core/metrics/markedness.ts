import { perClassOfMatrix } from './matrixMetric.ts';
import type { PerClassMetric } from './metric.ts';
import { negativePredictiveValue } from './negativePredictiveValue.ts';
import { precision } from './precision.ts';

const ofMatrix = perClassOfMatrix({
  id: 'markedness',
  title: 'Markedness',
  definition: 'Precision plus negative predictive value minus 1: 0 for answers that do not look at the row',
  better: 'higher',
  range: [-1, 1],
  value(matrix, index) {
    const ofAnswers = precision.classValue(matrix, index);
    const ofOthers = negativePredictiveValue.classValue(matrix, index);
    return ofAnswers === undefined || ofOthers === undefined ? undefined : ofAnswers + ofOthers - 1;
  },
  reason: (label) => `it needs rows that are predicted as '${label}' and rows that are not`,
});

/**
 * Precision plus negative predictive value minus 1 of one class against the rest: Youden's J with truth and answer
 * exchanged.
 *
 * Undefined unless some rows are predicted as the class and some are not. Source: Powers, Journal of Machine Learning
 * Technologies 2 (2011) 37–63.
 */
export const markedness: PerClassMetric = {
  ...ofMatrix,
  /** Exactly 0, which the difference of two rounded rates may miss by a bit. */
  randomBaseline: (input, index) =>
    ofMatrix.classValue(input.randomAnswers(), index) === undefined ? undefined : 0,
};
