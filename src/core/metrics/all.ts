import type { Metric } from './metric.ts';

/** The registry: one line a metric. */
export const metrics: readonly Metric[] = [];
