import type { Interval } from '../intervals.ts';
import { mover } from '../intervals.ts';
import type { IntervalPart } from '../measured.ts';

/** A class's part in a mean of rankings. */
export interface RankedPart {
  readonly value: number;
  readonly interval: Interval;
  readonly weight: number;
}

/**
 * The mean of the classes' own intervals by their weights: what it is if all rankings are off in the same direction at
 * once, and so wider than needed for more than two classes. For two, whose areas are the same, it is just theirs.
 */
export function meanOfIntervals(parts: readonly RankedPart[], divisor: number): IntervalPart {
  const mean = (end: 0 | 1): number =>
    Math.max(
      0,
      Math.min(1, parts.reduce((sum, part) => sum + part.interval[end] * part.weight, 0) / divisor),
    );
  return { interval: [mean(0), mean(1)], method: 'mean-of-class-intervals' };
}

/**
 * The wider of an interval from resampled rows and of MOVER from the classes' own intervals: the first falls short
 * where few rows are ranked wrong, the second where all rankings are poor.
 */
export function withClassIntervals(
  resampled: Interval | undefined,
  parts: readonly RankedPart[],
  divisor: number,
): IntervalPart {
  const [low, high] = mover(parts, 1 / divisor);
  if (resampled === undefined) {
    return { interval: [Math.max(0, low), Math.min(1, high)], method: 'mover-of-class-intervals' };
  }
  return {
    interval: [Math.max(0, Math.min(low, resampled[0])), Math.min(1, Math.max(high, resampled[1]))],
    method: 'bca-bootstrap-or-mover-of-class-intervals',
  };
}
