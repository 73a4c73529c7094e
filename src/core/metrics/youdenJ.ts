import { mover } from '../intervals.ts';
import type { MeasuredValue } from '../measured.ts';
import { classRates } from './classRates.ts';
import { perClassOfMatrix } from './matrixMetric.ts';
import type { MetricInput, PerClassMetric } from './metric.ts';
import { recall } from './recall.ts';
import { specificity } from './specificity.ts';

const ofMatrix = perClassOfMatrix({
  id: 'youdenJ',
  title: "Youden's J",
  definition: 'Recall plus specificity minus 1 (informedness): 0 for answers that do not look at the row',
  better: 'higher',
  range: [-1, 1],
  value(matrix, index) {
    const sensitivity = recall.classValue(matrix, index);
    const ofOthers = specificity.classValue(matrix, index);
    return sensitivity === undefined || ofOthers === undefined ? undefined : sensitivity + ofOthers - 1;
  },
  reason: (label) => `it needs samples of class '${label}' and of another class`,
  more: interval,
});

/**
 * Recall plus specificity minus 1 of one class against the rest.
 *
 * Equals scikit-learn's `balanced_accuracy_score(…, adjusted=True)` of "this class or not". Undefined unless there
 * are samples of the class and of another one. Interval by MOVER from the two mid-P intervals.
 */
export const youdenJ: PerClassMetric = {
  ...ofMatrix,
  constantBaseline: whereDefined,
  randomBaseline: whereDefined,
};

/** Every uninformed answer has 0, which the difference of two rounded rates may miss by a bit. */
function whereDefined(input: MetricInput, index: number): number | undefined {
  return ofMatrix.classValue(input.matrix, index) === undefined ? undefined : 0;
}

function interval(input: MetricInput, index: number): Pick<MeasuredValue, 'interval' | 'method'> {
  const rates = classRates(input, index);
  if (rates === undefined) return {};
  const [low, high] = mover([rates.recall, rates.specificity], 1);
  return { interval: [Math.max(-1, low - 1), Math.min(1, high - 1)], method: rates.method };
}
