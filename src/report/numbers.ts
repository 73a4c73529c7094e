import type { Say } from '../rules/rule.ts';
import { clean } from './clean.ts';

const minus = '\u2212';
const narrowSpace = '\u202f';
/** Beyond this many decimals a difference from 0 or 1 is said in words (`<0.000001`). */
const mostDecimals = 6;
/** Labels in sentences: the verdict must stay within the first hundred characters. */
const labelLimit = 60;

function signed(text: string): string {
  return text.startsWith('-') ? minus + text.slice(1) : text;
}

/** True if `text` shows one of `wholes` that `value` only comes near to. */
function overstates(text: string, value: number, wholes: readonly number[]): boolean {
  return wholes.some((whole) => Number(text) === whole && value !== whole);
}

/** `value` with `decimals`, or with as many more as it needs not to look like a whole number that it is not. */
function honestFixed(value: number, decimals: number, wholes: readonly number[]): string {
  for (let more = decimals; more <= mostDecimals; more++) {
    const text = value.toFixed(more);
    if (!overstates(text, value, wholes)) return signed(text);
  }
  const whole = wholes.find((candidate) => Number(value.toFixed(mostDecimals)) === candidate)!;
  const step = 10 ** -mostDecimals;
  return value > whole
    ? `<${signed((whole + step).toFixed(mostDecimals))}`
    : `>${signed((whole - step).toFixed(mostDecimals))}`;
}

function rate(value: number): string {
  if (!Number.isFinite(value)) return notFinite(value);
  return honestFixed(value, 2, [0, 1, -1]);
}

function notFinite(value: number): string {
  if (Number.isNaN(value)) return 'not a number';
  return value > 0 ? 'infinity' : `${minus}infinity`;
}

/** More decimals for two values that two decimals cannot tell apart. */
function apart(low: number, high: number): [string, string] {
  for (let decimals = 2; decimals <= mostDecimals; decimals++) {
    const texts: [string, string] = [
      honestFixed(low, decimals, [0, 1, -1]),
      honestFixed(high, decimals, [0, 1, -1]),
    ];
    if (low === high || texts[0] !== texts[1]) return texts;
  }
  return [rate(low), rate(high)];
}

function interval(low: number, high: number): string {
  if (!Number.isFinite(low) || !Number.isFinite(high)) return `${rate(low)} to ${rate(high)}`;
  const [from, to] = apart(low, high);
  return low < 0 ? `${from} to ${to}` : `${from}–${to}`;
}

function percent(value: number): string {
  if (!Number.isFinite(value)) return notFinite(value);
  // Times 100 leaves 28.999999999999996 for 0.29: twelve digits are more than any rate has.
  return `${honestFixed(Number((value * 100).toPrecision(12)), 0, [0, 100, -100])}${narrowSpace}%`;
}

function grouped(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+$)/g, ',');
}

function count(value: number): string {
  if (!Number.isFinite(value)) return notFinite(value);
  if (Math.abs(value) >= 1e15) return signed(value.toExponential(2));
  const [whole = '0', fraction] = value.toFixed(Number.isInteger(value) ? 0 : 2).split('.');
  const text = fraction === undefined ? grouped(whole) : `${grouped(whole)}.${fraction}`;
  return signed(text);
}

function loss(value: number): string {
  if (!Number.isFinite(value)) return notFinite(value);
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size < 1e-6) return value > 0 ? '<0.000001' : `>${minus}0.000001`;
  if (size >= 1e15) return signed(value.toExponential(2));
  if (size >= 999.5) return count(Math.round(value));
  return signed(value.toPrecision(3));
}

function label(text: string): string {
  return `'${clean(text, labelLimit)}'`;
}

/** Numbers and labels as people read them: the one place that rounds. */
export const numbers: Say = { rate, percent, interval, count, loss, label };

/** Two losses as an interval: `1.05–1.31`. */
export function lossInterval(low: number, high: number): string {
  return low < 0 ? `${loss(low)} to ${loss(high)}` : `${loss(low)}–${loss(high)}`;
}

/** A tick of an axis: as many decimals as its step needs, the same for all of them. */
export function tickText(value: number, step: number): string {
  const decimals = Math.max(0, Math.min(12, -Math.floor(Math.log10(step) + 1e-9)));
  return Math.abs(value) >= 1e6 ? signed(value.toExponential(1)) : signed(value.toFixed(decimals));
}

/** A difference of two rates in percentage points, two significant digits: `4.2 points`. */
export function points(difference: number): string {
  const size = Number((Math.abs(difference) * 100).toPrecision(2));
  if (size !== 0 && size < 0.001) return 'less than 0.001 points';
  return `${size} ${size === 1 ? 'point' : 'points'}`;
}
