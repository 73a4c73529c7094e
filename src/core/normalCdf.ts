/**
 * P(Z ≤ `z`) of the standard normal distribution, to about 1e-15 absolute.
 *
 * Source: Marsaglia, Evaluating the Normal Distribution, Journal of Statistical Software 11 (2004) 4.
 */
export function normalCdf(z: number): number {
  if (z < -8.5) return 0;
  if (z > 8.5) return 1;
  let sum = z;
  let term = z;
  for (let i = 3, last = 0; sum !== last; i += 2) {
    last = sum;
    term *= (z * z) / i;
    sum += term;
  }
  return 0.5 + sum * Math.exp(-0.5 * z * z - 0.91893853320467274178);
}
