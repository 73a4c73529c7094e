import { meanLargestDeviation } from '../calibrationNoise.ts';
import { measured } from '../measured.ts';
import { calibrationShared, outsideUnitInterval } from './expectedCalibrationError.ts';
import type { OverallMetric } from './metric.ts';

/**
 * Largest distance of confidence and accuracy over 15 bins of equal width (MCE).
 *
 * The bins are those of the expected calibration error. Bins of a few rows make it large for any model: compare it
 * with its noise floor. Undefined if a score lies outside [0, 1].
 */
export const maximumCalibrationError: OverallMetric = {
  ...calibrationShared,
  scope: 'overall',
  id: 'maximumCalibrationError',
  title: 'Maximum calibration error',
  definition: 'Largest distance of confidence and accuracy over 15 bins of equal width',
  compute({ topLabelBins }) {
    const bins = topLabelBins();
    if (bins === undefined) return outsideUnitInterval;
    const largest = Math.max(...bins.map(({ accuracy, confidence }) => Math.abs(accuracy - confidence)));
    return measured(largest, { noiseFloor: meanLargestDeviation(bins) });
  },
  constantBaseline: () => 0,
  randomBaseline: () => undefined,
};
