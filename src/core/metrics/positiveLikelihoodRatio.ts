import { falsePositives, sumExcept } from '../confusionMatrix.ts';
import { classRates, complement, ratioInterval } from './classRates.ts';
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
  more(input, index) {
    const rates = classRates(input, index);
    return rates === undefined
      ? {}
      : ratioInterval(rates.recall, complement(rates.specificity), rates.method);
  },
});

/**
 * Recall over 1 − specificity of one class against the rest: what a prediction of the class multiplies its odds by.
 *
 * Equals the first of scikit-learn's `class_likelihood_ratios` of "this class or not". Undefined without samples of the
 * class and where no other sample is predicted as it (scikit-learn: NaN with a warning). Interval by MOVER of a ratio
 * from the two mid-P intervals.
 */
export const positiveLikelihoodRatio: PerClassMetric = {
  ...ofMatrix,
  randomBaseline: () => undefined,
  limitOfRandom: 1,
};
