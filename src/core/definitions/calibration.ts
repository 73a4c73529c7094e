import { classwiseCalibrationError } from '../metrics/classwiseCalibrationError.ts';
import { equalMassCalibrationError } from '../metrics/equalMassCalibrationError.ts';
import { maximumCalibrationError } from '../metrics/maximumCalibrationError.ts';
import type { Confidences } from '../reliability.ts';
import { equalWidthBins, meanGap } from '../reliability.ts';
import type { Definition } from './definition.ts';
import { ofScores, valueOf } from './definition.ts';

/** What is logged as an error of calibration. */
export const calibrations: readonly Definition[] = [
  ...[15, 10, 5].map((bins) =>
    calibration(
      bins === 15 ? 'expectedCalibrationError' : `expectedCalibrationError${bins}`,
      `expected calibration error, ${bins} bins (a, b]`,
      bins === 15
        ? 'Guo et al. (2017), uncertainty-calibration'
        : bins === 10
          ? 'netcal and others'
          : "the bins of scikit-learn's calibration_curve",
      (confidences) => meanGap(equalWidthBins(confidences, bins)).gap,
    ),
  ),
  ...[15, 10].map((bins) =>
    calibration(
      `torchmetricsCalibrationError${bins}`,
      `expected calibration error, ${bins} bins [a, b), a confidence of 1 in a bin of its own`,
      bins === 15 ? 'torchmetrics 1.9 CalibrationError by default' : 'torchmetrics 1.9, n_bins=10',
      (confidences) => leftClosedError(confidences, bins, 'own'),
    ),
  ),
  ...[15, 10].map((bins) =>
    calibration(
      `leftClosedCalibrationError${bins}`,
      `expected calibration error, ${bins} bins [a, b), the last closed`,
      bins === 15 ? 'numpy histogram bins' : 'netcal ECE by default',
      (confidences) => leftClosedError(confidences, bins, 'last'),
    ),
  ),
  ...[maximumCalibrationError, equalMassCalibrationError, classwiseCalibrationError].map((metric) =>
    ofScores(
      {
        id: metric.id,
        title: `${metric.title.charAt(0).toLowerCase()}${metric.title.slice(1)}, 15 bins`,
        usedBy: 'this tool; see its definition in `imbalance-lens metrics`',
        kinds: ['calibration'],
        value: (input) => (input.table.scores === undefined ? undefined : valueOf(metric.compute(input))),
      },
      true,
    ),
  ),
];

function calibration(
  id: string,
  title: string,
  usedBy: string,
  value: (confidences: Confidences) => number,
): Definition {
  return ofScores(
    {
      id,
      title,
      usedBy,
      kinds: ['calibration'],
      value: (input) => {
        const confidences = input.topLabel();
        return confidences === undefined || confidences.values.length === 0 ? undefined : value(confidences);
      },
    },
    true,
  );
}

/**
 * The mean distance of confidence and accuracy over bins [a, b) of equal width, by their rows.
 *
 * A confidence of exactly 1 has a bin of its `own`, as in torchmetrics, which compares in float32, or belongs to the
 * `last` one.
 */
export function leftClosedError(
  { values, hits, weights }: Confidences,
  bins: number,
  one: 'own' | 'last',
): number {
  const round = one === 'own' ? Math.fround : (value: number): number => value;
  const edges = Float64Array.from({ length: bins + 1 }, (_, index) => round(edgeOf(index, bins, one)));
  const gaps = new Float64Array(bins + 1);
  let total = 0;
  for (let row = 0; row < values.length; row++) {
    const value = round(values[row]!);
    let index = Math.min(bins, Math.floor(value * bins));
    if (value < edges[index]!) index--;
    else if (index < bins && value >= edges[index + 1]!) index++;
    if (one === 'last') index = Math.min(index, bins - 1);
    const weight = weights?.values[row] ?? 1;
    gaps[index]! += weight * (hits[row]! - values[row]!);
    total += weight;
  }
  return gaps.reduce((sum, gap) => sum + Math.abs(gap), 0) / total;
}

/** torch.linspace counts its second half from the end. */
function edgeOf(index: number, bins: number, one: 'own' | 'last'): number {
  if (one === 'last' || 2 * index < bins + 1) return index === bins ? 1 : index * (1 / bins);
  return 1 - Math.fround(1 / bins) * (bins - index);
}
