import { presentClasses, withoutSupport } from './balancedAccuracy.ts';
import { overallOfMatrix } from './matrixMetric.ts';
import { recall } from './recall.ts';

/**
 * Geometric mean of the recalls of the classes with samples: 0 as soon as one class is lost.
 *
 * Equals imbalanced-learn's `geometric_mean_score` (average "multiclass") where every class has samples; classes
 * without are left out, as in balanced accuracy, and listed as undefined. Undefined without samples. Its
 * expectation over random answers has no closed form. Source: Kubat and Matwin (1997).
 */
export const geometricMean = overallOfMatrix({
  id: 'geometricMean',
  title: 'Geometric mean',
  definition: 'Geometric mean of the recalls of the classes with samples: 0 as soon as one class is lost',
  better: 'higher',
  range: [0, 1],
  value(matrix) {
    const recalls = presentClasses(matrix).map((index) => recall.classValue(matrix, index) ?? 0);
    if (recalls.length === 0) return undefined;
    // By logarithms: the product of a thousand recalls would leave the range of a double.
    return Math.exp(recalls.reduce((sum, value) => sum + Math.log(value), 0) / recalls.length);
  },
  reason: () => 'no samples',
  more: withoutSupport,
  randomBaseline: () => undefined,
});
