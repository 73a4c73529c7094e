/**
 * P(X ≥ `successes`) for X binomial with `trials` whole trials of `probability` each; relative error below 1e-12
 * for tails of at most one half, absolute error below 1e-12 otherwise.
 *
 * Example: binomialUpperTail(99, 100, 0.99) is 0.7358, so 99 of 100 right prove nothing where 99 % are one class.
 */
export function binomialUpperTail(successes: number, trials: number, probability: number): number {
  if (successes <= 0) return 1;
  if (successes > trials) return 0;
  if (probability <= 0) return 0;
  if (probability >= 1) return 1;
  if (successes > trials * probability) return sumUpwards(successes, trials, probability);
  return Math.max(0, 1 - sumUpwards(trials - successes + 1, trials, 1 - probability));
}

/** P(X ≤ `successes`) for X binomial; see {@link binomialUpperTail}. */
export function binomialLowerTail(successes: number, trials: number, probability: number): number {
  if (successes < 0) return 0;
  if (successes >= trials) return 1;
  if (probability <= 0) return 1;
  if (probability >= 1) return 0;
  if (successes < trials * probability) return sumUpwards(trials - successes, trials, 1 - probability);
  return Math.max(0, 1 - sumUpwards(successes + 1, trials, probability));
}

/** Terms from `from` up, each from the one before by its ratio; about 9 standard deviations of them count. */
function sumUpwards(from: number, trials: number, probability: number): number {
  const odds = probability / (1 - probability);
  let term = 1;
  let sum = 1;
  for (let k = from; k < trials && term > sum * 1e-18; k++) {
    term *= ((trials - k) / (k + 1)) * odds;
    sum += term;
  }
  return Math.min(1, binomialProbability(from, trials, probability) * sum);
}

/**
 * P(X = k) for X binomial with `n` whole trials, in Loader's saddle-point form, which keeps full precision where
 * log-factorials cancel.
 * Source: Loader, Fast and Accurate Computation of Binomial Probabilities (2000).
 */
export function binomialProbability(k: number, n: number, probability: number): number {
  if (k === 0) return Math.exp(n * Math.log1p(-probability));
  if (k === n) return Math.exp(n * Math.log(probability));
  const exponent =
    stirlingError(n) -
    stirlingError(k) -
    stirlingError(n - k) -
    deviance(k, n * probability) -
    deviance(n - k, n * (1 - probability));
  return Math.exp(exponent) * Math.sqrt(n / (2 * Math.PI * k * (n - k)));
}

/** ln(n!) minus Stirling's approximation of it. */
function stirlingError(n: number): number {
  if (n < 16) {
    let logFactorial = 0;
    for (let factor = 2; factor <= n; factor++) logFactorial += Math.log(factor);
    return logFactorial - (0.5 * Math.log(2 * Math.PI * n) + n * Math.log(n) - n);
  }
  const square = n * n;
  const inner = 1 / 1680 - (1 / 1188 - 691 / 360360 / square) / square;
  return (1 / 12 - (1 / 360 - (1 / 1260 - inner / square) / square) / square) / n;
}

/** x ln(x / mean) + mean − x, by its series where the two sides nearly cancel. */
function deviance(x: number, mean: number): number {
  const difference = x - mean;
  if (Math.abs(difference) >= 0.1 * (x + mean)) return x * Math.log(x / mean) - difference;
  const v = difference / (x + mean);
  let sum = difference * v;
  let power = 2 * x * v;
  for (let j = 1; ; j++) {
    power *= v * v;
    const next = sum + power / (2 * j + 1);
    // Not `next === sum`, which NaN never is.
    if (!(Math.abs(next - sum) > 0)) return next;
    sum = next;
  }
}
