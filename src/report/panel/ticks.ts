import { tickText } from '../numbers.ts';

/** An axis: its ends and its ticks. */
export interface Axis {
  readonly low: number;
  readonly high: number;
  readonly yTicks: readonly { readonly at: number; readonly text: string }[];
}

/** Three to six ticks are enough to read a small chart by. */
const mostTicks = 5;

/** The smallest of 1, 2, 5 × 10^k that is not below `rough`. */
function niceStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 5, 10].find((candidate) => candidate * power >= rough * (1 - 1e-9)) ?? 10;
  return factor * power;
}

/** Beyond it round numbers around the values may be no numbers any more. */
const largest = 1e300;

/**
 * An axis with round ticks around finite `values`, within `[floor, ceiling]` where the values are; without ticks where
 * values are so large that there are none around them.
 */
export function axisTicks(values: readonly number[], floor: number, ceiling: number): Axis {
  let least = Infinity;
  let most = -Infinity;
  for (const value of values) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  if (least > most) return { low: 0, high: 1, yTicks: [] };
  if (Math.max(-least, most) > largest)
    return { low: Math.min(0, least), high: Math.max(0, most), yTicks: [] };
  if (most - least < 1e-9 * Math.max(1, Math.abs(most))) {
    const margin = Math.max(Math.abs(most) * 0.1, 0.01);
    least -= margin;
    most += margin;
  }
  const step = niceStep((most - least) / (mostTicks - 1));
  const low = Math.max(Math.floor(least / step + 1e-9) * step, least >= floor ? floor : -Infinity);
  const high = Math.min(Math.ceil(most / step - 1e-9) * step, most <= ceiling ? ceiling : Infinity);
  const ticks: number[] = [];
  for (let tick = Math.ceil(low / step - 1e-9); tick * step <= high + step * 1e-9; tick++) {
    ticks.push(Number((tick * step).toPrecision(12)));
  }
  return { low, high, yTicks: ticks.map((at) => ({ at, text: tickText(at, step) })) };
}
