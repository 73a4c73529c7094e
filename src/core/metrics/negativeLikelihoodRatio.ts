import { falseNegatives } from '../confusionMatrix.ts';
import { classRates, complement, ratioInterval } from './classRates.ts';
import { perClassOfMatrix } from './matrixMetric.ts';
import type { PerClassMetric } from './metric.ts';
import { specificity } from './specificity.ts';

/** A share of true negatives below this is what rounding leaves of summed weights. */
const rounding = 1e-12;

const ofMatrix = perClassOfMatrix({
  id: 'negativeLikelihoodRatio',
  title: 'Negative likelihood ratio',
  definition:
    'How many times as often another class is answered for the rows of a class as for others: 1 for answers that do not look at the row',
  better: 'lower',
  range: [0, Infinity],
  value(matrix, index) {
    const support = matrix.support[index]!;
    const right = specificity.classValue(matrix, index);
    if (!(support > 0) || right === undefined || right < rounding) return undefined;
    return falseNegatives(matrix, index) / support / right;
  },
  reason: (label) =>
    `it needs samples of class '${label}', and samples of other classes that are not predicted as it`,
  more(input, index) {
    const rates = classRates(input, index);
    return rates === undefined
      ? {}
      : ratioInterval(complement(rates.recall), rates.specificity, rates.method);
  },
});

/**
 * 1 − recall over specificity of one class against the rest: what an answer of another class multiplies its odds by.
 *
 * Equals the second of scikit-learn's `class_likelihood_ratios` of "this class or not". Undefined without samples of the
 * class and where all other samples are predicted as it (scikit-learn: NaN with a warning). Interval by MOVER of a ratio
 * from the two mid-P intervals.
 */
export const negativeLikelihoodRatio: PerClassMetric = {
  ...ofMatrix,
  randomBaseline: () => undefined,
  limitOfRandom: 1,
};
