import type { Measured, MeasuredValue } from '../core/measured.ts';
import { metrics } from '../core/metrics/all.ts';
import type { Metric } from '../core/metrics/metric.ts';
import { lossInterval, numbers } from './numbers.ts';

export function findMetric(id: string): Metric | undefined {
  return metrics.find((metric) => metric.id === id);
}

/** A metric's title, or its id in words if no metric has it. */
export function metricTitle(id: string): string {
  const words = id.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return findMetric(id)?.title ?? words.charAt(0).toUpperCase() + words.slice(1);
}

/** True for losses in nats, which have no place between 0 and 1. */
function isLoss(id: string): boolean {
  const metric = findMetric(id);
  return metric === undefined ? /loss$/i.test(id) : metric.better === 'lower' && metric.range[1] > 2;
}

/** A value of a metric: `0.61`, a loss `1.31`. */
export function metricValue(id: string, value: number): string {
  return isLoss(id) ? numbers.loss(value) : numbers.rate(value);
}

/** The interval of a measured value, or undefined where it has none. */
export function metricInterval(id: string, measured: Measured | undefined): string | undefined {
  if (measured?.kind !== 'value' || measured.interval === undefined) return undefined;
  const [low, high] = measured.interval;
  return isLoss(id) ? lossInterval(low, high) : numbers.interval(low, high);
}

/** The measured value if there is one. */
export function valueOf(measured: Measured | undefined): MeasuredValue | undefined {
  return measured?.kind === 'value' ? measured : undefined;
}

/** `0.61 (0.55–0.67)`; `undefined (no samples of 'x')`. */
export function metricWithInterval(id: string, measured: Measured): string {
  if (measured.kind === 'undefined') return `undefined (${measured.reason})`;
  const interval = metricInterval(id, measured);
  const value = metricValue(id, measured.value);
  return interval === undefined ? value : `${value} (${interval})`;
}
