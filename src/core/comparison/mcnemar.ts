import { binomialLowerTail } from '../binomialTails.ts';
import type { Interval } from '../intervals.ts';
import { normalQuantile } from '../normalQuantile.ts';

/** Rows by which of two files answers them right. */
export interface RightRows {
  readonly both: number;
  readonly onlyA: number;
  readonly onlyB: number;
  readonly neither: number;
}

/** All rows. */
export function rowsOf({ both, onlyA, onlyB, neither }: RightRows): number {
  return both + onlyA + onlyB + neither;
}

/**
 * The two-sided p-value of McNemar's exact test: how often rows on which the files differ would fall as unevenly as
 * here, or more so, if either were as likely right.
 *
 * Counts are whole. 1 where no row tells the files apart. Equals statsmodels' `mcnemar(…, exact=True)`.
 * Source: McNemar, Psychometrika 12 (1947) 153–157.
 *
 * Example: mcnemarExact({ onlyA: 6, onlyB: 9 }) is 0.607.
 */
export function mcnemarExact({ onlyA, onlyB }: Pick<RightRows, 'onlyA' | 'onlyB'>): number {
  return Math.min(1, 2 * binomialLowerTail(Math.min(onlyA, onlyB), onlyA + onlyB, 0.5));
}

/**
 * Tango's score interval of the difference of two paired proportions, right in B minus right in A, within [−1, 1].
 *
 * Defined for any number of rows above 0, also where no row tells the files apart.
 * Source: Tango, Statistics in Medicine 17 (1998) 891–908.
 */
export function tangoInterval(right: RightRows, confidence: number): Interval {
  const rows = rowsOf(right);
  const { onlyA, onlyB } = right;
  const difference = (onlyB - onlyA) / rows;
  const z = -normalQuantile((1 - confidence) / 2);
  const isWithin = (delta: number): boolean => {
    const b = -onlyA - onlyB + (2 * rows - onlyB + onlyA) * delta;
    const c = -onlyA * delta * (1 - delta);
    const share = (Math.sqrt(Math.max(0, b * b - 8 * rows * c)) - b) / (4 * rows);
    const variance = Math.max(0, 2 * share + delta * (1 - delta)) / rows;
    return (difference - delta) ** 2 <= z * z * variance;
  };
  return [lastWithin(difference, -1, isWithin), lastWithin(difference, 1, isWithin)];
}

function lastWithin(inside: number, outside: number, isWithin: (delta: number) => boolean): number {
  if (isWithin(outside)) return outside;
  let near = inside;
  let far = outside;
  for (let step = 0; step < 60; step++) {
    const middle = (near + far) / 2;
    if (isWithin(middle)) near = middle;
    else far = middle;
  }
  return (near + far) / 2;
}

/**
 * The number of rows at which McNemar's exact test would find a difference like this one with `power`, if files of
 * more rows differed at the same rates; undefined where as many rows speak for either.
 *
 * Connor's formula for the test by the normal distribution, and 1 / |difference| rows more for the exact one.
 * Source: Connor, Biometrics 43 (1987) 207–211; for the correction Fleiss, Tytun and Ury, Biometrics 36 (1980) 343–346.
 */
export function rowsToSettle(right: RightRows, alpha: number, power: number): number | undefined {
  const rows = rowsOf(right);
  const differing = (right.onlyA + right.onlyB) / rows;
  const difference = Math.abs(right.onlyB - right.onlyA) / rows;
  if (!(difference > 0)) return undefined;
  const reach =
    -normalQuantile(alpha / 2) * Math.sqrt(differing) -
    normalQuantile(1 - power) * Math.sqrt(differing - difference * difference);
  return Math.ceil((reach * reach) / (difference * difference) + 1 / difference);
}
