import type { Span } from '../../core/span.ts';
import { foldedName, isClassificationMetric, metricName } from '../metricNames.ts';
import type { TextValue } from './textValue.ts';
import { loggedNumber } from './loggedNumber.ts';
import type { LoggedNumber } from './loggedNumber.ts';
import { longestLine } from './textLog.ts';

/** What one line of Lightning's progress bars says. */
export type LightningLine =
  | { readonly kind: 'validation' }
  | {
      readonly kind: 'frame';
      readonly epoch: number;
      /** True for a bar at its end. */
      readonly full: boolean;
      /** What stands in the brackets behind the rate; empty if there is nothing. */
      readonly postfix: string;
      /** Zero-based column at which `postfix` begins. */
      readonly start: number;
    };

const framePattern = /^(?:\u001b\[A|\s){0,8}Epoch (\d{1,9}): +(\d{1,3})%\|/;
const validationPattern = /^(?:\u001b\[A|\s){0,8}Validat(?:ion|ing)\b/;

/** Behind the rate of tqdm, or the time where it knows none. */
const ratePattern = /(?:it\/s|s\/it)(?:, )?/g;

const pairPattern = /(?:^|, )([A-Za-z][^=,]{0,120})=([^,\]]{1,40})/g;

/** Reads one line; undefined for any other. A frame that was cut to the terminal's width has lost its bracket. */
export function lightningLine(text: string): LightningLine | undefined {
  if (text.length > longestLine) return undefined;
  if (!text.includes('%|')) return validationPattern.test(text) ? { kind: 'validation' } : undefined;
  const head = framePattern.exec(text);
  if (head === null) return validationPattern.test(text) ? { kind: 'validation' } : undefined;
  const end = text.indexOf(']', head[0].length);
  const frame = { kind: 'frame' as const, epoch: Number(head[1]), full: head[2] === '100' };
  if (end < 0) return { ...frame, postfix: '', start: text.length };
  ratePattern.lastIndex = head[0].length;
  const rate = ratePattern.exec(text);
  if (rate === null || ratePattern.lastIndex > end) return { ...frame, postfix: '', start: end };
  return { ...frame, postfix: text.slice(ratePattern.lastIndex, end), start: ratePattern.lastIndex };
}

/** The values of a postfix whose names say their split; a running `loss` says none, and a `_step` is one of a batch. */
export function lightningValues(postfix: string, start: number, line: number): readonly TextValue[] {
  const values: TextValue[] = [];
  for (const { 0: pair, 1: name, 2: text, index } of postfix.matchAll(pairPattern)) {
    const from = start + index + pair.length - text!.length;
    const written = text!.trimEnd();
    const span = { line, start: from, end: from + written.length };
    const value = lightningValue(name!, shownNumber(written), span);
    if (value !== undefined) values.push(value);
  }
  return values;
}

/** One value under its name, if that says the split and the metric is one of use. */
export function lightningValue(
  name: string,
  number: LoggedNumber | undefined,
  span: Span,
): TextValue | undefined {
  const { split, metric, kind } = metricName(name);
  if (number === undefined || kind !== 'measure' || split === undefined) return undefined;
  const folded = foldedName(metric);
  if (/_step$/.test(folded) || !(isClassificationMetric(metric) || /(?:^|_)loss(?:_|$)/.test(folded)))
    return undefined;
  return { split, metric, number, percentSign: false, span };
}

/** Digits that tqdm prints of a number; Lightning fills up with zeros, which say nothing. */
const shownDigits = 3;

function shownNumber(text: string): LoggedNumber | undefined {
  const number = loggedNumber(text);
  if (number === undefined || typeof number.value !== 'number' || number.value === 0) return number;
  const leading = Math.floor(Math.log10(Math.abs(number.value)));
  const lastDigit = Math.max(number.lastDigit, leading - shownDigits + 1);
  return { value: number.value, lastDigit, digits: Math.min(number.digits, shownDigits) };
}
