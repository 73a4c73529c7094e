import { binomialProbability } from './binomialTails.ts';

/** A source of equally likely numbers that is the same on every machine for the same seed. */
export interface Random {
  /** Whole number in [0, 2³²). */
  bits(): number;
  /** Multiple of 2⁻⁵³ in (0, 1). */
  uniform(): number;
}

/**
 * Generator xoshiro128** with the state that splitmix32 makes of a whole `seed` in [0, 2⁵³).
 *
 * Source: Blackman and Vigna, Scrambled Linear Pseudorandom Number Generators, ACM TOMS 47 (2021) 36.
 */
export function seededRandom(seed: number): Random {
  let mixed = (seed ^ Math.imul(Math.floor(seed / 2 ** 32), 0x85ebca6b)) >>> 0;
  const split = (): number => {
    mixed = (mixed + 0x9e3779b9) >>> 0;
    let z = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return z ^ (z >>> 15);
  };
  let [a, b, c, d] = [split(), split(), split(), split()];
  const bits = (): number => {
    const product = Math.imul(b, 5);
    const result = Math.imul((product << 7) | (product >>> 25), 9);
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = (d << 11) | (d >>> 21);
    return result >>> 0;
  };
  const uniform = (): number => {
    const value = (bits() >>> 5) * 2 ** -27 + (bits() >>> 6) * 2 ** -53;
    return value > 0 ? value : 2 ** -54;
  };
  return { bits, uniform };
}

/** Expected successes up to which counting up from 0 takes fewer steps than starting at the mode costs. */
const fewSuccesses = 12;

/**
 * A number of successes in `trials` whole trials of `probability` each, by inversion of one uniform number.
 *
 * Counts up from 0 where few are expected, else outwards from the mode in about √(n p q) steps.
 * Source: Kemp, A modal method for generating binomial variables, Communications in Statistics 15 (1986) 805–813.
 */
export function drawBinomial(random: Random, trials: number, probability: number): number {
  if (!(trials > 0) || !(probability > 0)) return 0;
  if (probability >= 1) return trials;
  if (probability > 0.5) return trials - drawBinomial(random, trials, 1 - probability);
  return trials * probability < fewSuccesses
    ? countUp(random, trials, probability)
    : fromMode(random, trials, probability);
}

function countUp(random: Random, trials: number, probability: number): number {
  const odds = probability / (1 - probability);
  let term = Math.exp(trials * Math.log1p(-probability));
  let rest = random.uniform();
  for (let k = 0; k < trials; k++) {
    rest -= term;
    if (rest <= 0) return k;
    // What rounding leaves of 1 lies far beyond any count that could occur.
    if (term < 1e-300) return k;
    term *= ((trials - k) / (k + 1)) * odds;
  }
  return trials;
}

function fromMode(random: Random, trials: number, probability: number): number {
  const odds = probability / (1 - probability);
  const mode = Math.floor((trials + 1) * probability);
  const atMode = binomialProbability(mode, trials, probability);
  let rest = random.uniform() - atMode;
  let above = atMode;
  let below = atMode;
  for (let step = 1; rest > 0; step++) {
    const up = mode + step;
    const down = mode - step;
    if (up > trials && down < 0) return mode;
    above = up > trials ? 0 : above * (((trials - up + 1) / up) * odds);
    rest -= above;
    if (rest <= 0) return up;
    below = down < 0 ? 0 : below * ((down + 1) / (trials - down) / odds);
    rest -= below;
    if (rest <= 0) return down;
    if (above + below < 1e-18) return mode;
  }
  return mode;
}
