import { wilson } from '../../src/core/intervals.ts';
import type { Judgement } from './truths.ts';

/** How often something was said where it is true, and where it is not. */
export interface Tally {
  readonly detected: number;
  readonly positives: number;
  readonly falseAlarms: number;
  readonly negatives: number;
}

export function tallyOf(judgements: readonly Judgement[]): Tally {
  const count = (isTrue: boolean, fired?: boolean): number =>
    judgements.filter((one) => one.isTrue === isTrue && (fired === undefined || one.fired === fired)).length;
  return {
    detected: count(true, true),
    positives: count(true),
    falseAlarms: count(false, true),
    negatives: count(false),
  };
}

/** `3/120 (0.9–7.1 %)`: hits of trials, with the 95 % interval of their share in percent. */
export function rateText(hits: number, of: number): string {
  if (of === 0) return '–';
  const [low, high] = wilson(hits, of, 0.95);
  return `${hits}/${of} (${percent(low)}–${percent(high)} %)`;
}

function percent(share: number): string {
  const value = 100 * share;
  return value > 0 && value < 9.95 ? value.toFixed(1) : value.toFixed(0);
}
