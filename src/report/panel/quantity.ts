import type { Measured } from '../../core/measured.ts';
import type { QuantityState } from '../../protocol/panel.ts';
import { findMetric, metricInterval, metricValue } from '../metricText.ts';
import { clean } from '../clean.ts';

/** Where on an axis from the worst to the best possible value; undefined for metrics without bounds. */
function axisOf(id: string): ((value: number) => number) | undefined {
  const [low, high] = findMetric(id)?.range ?? [0, 1];
  if (low < -1 || high > 1) return undefined;
  return (value) => Math.min(1, Math.max(0, (value - low) / (high - low)));
}

/** A measured value with its words and, for bounded metrics, its place on an axis. */
export function quantityState(id: string, measured: Measured | undefined): QuantityState {
  if (measured === undefined) return { text: 'undefined', undefinedBecause: 'not computed' };
  if (measured.kind === 'undefined') return { text: 'undefined', undefinedBecause: clean(measured.reason) };
  const interval = metricInterval(id, measured);
  const axis = axisOf(id);
  return {
    text: metricValue(id, measured.value),
    ...(interval === undefined ? {} : { interval }),
    ...(measured.chance === undefined ? {} : { chance: metricValue(id, measured.chance) }),
    ...(axis === undefined
      ? {}
      : {
          bar: {
            value: axis(measured.value),
            ...(measured.interval === undefined
              ? {}
              : { low: axis(measured.interval[0]), high: axis(measured.interval[1]) }),
            ...(measured.chance === undefined ? {} : { chance: axis(measured.chance) }),
          },
        }),
  };
}

/** The same number where its chance level stands elsewhere, in words of its own, or would only crowd a table. */
export function withoutChance(quantity: QuantityState): QuantityState {
  const copy: { -readonly [key in keyof QuantityState]: QuantityState[key] } = { ...quantity };
  delete copy.chance;
  return copy;
}
