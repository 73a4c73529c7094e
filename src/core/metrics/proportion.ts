import type { ConfusionMatrix } from '../confusionMatrix.ts';
import { effectiveSize } from '../effectiveSize.ts';
import type { Interval, Proportion } from '../intervals.ts';
import { mover, wilson } from '../intervals.ts';
import type { MetricInput } from './metric.ts';

export interface WithInterval {
  readonly interval: Interval;
  readonly method: string;
  readonly n: number;
}

/** The Wilson interval of `value`, a share of the rows whose weight `weightOf` finds in a matrix (a row, a column, all). */
export function proportionInterval(
  input: MetricInput,
  value: number,
  weightOf: (matrix: ConfusionMatrix) => number,
): WithInterval {
  const squares = input.squaredWeights();
  const n = effectiveSize(weightOf(input.matrix), squares && weightOf(squares));
  return {
    interval: wilson(value * n, n, input.confidence),
    method: squares === undefined ? 'wilson' : 'wilson-effective-n',
    n,
  };
}

/** The MOVER interval of the sum of proportions over `divisor`, within [0, 1]. */
export function meanInterval(
  input: MetricInput,
  parts: readonly Proportion[],
  divisor: number,
): Pick<WithInterval, 'interval' | 'method'> {
  const [low, high] = mover(parts, 1 / divisor);
  return {
    interval: [Math.max(0, low), Math.min(1, high)],
    method: moverMethod(input),
  };
}

/** The name of a MOVER interval made of Wilson intervals. */
export function moverMethod(input: MetricInput): string {
  return input.squaredWeights() === undefined ? 'mover-wilson' : 'mover-wilson-effective-n';
}
