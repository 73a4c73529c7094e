import type { Span } from '../../core/span.ts';
import type { Split } from '../../core/trainingRun.ts';
import type { LoggedNumber } from './loggedNumber.ts';

/** A value as a line of text gives it. */
export interface TextValue {
  /** Absent if neither the name nor the words before it say it. */
  readonly split?: Split;
  readonly metric: string;
  readonly number: LoggedNumber;
  readonly percentSign: boolean;
  /** True where the writer is known to print this metric in percent without a sign. */
  readonly percent?: true;
  readonly span: Span;
}

/** True if two values are one number, or the same that is none. */
export function isSameNumber(a: TextValue, b: TextValue | undefined): boolean {
  const [x, y] = [a.number.value, b?.number.value];
  if (typeof x === 'number' || typeof y !== 'object') return x === y;
  return x.notFinite === y.notFinite;
}

/** The key of a value within its epoch. */
export function valueKey({ split, metric }: Pick<TextValue, 'split' | 'metric'>): string {
  return `${split ?? ''} ${metric}`;
}
