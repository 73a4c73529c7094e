import type { Proportion } from '../intervals.ts';
import { moverRatio } from '../intervals.ts';
import type { Measured, MeasuredValue } from '../measured.ts';
import { midP } from '../midP.ts';
import type { MetricInput } from './metric.ts';
import { moverMethod } from './proportion.ts';
import { recall } from './recall.ts';
import { specificity } from './specificity.ts';

/** Recall and specificity of a class, with the intervals that sums and ratios of them are made of. */
export interface ClassRates {
  readonly recall: Proportion;
  readonly specificity: Proportion;
  /** The name of an interval made of theirs. */
  readonly method: string;
}

/** Intervals are mid-P ones, and of importance weights Wilson's of effective rows; undefined where a rate is. */
export function classRates(input: MetricInput, index: number): ClassRates | undefined {
  const isCounted = input.squaredWeights() === undefined;
  const rates = [recall.compute(input, index), specificity.compute(input, index)].map((rate) =>
    proportionOf(rate, isCounted, input.confidence),
  );
  const [own, others] = rates;
  if (own === undefined || others === undefined) return undefined;
  return { recall: own, specificity: others, method: isCounted ? 'mover-mid-p' : moverMethod(input) };
}

/** The interval of a ratio of two of their shares; none where the lower share is too small for its digits. */
export function ratioInterval(
  numerator: Proportion,
  denominator: Proportion,
  method: string,
): Pick<MeasuredValue, 'interval' | 'method'> {
  if (!(denominator.value > 0)) return {};
  const interval = moverRatio(numerator, denominator);
  return interval.every(Number.isFinite) ? { interval, method } : {};
}

/** The share of the rows that the proportion leaves. */
export function complement({ value, interval: [low, high] }: Proportion): Proportion {
  return { value: 1 - value, interval: [1 - high, 1 - low] };
}

function proportionOf(rate: Measured, isCounted: boolean, confidence: number): Proportion | undefined {
  if (rate.kind === 'undefined' || rate.interval === undefined || rate.n === undefined) return undefined;
  const { value, interval, n } = rate;
  return { value, interval: isCounted ? midP(Math.round(value * n), n, confidence) : interval };
}
