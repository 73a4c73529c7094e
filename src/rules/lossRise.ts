import type { RuleLimits } from '../core/limits.ts';
import type { TrainingRun } from '../core/trainingRun.ts';
import { median, valuesOf } from './series.ts';
import type { Value } from './series.ts';

/** A validation loss that fell to a lowest point and rose from there by more than its noise. */
export interface LossRise {
  /** Median of the three losses around the lowest point, and of the last ones. */
  readonly lowest: number;
  readonly last: number;
  /** The lowest of these three losses, and the last loss. */
  readonly lowestReading: Value;
  readonly lastReading: Value;
  /** The epoch of that lowest loss as its file writes it, and how many followed the middle one of the three. */
  readonly epoch: number;
  readonly epochsSince: number;
  /** Epochs behind `last`. */
  readonly lastEpochs: number;
  /** Standard deviation of one loss, by the changes from epoch to epoch after the lowest point. */
  readonly noise: number;
}

/**
 * The rise of a run's validation loss, or undefined if there is none: at least max(5, a tenth of the) epochs after the
 * lowest median of three, the median of the last five stands 1.10 times, 0.02 nats and three standard errors above it.
 */
export function lossRise(run: TrainingRun, { loss }: RuleLimits): LossRise | undefined {
  const values = valuesOf(run, 'validation', 'loss');
  const losses = values.map(({ reading }) => reading.value);
  if (losses.length === 0) return undefined;
  const smooth = losses.map((_, index) => median(losses.slice(Math.max(0, index - 1), index + 2)));
  const lowestIndex = smooth.reduce((best, value, index) => (value < smooth[best]! ? index : best), 0);
  const epochsSince = losses.length - 1 - lowestIndex;
  if (epochsSince < Math.max(loss.risingEpochs, loss.risingShare * losses.length)) return undefined;
  const lastEpochs = Math.min(loss.risingEpochs, epochsSince);
  const lowest = smooth[lowestIndex]!;
  const last = median(losses.slice(-lastEpochs));
  const noise = noiseOf(losses.slice(lowestIndex));
  const error = noise * Math.sqrt(1 / 3 + 1 / lastEpochs);
  const rises =
    last >= loss.risingFactor * lowest &&
    last - lowest >= loss.risingMargin &&
    last - lowest >= loss.risingErrors * error;
  if (!rises) return undefined;
  const around = values.slice(Math.max(0, lowestIndex - 1), lowestIndex + 2);
  const best = around.reduce((a, b) => (b.reading.value < a.reading.value ? b : a));
  return {
    lowest,
    last,
    lowestReading: best.reading,
    lastReading: values.at(-1)!.reading,
    epoch: best.epoch,
    epochsSince,
    lastEpochs,
    noise,
  };
}

/** 1.4826·MAD of the differences, over √2 since each is one of two losses. */
function noiseOf(losses: readonly number[]): number {
  const differences = losses.slice(1).map((value, index) => value - losses[index]!);
  const middle = median(differences);
  return (1.4826 * median(differences.map((value) => Math.abs(value - middle)))) / Math.SQRT2;
}
