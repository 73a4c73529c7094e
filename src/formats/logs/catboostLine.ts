import type { Span } from '../../core/span.ts';
import { loggedNumber } from './loggedNumber.ts';
import type { LoggedNumber } from './loggedNumber.ts';
import { longestLine } from './textLog.ts';

export interface CatboostValue {
  readonly split: 'train' | 'validation';
  readonly number: LoggedNumber;
  readonly span: Span;
}

export interface CatboostLine {
  readonly iteration: number;
  readonly values: readonly CatboostValue[];
}

const linePattern = /^(\d{1,9}):\s+(?:learn|test): /;

/** Seven decimals; several test sets are `test`, `test1`, …, of which the first is read. */
const valuePattern = /\s(learn|test): (-?[\w.+-]{1,40})(?=\s|$)/g;

/** Reads one line of an iteration; undefined for any other. */
export function catboostLine(text: string, line: number): CatboostLine | undefined {
  if (text.length > longestLine) return undefined;
  const first = text.charCodeAt(0);
  const head = first >= 48 && first <= 57 ? linePattern.exec(text) : null;
  if (head === null || !text.includes('total: ')) return undefined;
  const values = [...text.matchAll(valuePattern)].flatMap(({ 0: pair, 1: set, 2: written, index }) => {
    const number = loggedNumber(written!);
    if (number === undefined) return [];
    const end = index + pair.length;
    const split: CatboostValue['split'] = set === 'learn' ? 'train' : 'validation';
    return [{ split, number, span: { line, start: end - written!.length, end } }];
  });
  return values.length === 0 ? undefined : { iteration: Number(head[1]), values };
}
