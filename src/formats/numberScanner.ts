import { utf8Text } from './decode.ts';

/** Reads numbers from bytes without making strings of them. */
export interface NumberScanner {
  /** The number in `bytes[start..end)`, or NaN if it is not written as one. Never infinite. */
  read(bytes: Uint8Array, start: number, end: number): number;
  /** Most digits printed after the decimal mark of any number so far; an exponent moves them. */
  decimals(): number;
}

/** 10^0 to 10^22: the powers of ten that a double holds exactly. */
const exactPowers = Float64Array.from({ length: 23 }, (_, power) => Number(`1e${power}`));

/** Digits that a double holds exactly, whatever they are. */
const exactDigits = 15;

/**
 * A reader of decimal numbers: `[+-] digits [mark digits] [e [+-] digits]`, nothing else (no blanks, percent
 * signs, hex or group marks). Correctly rounded: up to 15 digits with one exact division, up to 22 with a
 * double-double division and a rounding test, else by `Number`.
 */
export function numberScanner(decimalMark: '.' | ','): NumberScanner {
  const mark = decimalMark.charCodeAt(0);
  let mostDecimals = 0;

  const read = (bytes: Uint8Array, start: number, end: number): number => {
    let at = start;
    const sign = bytes[at];
    if (sign === 45 || sign === 43) at++;
    let high = 0;
    let low = 0;
    let digits = 0;
    let lowDigits = 0;
    let fraction = 0;
    let seen = 0;
    let inFraction = false;
    for (; at < end; at++) {
      const digit = bytes[at]! - 48;
      if (digit >= 0 && digit <= 9) {
        seen++;
        if (inFraction) fraction++;
        if (digits < exactDigits) {
          high = high * 10 + digit;
          if (high !== 0) digits++;
        } else {
          low = low * 10 + digit;
          lowDigits++;
        }
      } else if (bytes[at] === mark && !inFraction) {
        inFraction = true;
      } else {
        break;
      }
    }
    if (seen === 0) return NaN;
    let power = -fraction;
    if (at < end) {
      if ((bytes[at]! | 0x20) !== 101) return NaN;
      const exponent = readExponent(bytes, at + 1, end);
      if (Number.isNaN(exponent)) return NaN;
      power += exponent;
    }
    if (-power > mostDecimals) mostDecimals = -power;
    const size = lowDigits === 0 ? scaled(high, power) : scaledLong(high, low, lowDigits, power);
    if (size >= 0) return sign === 45 ? -size : size;
    const text = utf8Text(bytes, start, end).text;
    const value = Number(mark === 46 ? text : text.replace(',', '.'));
    return Number.isFinite(value) ? value : NaN;
  };

  return { read, decimals: () => mostDecimals };
}

/** Digits of an exponent with its sign; NaN if it is not one, and anything beyond 9,999 is 9,999. */
function readExponent(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  const sign = bytes[at];
  if (sign === 45 || sign === 43) at++;
  if (at >= end) return NaN;
  let exponent = 0;
  for (; at < end; at++) {
    const digit = bytes[at]! - 48;
    if (digit < 0 || digit > 9) return NaN;
    exponent = Math.min(exponent * 10 + digit, 9_999);
  }
  return sign === 45 ? -exponent : exponent;
}

/** digits × 10^power in one rounding, or -1 where one exact operation does not do. */
function scaled(digits: number, power: number): number {
  if (digits === 0) return 0;
  if (power < -22 || power > 22) return -1;
  return power < 0 ? digits / exactPowers[-power]! : digits * exactPowers[power]!;
}

/**
 * (high × 10^lowDigits + low) × 10^power, correctly rounded, or -1 where this cannot be sure. The quotient is
 * taken as q1 + q2 (Dekker's double-double division, relative error below 2^-95) and accepted only if no
 * number within that error would round otherwise.
 */
function scaledLong(high: number, low: number, lowDigits: number, power: number): number {
  if (lowDigits > 7 || power > 0 || power < -22) return -1;
  const divisor = exactPowers[-power]!;
  const shift = exactPowers[lowDigits]!;
  const product = high * shift;
  const productError = exactProductError(high, shift, product) + low;
  const dividend = product + productError;
  const dividendError = productError - (dividend - product);
  const quotient = dividend / divisor;
  const back = quotient * divisor;
  const rest = dividend - back - exactProductError(quotient, divisor, back) + dividendError;
  const correction = rest / divisor;
  const sum = quotient + correction;
  const left = correction - (sum - quotient);
  const doubt = Math.abs(correction) * 2 ** -40 + sum * 2 ** -95;
  return sum + (left + doubt) === sum && sum + (left - doubt) === sum ? sum : -1;
}

/** a × b − product exactly, for a product rounded to nearest (Veltkamp's split; the factors stay far below overflow). */
function exactProductError(a: number, b: number, product: number): number {
  const splitA = a * 134_217_729;
  const highA = splitA - (splitA - a);
  const lowA = a - highA;
  const splitB = b * 134_217_729;
  const highB = splitB - (splitB - b);
  const lowB = b - highB;
  return lowA * lowB - (product - highA * highB - lowA * highB - highA * lowB);
}
