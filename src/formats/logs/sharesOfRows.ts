import { halfUnit } from './loggedNumber.ts';
import type { LoggedNumber } from './loggedNumber.ts';

/** Chance up to which numbers of another kind would be taken for shares of right rows. */
const mostChance = 1e-3;

/** Chance that such a number comes again to its last digit while the model changes, and how often it must to count. */
const repeatChance = 1e-3;
const leastRepeats = 3;

/** Rows up to which a size is tried, as a share of 1/tolerance: beyond it every number is some share. */
const largestSize = 0.25;

/** Rows beyond which no size is tried: 0.3 ms where none fits. */
const mostRows = 100_000;

/** Room for the last bits of a quotient. */
const rounding = 1e-12;

/**
 * True if every number is k/n of the same n rows, as an accuracy is and the R² of a regression is not, and this is no
 * accident. O(n · numbers).
 *
 * The chance of an accident is Σ (2·tolerance·n')^m over the sizes n' up to the smallest that fits, for m distinct
 * numbers between 0 and 1, and less where numbers come again.
 */
export function areSharesOfRows(numbers: readonly LoggedNumber[]): boolean {
  const values = numbers.map(({ value }) => value);
  if (!values.every((value) => typeof value === 'number' && value >= 0 && value <= 1)) return false;
  // Writers of a fixed number of digits: the finest says how exactly all are printed.
  const tolerance = halfUnit(Math.min(0, ...numbers.map(({ lastDigit }) => lastDigit)));
  const inner = (values as number[]).filter((value) => value > tolerance && value < 1 - tolerance);
  const distinct = [...new Set(inner)];
  if (distinct.length === 0) return false;
  const repeats = inner.length - distinct.length >= leastRepeats ? repeatChance : 1;
  let chance = 0;
  for (let size = 1; size <= Math.min(largestSize / tolerance, mostRows); size++) {
    chance += (2 * tolerance * size) ** distinct.length * repeats;
    if (chance > mostChance) return false;
    if (distinct.every((value) => fits(value, size, tolerance))) return true;
  }
  return false;
}

function fits(value: number, size: number, tolerance: number): boolean {
  return Math.abs(Math.round(value * size) / size - value) <= tolerance + rounding;
}
