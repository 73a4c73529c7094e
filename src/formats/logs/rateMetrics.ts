import { isKnownClassificationMetric } from '../metricNames.ts';
import { finalName } from './finalRun.ts';
import type { FinalValues } from './finalRun.ts';

/** Metrics with a name of their own that lie outside of [0, 1] as well, or are no shares. */
const signed: ReadonlySet<string> = new Set(['matthewsCorrelation', 'cohenKappa', 'logLoss']);

/**
 * The metrics of classification with a known name among final values, each with a value that it can have: a fraction,
 * or a percentage.
 */
export function rateMetrics({ values }: FinalValues): string[] {
  const metrics = new Set<string>();
  for (const [name, { number }] of values) {
    const { metric, kind } = finalName(name);
    if (kind !== 'measure' || !isKnownClassificationMetric(metric) || typeof number.value !== 'number')
      continue;
    const [low, high] = signed.has(metric) ? [-1, Infinity] : [0, 100];
    if (number.value >= low && number.value <= high) metrics.add(metric);
  }
  return [...metrics];
}
