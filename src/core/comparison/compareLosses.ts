import { classLosses } from '../logLoss.ts';
import { measured } from '../measured.ts';
import { effectiveSize } from '../effectiveSize.ts';
import { skewedMeanInterval } from '../skewedMean.ts';
import type { ComparedInput } from './comparedInput.ts';
import type { ComparedMetric } from './comparison.ts';

/** Rows that either file gives less than one half for their actual class, below which losses show too little. */
const fewestCostlyRows = 3;

/**
 * Log loss of both files, and the mean of the rows' differences, B minus A, with Student's interval corrected for
 * their skewness; none without probabilities in both files.
 */
export function compareLosses(input: ComparedInput): readonly ComparedMetric[] {
  const [a, b] = input.tables.map((table) => classLosses(table)?.rows);
  if (a === undefined || b === undefined) return [];
  const values = input.weights?.values;
  const weightOf = (row: number): number => values?.[row] ?? 1;
  let [total, squared, sumA, sumB, costly] = [0, 0, 0, 0, 0];
  for (let row = 0; row < a.length; row++) {
    const weight = weightOf(row);
    total += weight;
    squared += weight * weight;
    sumA += weight * a[row]!;
    sumB += weight * b[row]!;
    if (weight > 0 && Math.max(a[row]!, b[row]!) > Math.LN2)
      costly += input.weights?.kind === 'frequency' ? weight : 1;
  }
  const difference = (sumB - sumA) / total;
  const n = effectiveSize(total, input.weights?.kind === 'importance' ? squared : undefined);
  if (![sumA, sumB].every(Number.isFinite)) return [];
  const moments = { squares: 0, cubes: 0 };
  for (let row = 0; row < a.length; row++) {
    const weight = weightOf(row);
    const [each, count] = input.weights?.kind === 'importance' ? [weight, 1] : [1, weight];
    const influence = (each * (b[row]! - a[row]! - difference)) / total;
    moments.squares += count * influence ** 2;
    moments.cubes += count * influence ** 3;
  }
  const interval =
    costly < fewestCostlyRows
      ? undefined
      : skewedMeanInterval(difference, moments, n - 1, input.limits.confidence);
  const noInterval =
    costly < fewestCostlyRows
      ? `fewer than ${fewestCostlyRows} rows get a probability below one half for their actual class: too few to tell how losses vary`
      : 'all rows differ alike';
  return [
    {
      id: 'logLoss',
      a: measured(sumA / total, { n }),
      b: measured(sumB / total, { n }),
      difference: measured(
        difference,
        interval === undefined ? { noInterval, n } : { interval, method: 'skewness-corrected-t', n },
      ),
    },
  ];
}
