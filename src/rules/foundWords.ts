import type { CountRange } from '../core/countRange.ts';

/** Rows of all: `3 of 17`; where several numbers are possible `at most 1 of 282`, `12 to 14 of 900`, `at least 9 of 10`. */
export function foundWords(
  { least, most }: CountRange,
  rows: number,
  count: (value: number) => string,
): string {
  const all = count(rows);
  if (least === most) return `${count(most)} of ${all}`;
  if (least === 0) return `at most ${count(most)} of ${all}`;
  return most === rows ? `at least ${count(least)} of ${all}` : `${count(least)} to ${count(most)} of ${all}`;
}
