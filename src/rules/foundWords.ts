import type { CountRange } from '../core/countRange.ts';

/** Rows of all: `3 of 17`; where several are possible `at most 1 of 282`, `12 or 13 of 900`, `at least 9 of 10`. */
export function foundWords(
  { least, most }: CountRange,
  rows: number,
  count: (value: number) => string,
): string {
  const all = count(rows);
  if (least === most) return `${count(most)} of ${all}`;
  if (least === 0) return `at most ${count(most)} of ${all}`;
  if (most === rows) return `at least ${count(least)} of ${all}`;
  return `${count(least)} ${most === least + 1 ? 'or' : 'to'} ${count(most)} of ${all}`;
}
