import type { Say } from '../../../src/rules/rule.ts';

/**
 * A `Say` that marks every number it is given as `⟦value⟧` and every label as `⟪label⟫`, so that a test sees which
 * numbers a message holds and that it holds no others.
 */
export const markedSay: Say = {
  rate: mark,
  percent: mark,
  interval: (low, high) => `${mark(low)}–${mark(high)}`,
  count: mark,
  loss: mark,
  label: (text) => `⟪${text}⟫`,
};

/** A `Say` as short as the real one, for the length of a message. */
export const plainSay: Say = {
  rate: (value) => value.toFixed(2),
  percent: (value) => `${Math.round(value * 100)} %`,
  interval: (low, high) => `${low.toFixed(2)}–${high.toFixed(2)}`,
  count: (value) => String(value),
  loss: (value) => value.toFixed(2),
  label: (text) => `'${text}'`,
};

/** The numbers that `markedSay` marked in a message. */
export function markedNumbers(message: string): number[] {
  return [...message.matchAll(/⟦([^⟧]*)⟧/g)].map(([, number]) => Number(number));
}

/** A message without what `markedSay` marked: the words of the rule alone. */
export function wordsOnly(message: string): string {
  return message.replaceAll(/⟦[^⟧]*⟧|⟪[^⟫]*⟫/g, '');
}

function mark(value: number): string {
  return `⟦${value}⟧`;
}
