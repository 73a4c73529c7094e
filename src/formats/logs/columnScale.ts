import type { LoggedNumber } from './loggedNumber.ts';
import { halfUnit } from './loggedNumber.ts';

/** Relative error of a number kept as float32 (half a unit in the last of its 24 bits is 5.96e-8). */
const float32Error = 6e-8;

/** Significant digits from which a number is taken as written in full: a float32 has 7.2. */
const fullDigits = 7;

/** Significant digits from which more of them change nothing: float32 is then the looser bound. */
const doubtlessDigits = 12;

/** Decimal place below which finer printing changes nothing; it bounds how often a column can be revised. */
const finestDigit = -20;

/** Above it a share can only be a percentage; a mean of shares may exceed 1 by rounding, a loss-like score does not count. */
const mostOfFraction = 1.5;

/** Above it a value is neither a share nor a percentage (counts of right answers under the name of accuracy). */
const mostOfPercentage = 100.5;

/** Half a unit of a float32 around `value`. */
function float32Tolerance(value: number): number {
  return float32Error * Math.max(1, Math.abs(value));
}

/**
 * How exactly a column is printed, learned from all its cells: writers that drop trailing zeros print 1 beside
 * 0.98368, and the 1 is as exact as its neighbours.
 */
export interface ColumnPrecision {
  /** True if this cell shows the column to be more exact than known so far. */
  learn(number: LoggedNumber): boolean;
  /** Largest distance of the true value from `value`, at most `atMost`; never grows as cells come in. */
  tolerance(value: number, atMost: number): number;
}

/** With `writtenInFull` every number is known to be the shortest text of its float32. */
export function columnPrecision(writtenInFull: boolean): ColumnPrecision {
  let digits = 0;
  let lastDigit = 0;
  return {
    learn: (number) => {
      if (writtenInFull || digits >= doubtlessDigits) return false;
      const place = Math.max(number.lastDigit, finestDigit);
      const better = number.digits > digits || place < lastDigit;
      digits = Math.max(digits, number.digits);
      lastDigit = Math.min(lastDigit, place);
      return better;
    },
    tolerance: (value, atMost) => {
      if (writtenInFull) return float32Tolerance(value);
      // A fixed number of decimals, or a fixed number of significant digits: the looser of the two.
      const leading = value === 0 ? lastDigit : Math.floor(Math.log10(Math.abs(value)));
      const tolerance = Math.min(atMost, halfUnit(Math.max(lastDigit, leading - digits + 1)));
      return digits >= fullDigits ? Math.max(tolerance, float32Tolerance(value)) : tolerance;
    },
  };
}

/** In which unit a rate is written, decided over the whole file: fractions until a value says otherwise. */
export interface RateUnit {
  /** True if this value changed the unit. */
  learn(value: number, percentSign: boolean): boolean;
  /** What values are divided by; undefined if they are no shares at all. */
  divisor(): 1 | 100 | undefined;
}

/** The unit of one metric; with `percent` the header already says so. */
export function rateUnit(percent: boolean): RateUnit {
  let divisor: 1 | 100 | undefined = percent ? 100 : 1;
  return {
    learn: (value, percentSign) => {
      if (divisor === undefined) return false;
      const before = divisor;
      if (value > mostOfPercentage || value < 0) divisor = undefined;
      else if (percentSign || value > mostOfFraction) divisor = 100;
      return divisor !== before;
    },
    divisor: () => divisor,
  };
}
