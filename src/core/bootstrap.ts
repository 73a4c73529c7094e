import type { Interval } from './intervals.ts';
import { normalCdf } from './normalCdf.ts';
import { normalQuantile } from './normalQuantile.ts';

/** Values this near to each other are one value computed in another order. */
const sameValue = 1e-12;

/**
 * The bias-corrected and accelerated interval (BCa) of an estimate from its values on resampled rows.
 *
 * `replicates` are those values in ascending order, `confidence` is two-sided. Equal values count half as below the
 * estimate. Undefined where all replicates are one value, where they all lie on one side of the estimate and where the
 * acceleration leaves no room: there is no spread to correct then. Contains the estimate.
 * Source: Efron, JASA 82 (1987) 171–185.
 */
export function bcaInterval(
  estimate: number,
  replicates: Float64Array,
  acceleration: number,
  confidence: number,
): Interval | undefined {
  const count = replicates.length;
  if (count === 0 || replicates[count - 1]! - replicates[0]! <= sameValue) return undefined;
  const below = replicates.filter((value) => value < estimate - sameValue).length;
  const above = replicates.filter((value) => value > estimate + sameValue).length;
  const share = (1 + (below - above) / count) / 2;
  if (!(share > 0 && share < 1)) return undefined;
  const bias = normalQuantile(share);
  const bound = (z: number): number | undefined => {
    const room = 1 - acceleration * (bias + z);
    return room > 0 ? quantile(replicates, normalCdf(bias + (bias + z) / room)) : undefined;
  };
  const z = normalQuantile((1 - confidence) / 2);
  const low = bound(z);
  const high = bound(-z);
  if (low === undefined || high === undefined || high - low <= sameValue) return undefined;
  return [Math.min(low, estimate), Math.max(high, estimate)];
}

/** Of ascending values, by linear interpolation between the ranks p (n + 1). */
function quantile(sorted: Float64Array, probability: number): number {
  const rank = Math.max(0, Math.min(sorted.length - 1, probability * (sorted.length + 1) - 1));
  const whole = Math.floor(rank);
  const low = sorted[whole]!;
  const high = sorted[Math.min(whole + 1, sorted.length - 1)]!;
  return low + (high - low) * (rank - whole);
}

/**
 * The acceleration of BCa from the values with one row left out: a sixth of their skewness over √n.
 *
 * `values[i]` stands for `counts[i]` rows that are alike; NaN for values that are undefined, which count as no
 * change. 0 where nothing varies.
 */
export function acceleration(values: Float64Array, counts: Float64Array): number {
  let rows = 0;
  let sum = 0;
  values.forEach((value, index) => {
    if (Number.isNaN(value)) return;
    rows += counts[index]!;
    sum += counts[index]! * value;
  });
  const mean = sum / rows;
  let squares = 0;
  let cubes = 0;
  values.forEach((value, index) => {
    if (Number.isNaN(value)) return;
    const difference = mean - value;
    squares += counts[index]! * difference * difference;
    cubes += counts[index]! * difference * difference * difference;
  });
  return squares > 0 ? cubes / (6 * squares * Math.sqrt(squares)) : 0;
}
