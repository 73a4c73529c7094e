import type { NotFinite } from '../../core/trainingRun.ts';

/** A number as it was printed. */
export interface LoggedNumber {
  readonly value: number | NotFinite;
  /** Power of ten of the last printed digit: -4 for `0.2526`, -6 for `1.23e-04`. */
  readonly lastDigit: number;
  /** Significant digits printed: 4 for `0.2526`. */
  readonly digits: number;
}

const point = 46;
const comma = 44;
const plus = 43;
const minus = 45;
const zero = 48;
const nine = 57;

const words: ReadonlyMap<string, NotFinite> = new Map<string, NotFinite>([
  ...['nan', '+nan', '-nan'].map((word) => [word, { notFinite: 'nan' }] as const),
  ...['inf', '+inf', 'infinity', '+infinity'].map((word) => [word, { notFinite: 'inf' }] as const),
  ...['-inf', '-infinity'].map((word) => [word, { notFinite: '-inf' }] as const),
]);

/**
 * Reads a whole text as a printed number: decimal or with an exponent, `nan`, `inf`.
 *
 * Gives undefined if any character is left over. With `decimalComma` a comma is the decimal sign.
 */
export function loggedNumber(text: string, decimalComma = false): LoggedNumber | undefined {
  let at = 0;
  const sign = text.charCodeAt(0);
  if (sign === minus || sign === plus) at++;
  let digits = 0;
  let any = false;
  let decimals = -1;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code >= zero && code <= nine) {
      any = true;
      if (digits > 0 || code !== zero) digits++;
      if (decimals >= 0) decimals++;
    } else if (decimals < 0 && (code === point || (decimalComma && code === comma))) {
      decimals = 0;
    } else {
      break;
    }
  }
  if (!any) return notFinite(text);
  let exponent = 0;
  if (at < text.length) {
    const match = /^[eE]([+-]?\d{1,4})$/.exec(text.slice(at));
    if (match === null) return undefined;
    exponent = Number(match[1]);
  }
  const value = Number(decimalComma ? text.replace(',', '.') : text);
  if (!Number.isFinite(value)) {
    return { value: { notFinite: sign === minus ? '-inf' : 'inf' }, lastDigit: 0, digits };
  }
  return { value, lastDigit: exponent - Math.max(decimals, 0), digits };
}

/** Half a unit of the digit at this power of ten: 5e-5 for -4. */
export function halfUnit(lastDigit: number): number {
  return Number(`5e${lastDigit - 1}`);
}

function notFinite(text: string): LoggedNumber | undefined {
  if (text.length > 9) return undefined;
  const value = words.get(text.toLowerCase());
  return value === undefined ? undefined : { value, lastDigit: 0, digits: 0 };
}
