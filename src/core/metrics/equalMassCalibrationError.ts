import { equalMassBins } from '../reliability.ts';
import { calibrationShared, gapOf } from './expectedCalibrationError.ts';
import type { OverallMetric } from './metric.ts';

/**
 * Mean distance of confidence and accuracy over 15 bins of equally many rows, each by its rows.
 *
 * As the expected calibration error, but with bins that follow the scores; rows of equal confidence share a bin.
 * Undefined if a score lies outside [0, 1]. Source: Nguyen and O'Connor, EMNLP 2015, 1587–1598.
 */
export const equalMassCalibrationError: OverallMetric = {
  ...calibrationShared,
  scope: 'overall',
  id: 'equalMassCalibrationError',
  title: 'Equal-mass calibration error',
  definition: 'Mean distance of confidence and accuracy over 15 bins of equally many rows',
  compute({ topLabel }) {
    const confidences = topLabel();
    return gapOf(confidences && equalMassBins(confidences));
  },
  constantBaseline: () => 0,
  randomBaseline: () => undefined,
};
