import type { MeasuredValue } from '../../core/measured.ts';
import { numbers } from '../numbers.ts';
import { type MeaningFacts, rowsText, smallestClass } from './facts.ts';

/** What a value is held against, in words. */
export interface Reference {
  /** What knows nothing of the rows, as in `guessing`. */
  readonly name: string;
  /** Its value in words; left out where the sentence has named it. */
  readonly text?: string;
  /** `at 17 rows of 'a'`; else the rows behind the value. */
  readonly at?: string;
  readonly better?: 'higher' | 'lower';
}

/** Whether a value lies above what knows nothing of the rows, below it, or may be either as far as its interval tells. */
export type Standing = 'better' | 'worse' | 'open';

/** Undefined without an interval or a chance level. */
export function standing(
  { interval, chance }: MeasuredValue,
  better: 'higher' | 'lower' = 'higher',
): Standing | undefined {
  if (interval === undefined || chance === undefined) return undefined;
  if (interval[0] <= chance && chance <= interval[1]) return 'open';
  return interval[0] > chance === (better === 'higher') ? 'better' : 'worse';
}

/** ` (guessing: 0.20)`; `, which cannot be told from guessing (0.20) at 17 rows`; `, worse than guessing (0.20)`. */
export function besideChance(measured: MeasuredValue, reference: Reference): string {
  const { name, text, at = `at ${sizeText(measured.n)}`, better } = reference;
  const shown = text === undefined ? name : `${name} (${text})`;
  switch (standing(measured, better)) {
    case 'open':
      if (isSame(measured)) return `, the same as ${shown}`;
      return `, which cannot be told from ${shown} ${at}`;
    case 'worse':
      return `, worse than ${shown}`;
    default:
      return text === undefined ? '' : ` (${name}: ${text})`;
  }
}

/** Of a mean over classes: the class with fewest rows leaves it open. */
export function atSmallest(facts: MeaningFacts): { readonly at?: string } {
  const smallest = smallestClass(facts);
  return smallest === undefined
    ? {}
    : { at: `with ${rowsText(facts, smallest.support)} of ${smallest.name}` };
}

/** Rates of the same counts may differ by a bit. */
function isSame({ value, chance }: MeasuredValue): boolean {
  return chance !== undefined && Math.abs(value - chance) < 1e-12;
}

/** `17 rows`; `about 12 rows` for an effective number. */
function sizeText(rows: number | undefined): string {
  if (rows === undefined) return 'so few rows';
  if (Number.isInteger(rows)) return `${numbers.count(rows)} ${rows === 1 ? 'row' : 'rows'}`;
  return rows < 2 ? 'less than 2 effective rows' : `about ${numbers.count(Math.floor(rows))} effective rows`;
}
