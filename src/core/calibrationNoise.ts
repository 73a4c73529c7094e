import { binomialLowerTail, binomialProbability, binomialUpperTail } from './binomialTails.ts';
import type { Interval } from './intervals.ts';
import { normalQuantile } from './normalQuantile.ts';

/** A bin of a reliability diagram as far as noise goes: its effective number of rows and its mean probability. */
interface NoisyBin {
  readonly rows: number;
  readonly confidence: number;
  /** Mean distance of its share of hits from `confidence`, if the probabilities are true. */
  readonly noise: number;
}

/**
 * The mean distance of the share of hits of `rows` rows from their mean probability, if the probabilities are true.
 *
 * De Moivre's closed form for equal probabilities, between whole numbers of rows by interpolation, times the ratio of
 * the standard deviations, `spread` being that of the rows. Exact for equal probabilities; within 2 % for rows that
 * share a bin of width 1/15. Source: Diaconis and Zabell, Statistical Science 6 (1991) 284–302.
 */
export function meanDeviation(rows: number, probability: number, spread: number): number {
  if (!(spread > 0 && probability > 0 && probability < 1)) return 0;
  const whole = Math.max(1, Math.floor(rows));
  const part = Math.max(0, rows - whole);
  return spread * ((1 - part) * inSpreads(whole, probability) + part * inSpreads(whole + 1, probability));
}

/** E|X − np| in standard deviations, X binomial. */
function inSpreads(rows: number, probability: number): number {
  const above = Math.floor(rows * probability) + 1;
  if (above > rows) return 0;
  const deviation = 2 * above * (1 - probability) * binomialProbability(above, rows, probability);
  return deviation / Math.sqrt(rows * probability * (1 - probability));
}

/**
 * Where the share of hits of `rows` rows falls with the two-sided `confidence`, if their mean probability is true: the
 * consistency bar of a reliability diagram.
 *
 * The central binomial range, which holds at least that much; exact for equal probabilities, a little too wide for rows
 * whose probabilities differ. An effective number of rows is rounded. Source: Bröcker and Smith, Increasing the
 * Reliability of Reliability Diagrams, Weather and Forecasting 22 (2007) 651–661.
 *
 * Example: consistencyRange(20, 0.5, 0.95) is [0.3, 0.7].
 */
export function consistencyRange(rows: number, probability: number, confidence: number): Interval {
  const whole = Math.max(1, Math.round(rows));
  const tail = (1 - confidence) / 2;
  const low = firstWhere(whole, (hits) => binomialLowerTail(hits, whole, probability) >= tail);
  const high = firstWhere(whole, (hits) => binomialUpperTail(hits + 1, whole, probability) <= tail);
  return [low / whole, high / whole];
}

/** The smallest of 0 … `most` for which a condition holds that stays true once it is; `most` if for none. */
function firstWhere(most: number, holds: (hits: number) => boolean): number {
  let low = 0;
  let high = most;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Up to this many rows the distribution of a bin is summed exactly, beyond it is normal in so many steps. */
const exactRows = 100;

/**
 * The mean of the largest distance over bins of the share of hits from the mean probability, if the probabilities are
 * true.
 *
 * From the distribution of each bin, binomial up to 100 rows and normal beyond: P(largest ≤ x) is the product over the
 * bins.
 */
export function meanLargestDeviation(bins: readonly NoisyBin[]): number {
  const steps = bins.flatMap((bin, index) => distancesOf(bin).map((step) => ({ ...step, index })));
  steps.sort((left, right) => left.distance - right.distance);
  const reached = bins.map(() => 0);
  let mean = 0;
  let before = 0;
  for (const { distance, probability, index } of steps) {
    reached[index]! += probability;
    const now = reached.reduce((product, share) => product * Math.min(1, share), 1);
    mean += distance * (now - before);
    before = now;
  }
  return mean;
}

function distancesOf({ rows, confidence, noise }: NoisyBin): { distance: number; probability: number }[] {
  const whole = Math.max(1, Math.round(rows));
  if (noise === 0) return [{ distance: 0, probability: 1 }];
  if (whole <= exactRows) {
    return Array.from({ length: whole + 1 }, (_, hits) => ({
      distance: Math.abs(hits / whole - confidence),
      probability: binomialProbability(hits, whole, confidence),
    }));
  }
  const spread = noise * Math.sqrt(Math.PI / 2);
  return Array.from({ length: exactRows }, (_, step) => ({
    distance: spread * normalQuantile(0.5 + (step + 0.5) / exactRows / 2),
    probability: 1 / exactRows,
  }));
}
