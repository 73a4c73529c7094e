import { loggedNumber } from '../logs/loggedNumber.ts';

/** Significant digits that tell every float32 from its neighbours. */
const mostDigits = 9;

/**
 * The digits that the shortest text of a binary number has: a float32 where it is one, else a double. A value that was
 * rounded before it was logged shows it by few digits.
 */
export function printedFloat(value: number): { readonly digits: number; readonly lastDigit: number } {
  const read = loggedNumber(shortest(value));
  return { digits: read?.digits ?? 0, lastDigit: read?.lastDigit ?? 0 };
}

function shortest(value: number): string {
  if (Math.fround(value) !== value) return String(value);
  for (let digits = 1; digits < mostDigits; digits++) {
    const text = String(Number(value.toPrecision(digits)));
    if (Math.fround(Number(text)) === value) return text;
  }
  return value.toPrecision(mostDigits);
}
