import { binomialProbability, binomialUpperTail } from './binomialTails.ts';
import type { Interval } from './intervals.ts';
import { wilson } from './intervals.ts';

/**
 * The mid-P interval of a proportion: Clopper and Pearson's with half of the probability of what was seen.
 *
 * `successes` of `trials`, both whole, 0 ≤ k ≤ n, n > 0; `confidence` two-sided in (0, 1). Near 0 and 1 it holds more
 * often than Wilson's at the same width, which is why sums and ratios of rates are made of it. Source: Berry and
 * Armitage, The Statistician 44 (1995) 417–423.
 *
 * Example: midP(0, 17, 0.95) is [0, 0.1616].
 */
export function midP(successes: number, trials: number, confidence: number): Interval {
  return [lowEnd(successes, trials, confidence), 1 - lowEnd(trials - successes, trials, confidence)];
}

/** The probability with P(X > k) + P(X = k)/2 = (1 − confidence)/2: Newton's steps from Wilson's bound, kept in a bracket. */
function lowEnd(k: number, n: number, confidence: number): number {
  if (k <= 0) return 0;
  const tail = (1 - confidence) / 2;
  let low = 0;
  let high = k / n;
  let p = wilson(k, n, confidence)[0];
  for (let step = 0; step < 100; step++) {
    const mass = binomialProbability(k, n, p);
    const excess = binomialUpperTail(k + 1, n, p) + mass / 2 - tail;
    if (excess < 0) low = p;
    else high = p;
    const newton = p - excess / ((mass / 2) * (k / p + (n - k) / (1 - p)));
    const next = newton > low && newton < high ? newton : (low + high) / 2;
    if (Math.abs(next - p) <= 1e-14 * p) return next;
    p = next;
  }
  return p;
}
