/**
 * The entropy of class counts in nats: the log loss of answering every row with the class shares (the prior line).
 *
 * Reads counts or weights ≥ 0 of any scale and gives a number in [0, ln K]; 0 where at most one class has any.
 */
export function entropy(counts: Iterable<number>): number {
  const present = [...counts].filter((count) => count > 0);
  const total = present.reduce((sum, count) => sum + count, 0);
  let sum = 0;
  for (const count of present) sum -= (count / total) * Math.log(count / total);
  return present.length < 2 ? 0 : sum;
}

/** The share of a loss that the answers take away from it: 1 − `loss` / `reference`; undefined for a `reference` of 0. */
export function lossSkill(loss: number, reference: number): number | undefined {
  return reference > 0 ? 1 - loss / reference : undefined;
}

/**
 * The lowest cross-entropy, in nats, of answers of which the share `errorRate` is wrong (the impossible line): a wrong
 * answer leaves at most 1/2 for the actual class, a right one costs nothing at best. Exact for plain cross-entropy and
 * the same rows, whatever the number of classes.
 */
export function impossibleLoss(errorRate: number): number {
  return errorRate * Math.LN2;
}

/**
 * The loss, in nats, of giving the same answers with one confidence equal to `accuracy`, the rest shared evenly by the
 * other classes (the own-accuracy line F): h(e) + e ln(K − 1) with e = 1 − accuracy. Exact on the very rows of the
 * accuracy; the lowest loss that one confidence for all answers can reach. In [0, ln K] for an accuracy of 1/K and more.
 * Source: the bound of Fano (1961), read as a yardstick.
 */
export function ownAccuracyLoss(accuracy: number, classes: number): number {
  const error = 1 - accuracy;
  const entropyOf = (share: number): number => (share > 0 ? -share * Math.log(share) : 0);
  return entropyOf(error) + entropyOf(accuracy) + (error > 0 ? error * Math.log(classes - 1) : 0);
}

/**
 * The lowest loss, in nats, that softmax applied before a loss which applies it again can reach: ln(1 + (K − 1)/e₀),
 * with e₀ = 2.718…; a loss of one row then lies between this floor and this floor + 1. Example: 0.905 for 5 classes.
 */
export function doubleSoftmaxFloor(classes: number): number {
  return Math.log1p((classes - 1) / Math.E);
}

/**
 * The number of classes for which `loss` − `errorRate` would be the floor of a softmax applied twice. A sure model with
 * that fault has a loss of the floor plus its error rate, so the estimate then comes out near a whole number.
 */
export function doubleSoftmaxClasses(loss: number, errorRate: number): number {
  return 1 + Math.E * Math.expm1(loss - errorRate);
}
