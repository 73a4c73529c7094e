import { measured } from '../measured.ts';
import { meanGap } from '../reliability.ts';
import { calibrationShared, outsideUnitInterval } from './expectedCalibrationError.ts';
import type { OverallMetric } from './metric.ts';

/**
 * Mean over all classes of the distance of the class's score and how often the class is the actual one.
 *
 * The mean of the calibration errors of the classes, which sees the scores of all classes and not only the highest.
 * Undefined if a score lies outside [0, 1]. Source: Kull et al., Beyond Temperature Scaling (NeurIPS 2019), section 2.
 */
export const classwiseCalibrationError: OverallMetric = {
  ...calibrationShared,
  scope: 'overall',
  id: 'classwiseCalibrationError',
  title: 'Class-wise calibration error',
  definition: 'Mean calibration error of the classes, each class counting the same',
  compute({ classBins, table }) {
    let gap = 0;
    let noise = 0;
    for (const index of table.labels.keys()) {
      const bins = classBins(index);
      if (bins === undefined) return outsideUnitInterval;
      const ofClass = meanGap(bins);
      gap += ofClass.gap / table.labels.length;
      noise += ofClass.noise / table.labels.length;
    }
    return measured(gap, { noiseFloor: noise });
  },
  constantBaseline: () => 0,
  randomBaseline: () => undefined,
};
