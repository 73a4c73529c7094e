import type { Interval } from '../intervals.ts';
import type { RowWeights } from '../predictionTable.ts';
import { studentQuantile } from '../studentQuantile.ts';
import { studentTail } from '../studentTail.ts';

/** What rows have to do with a number: how far each moves it, and which group it belongs to. */
export interface Influences {
  /** For each unit of a row's weight (length N). */
  readonly rows: Float64Array;
  /** Rows of one group vary alike: their class, or in it and not in it (length N). */
  readonly groupOf: (row: number) => number;
  readonly groups: number;
}

/** How sure a difference is. */
export interface Sureness {
  readonly interval: Interval;
  /** Two-sided, of no difference. */
  readonly p: number;
  readonly variance: number;
}

/**
 * The interval of a difference from what each row moves it by: Student's with the variance of the infinitesimal
 * jackknife, summed by group, and Welch and Satterthwaite's degrees of freedom.
 *
 * Frequency weights are so many rows; a row of an importance weight moves the number by its weight. With the influences
 * of an area under the ROC curve, in its two groups, the variance is DeLong's. Undefined where no row moves it.
 * Source: Jaeckel, The infinitesimal jackknife, Bell Laboratories (1972); Satterthwaite, Biometrics Bulletin 2 (1946)
 * 110–114.
 */
export function influenceInterval(
  difference: number,
  { rows, groupOf, groups }: Influences,
  weights: RowWeights | undefined,
  confidence: number,
): Sureness | undefined {
  const squares = new Float64Array(groups);
  const counts = new Float64Array(groups);
  for (let row = 0; row < rows.length; row++) {
    const weight = weights === undefined ? 1 : weights.values[row]!;
    const [each, count] = weights?.kind === 'importance' ? [weight, Number(weight > 0)] : [1, weight];
    squares[groupOf(row)]! += count * (each * rows[row]!) ** 2;
    counts[groupOf(row)]! += count;
  }
  return welch(
    difference,
    Array.from(squares, (sum, group) => ({ variance: unbiased(sum, counts[group]!), rows: counts[group]! })),
    confidence,
  );
}

function unbiased(sum: number, rows: number): number {
  return rows > 1 ? (sum * rows) / (rows - 1) : sum;
}

/** The interval of a sum of independent parts by their variances, each with the number of rows it was estimated from. */
export function welch(
  difference: number,
  parts: readonly { readonly variance: number; readonly rows: number }[],
  confidence: number,
): Sureness | undefined {
  let variance = 0;
  let spread = 0;
  for (const part of parts) {
    variance += part.variance;
    spread += part.variance ** 2 / Math.max(1, part.rows - 1);
  }
  // Equal answers leave what rounding leaves of 0.
  if (!(variance > 1e-26)) return undefined;
  const degrees = Math.max(2, variance ** 2 / spread);
  const error = Math.sqrt(variance);
  const reach = studentQuantile(1 - confidence, degrees) * error;
  return {
    interval: [Math.max(-1, difference - reach), Math.min(1, difference + reach)],
    p: studentTail(difference / error, degrees),
    variance,
  };
}
