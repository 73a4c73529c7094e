import type { Span } from '../../core/span.ts';
import { loggedNumber } from './loggedNumber.ts';
import type { LoggedNumber } from './loggedNumber.ts';

/** A number in a JSON text with the place of its own characters. */
export interface JsonNumber {
  readonly number: LoggedNumber;
  readonly span: Span;
}

export interface JsonPlaces {
  /** Zero-based line of an offset. */
  lineOf(offset: number): number;
  /** The number written from `start` to `stop`, or undefined if what stands there is none. */
  numberAt(start: number, stop: number): JsonNumber | undefined;
}

/** Places in a JSON text; quickest where offsets grow. */
export function jsonPlaces(text: string): JsonPlaces {
  const starts = [0];
  for (const { 0: lineEnd, index } of text.matchAll(/\r\n|\r|\n/g)) starts.push(index + lineEnd.length);
  let at = 0;
  const lineOf = (offset: number): number => {
    if (starts[at]! > offset) at = 0;
    while (at + 1 < starts.length && starts[at + 1]! <= offset) at++;
    return at;
  };
  return {
    lineOf,
    numberAt: (start, stop) => {
      const number = loggedNumber(text.slice(start, stop));
      if (number === undefined) return undefined;
      const line = lineOf(start);
      const column = start - starts[line]!;
      return { number, span: { line, start: column, end: column + stop - start } };
    },
  };
}
