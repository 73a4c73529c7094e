import { type CountRange, isKnown, known } from '../../core/countRange.ts';
import type { ClassEvaluation, Evaluation } from '../../core/evaluation.ts';
import { majority } from '../classText.ts';
import { valueOf } from '../metricText.ts';
import { numbers } from '../numbers.ts';

/** One class as sentences speak of it. */
export interface ClassFacts {
  readonly index: number;
  /** In quotes, safe to print. */
  readonly name: string;
  readonly support: number;
  readonly found: CountRange;
  readonly predicted?: CountRange;
  readonly evaluation: ClassEvaluation;
}

/** What the sentences on the metrics of one evaluation share. */
export interface MeaningFacts {
  readonly evaluation: Evaluation;
  readonly classes: readonly ClassFacts[];
  /** Classes with rows. */
  readonly present: readonly ClassFacts[];
  /** Classes with rows or answers. */
  readonly occurring: readonly ClassFacts[];
  /** Rows, by weight where they have weights. */
  readonly total: number;
  readonly right: CountRange;
  /** True for weights that are no numbers of rows: means over random orders of the answers are then not known. */
  readonly byImportance: boolean;
  readonly largest?: { readonly name: string; readonly share: number; readonly rows: number };
}

export function meaningFacts(evaluation: Evaluation): MeaningFacts {
  const classes = evaluation.perClass.map((one, index): ClassFacts => {
    const { label, support, found, predicted } = one;
    const name = numbers.label(label);
    return { index, name, support, found, ...(predicted && { predicted }), evaluation: one };
  });
  const largest = majority(evaluation);
  return {
    evaluation,
    classes,
    present: classes.filter(({ support }) => support > 0),
    occurring: classes.filter(({ support, predicted }) => support > 0 || (predicted?.most ?? 0) > 0),
    total: classes.reduce((sum, { support }) => sum + support, 0),
    right: {
      least: classes.reduce((sum, { found }) => sum + found.least, 0),
      most: classes.reduce((sum, { found }) => sum + found.most, 0),
    },
    byImportance: valueOf(evaluation.metrics.get('accuracy'))?.method === 'wilson-effective-n',
    ...(largest && { largest: { ...largest, name: numbers.label(largest.label) } }),
  };
}

/** The value of a class's metric; undefined where it has none. */
export function classValue({ evaluation }: ClassFacts, id: string): number | undefined {
  return valueOf(evaluation.metrics.get(id))?.value;
}

/** `205 rows`, `1 row`, `205.50 weighted rows`. */
export function rowsText({ evaluation }: MeaningFacts, rows: number, of = ''): string {
  const noun = `${evaluation.weighted ? 'weighted ' : ''}${rows === 1 ? 'row' : 'rows'}`;
  return `${numbers.count(rows)} ${noun}${of}`;
}

/** `5 of 17 rows are`, `1 of 17 rows is`, `none of the 17 rows is`; `29 % of 900 rows are` where a report leaves the number open. */
export function partOfRows(
  facts: MeaningFacts,
  part: CountRange | number,
  rows: number,
  share: number,
  of = '',
): string {
  const range = typeof part === 'number' ? known(part) : part;
  if (!isKnown(range)) return `${numbers.percent(share)} of ${rowsText(facts, rows, of)} are`;
  if (rows === 1 && (range.least === 0 || range.least === 1))
    return `the ${rowsText(facts, rows, of)} is${range.least === 0 ? ' not' : ''}`;
  if (range.least === 0) return `none of the ${rowsText(facts, rows, of)} is`;
  if (range.least === rows) return `all ${rowsText(facts, rows, of)} are`;
  return `${numbers.count(range.least)} of ${rowsText(facts, rows, of)} ${range.least === 1 ? 'is' : 'are'}`;
}

/** `all 205 rows are`, `the 1 row is`. */
export function everyRow(facts: MeaningFacts): string {
  return partOfRows(facts, facts.total, facts.total, 1);
}

/** Of the classes with rows the one with fewest. */
export function smallestClass({ present }: MeaningFacts): ClassFacts | undefined {
  return present.reduce<ClassFacts | undefined>(
    (least, one) => (least === undefined || one.support < least.support ? one : least),
    undefined,
  );
}

/** `'a', 'b' and 'c'`. */
export function listed(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)!}`;
}

/** With a capital letter, as a sentence begins. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** `the class`, `all 5 classes`, `both classes`. */
export function allClasses(count: number): string {
  if (count === 1) return 'the one class';
  return count === 2 ? 'both classes' : `all ${numbers.count(count)} classes`;
}

/** The class of the lowest value, and of the highest; of equals the one with more rows. */
export function extremes(
  classes: readonly ClassFacts[],
  valueIn: (one: ClassFacts) => number | undefined,
): { readonly low: Extreme; readonly high: Extreme } | undefined {
  let low: Extreme | undefined;
  let high: Extreme | undefined;
  for (const one of classes) {
    const value = valueIn(one);
    if (value === undefined) continue;
    const isLarger = (than: Extreme): boolean => value === than.value && one.support > than.one.support;
    if (low === undefined || value < low.value || isLarger(low)) low = { one, value };
    if (high === undefined || value > high.value || isLarger(high)) high = { one, value };
  }
  return low === undefined || high === undefined ? undefined : { low, high };
}

export interface Extreme {
  readonly one: ClassFacts;
  readonly value: number;
}
