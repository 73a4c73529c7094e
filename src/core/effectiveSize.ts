/**
 * The number of equally weighted rows that tell as much as the given ones (Kish's effective sample size).
 *
 * `weight` is Σw over the rows concerned; `squaredWeight` is Σw² for importance weights and undefined for plain and
 * frequency-weighted rows, whose number is Σw itself. Between 0 and the number of rows; scaling the weights does not
 * change it. Source: Kish, Survey Sampling (1965), section 11.7.
 */
export function effectiveSize(weight: number, squaredWeight: number | undefined): number {
  if (squaredWeight === undefined) return weight;
  return squaredWeight > 0 ? (weight / squaredWeight) * weight : 0;
}
