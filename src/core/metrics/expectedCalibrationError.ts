import type { Measured } from '../measured.ts';
import { measured, undefinedBecause } from '../measured.ts';
import type { ReliabilityBin } from '../reliability.ts';
import { meanGap } from '../reliability.ts';
import type { OverallMetric } from './metric.ts';

/** What all errors of calibration share: answering the class shares on every row has none. */
export const calibrationShared = {
  needs: 'scores',
  problems: ['binary', 'multiclass'],
  better: 'lower',
  range: [0, 1],
} as const;

/** Of scores that are no probabilities. */
export const outsideUnitInterval = undefinedBecause(
  'a score lies outside the range of probabilities, 0 to 1',
);

/** The mean distance over bins, with its noise floor. */
export function gapOf(bins: readonly ReliabilityBin[] | undefined): Measured {
  if (bins === undefined) return outsideUnitInterval;
  const { gap, noise } = meanGap(bins);
  return measured(gap, { noiseFloor: noise });
}

/**
 * Mean distance of confidence and accuracy over 15 bins of equal width, each by its rows (ECE).
 *
 * The confidence of a row is the score of its predicted class; bins are (a, b]; the mean is of absolute distances. The
 * noise floor is what true probabilities would show on these rows. Undefined if a score lies outside [0, 1].
 * Source: Guo et al., On Calibration of Modern Neural Networks (2017).
 */
export const expectedCalibrationError: OverallMetric = {
  ...calibrationShared,
  scope: 'overall',
  id: 'expectedCalibrationError',
  title: 'Expected calibration error',
  definition: 'Mean distance of confidence and accuracy over 15 bins of equal width, each by its rows',
  compute: ({ topLabelBins }) => gapOf(topLabelBins()),
  constantBaseline: () => 0,
  randomBaseline: () => undefined,
};
