import type { Interval } from './intervals.ts';
import { studentQuantile } from './studentQuantile.ts';

/** Sums over rows of powers of what each row moves a number by. */
export interface Moments {
  readonly squares: number;
  readonly cubes: number;
}

/** Degrees of freedom that say something; two, but for rounding. */
const fewestDegrees = 2 - 1e-9;

/**
 * The interval of a mean of skewed values, such as losses: Student's with Hall's correction for skewness.
 *
 * A row moves a plain mean by its own distance from it over the number of rows; the number may be any other that rows
 * move one by one. `degrees` are those of freedom. Undefined where nothing varies and below two degrees.
 * Source: Hall, On the removal of skewness by transformation, JRSS B 54 (1992) 221–228.
 */
export function skewedMeanInterval(
  mean: number,
  { squares, cubes }: Moments,
  degrees: number,
  confidence: number,
): Interval | undefined {
  // Equal losses leave what rounding leaves of their mean.
  if (!(Math.sqrt(squares) > 1e-13 * Math.abs(mean)) || !(degrees > fewestDegrees)) return undefined;
  const error = Math.sqrt((squares * (degrees + 1)) / degrees);
  // The skewness of the rows over the root of their number.
  const skew = cubes / (squares * Math.sqrt(squares));
  const t = studentQuantile(1 - confidence, degrees);
  return [mean - error * unskewed(t, skew), mean - error * unskewed(-t, skew)];
}

/** The quantile of the skewed statistic that Hall's cubic maps to `t`: (3 / skew) (∛(1 + skew (t − skew / 6)) − 1). */
function unskewed(t: number, skew: number): number {
  const shifted = t - skew / 6;
  const root = Math.cbrt(1 + skew * shifted);
  // Divided out, since the difference would lose the digits of a small skewness.
  return (3 * shifted) / (root * root + root + 1);
}
