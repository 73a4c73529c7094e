import { falsePositives, sumExcept } from '../confusionMatrix.ts';
import { perClassOfMatrix } from './matrixMetric.ts';
import type { PerClassMetric } from './metric.ts';
import { recall } from './recall.ts';

const ofMatrix = perClassOfMatrix({
  id: 'positiveLikelihoodRatio',
  title: 'Positive likelihood ratio',
  definition:
    'How many times as often a class is answered for its own rows as for others: 1 for answers that do not look at the row',
  better: 'higher',
  range: [0, Infinity],
  value(matrix, index) {
    const hits = recall.classValue(matrix, index);
    const alarms = falsePositives(matrix, index);
    return hits === undefined || !(alarms > 0)
      ? undefined
      : hits / (alarms / sumExcept(matrix.support, index));
  },
  reason: (label) =>
    `it needs samples of class '${label}', and samples of other classes that are predicted as it`,
  more: () => ({
    noInterval:
      'where false alarms are few none of it holds as often as it says; look at recall and specificity',
  }),
});

/**
 * Recall over 1 − specificity of one class against the rest: what a prediction of the class multiplies its odds by.
 *
 * Equals the first of scikit-learn's `class_likelihood_ratios` of "this class or not". Undefined without samples of the
 * class and where no other sample is predicted as it (scikit-learn: NaN with a warning). It has no interval: the
 * tables without a false alarm have no ratio either, and over the others MOVER of mid-P intervals held in 86 of 100 where
 * such alarms are few.
 */
export const positiveLikelihoodRatio: PerClassMetric = {
  ...ofMatrix,
  randomBaseline: () => undefined,
  limitOfRandom: 1,
};
