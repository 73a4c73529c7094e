import { calibrationShared, gapOf } from './expectedCalibrationError.ts';
import type { PerClassMetric } from './metric.ts';

/**
 * Mean distance of a class's score and how often the class is the actual one, over 15 bins of equal width.
 *
 * Counts all rows, by the score that each gives the class. Undefined if a score of the class lies outside [0, 1].
 * Source: Kull et al., Beyond Temperature Scaling (NeurIPS 2019), section 2.
 */
export const calibrationError: PerClassMetric = {
  ...calibrationShared,
  scope: 'perClass',
  id: 'calibrationError',
  title: 'Calibration error',
  definition: 'Mean distance of the score of a class and how often it is the actual one, over 15 bins',
  compute: ({ classBins }, index) => gapOf(classBins(index)),
  constantBaseline: () => 0,
  randomBaseline: () => undefined,
};
