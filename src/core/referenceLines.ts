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
