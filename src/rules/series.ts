import { findReading } from '../core/trainingRun.ts';
import type { Reading, Split, TrainingRun } from '../core/trainingRun.ts';
import type { Say } from './rule.ts';

/** A finite logged value. */
export type Value = Reading & { readonly value: number };

/** Loss and accuracy of one epoch of one split. */
export interface LossPoint {
  /** The epoch as its file writes it. */
  readonly epoch: number;
  /** Its place in the run. */
  readonly index: number;
  readonly loss: Value;
  readonly accuracy: Value;
}

/** The finite values of `split.metric` with their epochs and these epochs' places in the run, in its order. */
export function valuesOf(
  run: TrainingRun,
  split: Split,
  metric: string,
): { epoch: number; index: number; reading: Value }[] {
  return run.epochs.flatMap((epoch, index) => {
    const reading = findReading(epoch, split, metric);
    return reading === undefined ? [] : [{ epoch: epoch.epoch, index, reading }];
  });
}

/** The epochs of a split that have both loss and accuracy, in the order of the run. */
export function lossPoints(run: TrainingRun, split: Split): LossPoint[] {
  return run.epochs.flatMap((epoch, index) => {
    const loss = findReading(epoch, split, 'loss');
    const accuracy = findReading(epoch, split, 'accuracy');
    return loss === undefined || accuracy === undefined
      ? []
      : [{ epoch: epoch.epoch, index, loss, accuracy }];
  });
}

/** The median of at least one value. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The quantile of at least one value, interpolated between the two nearest. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const position = share * (sorted.length - 1);
  const below = Math.floor(position);
  const low = sorted[below]!;
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!;
  return low === high ? low : low + (position - below) * (high - low);
}

/**
 * The values at the end of a run that stand for it: the last `count`, but at most a third of all. The median of all three
 * epochs of a short run would speak of a model that has since learned more.
 */
export function endOfRun<T>(values: readonly T[], count: number): T[] {
  return values.slice(-Math.min(count, Math.ceil(values.length / 3)));
}

/** How many epochs a finding's values are the median of: none where no epoch number goes with them. */
export function namedEpochs(run: TrainingRun, epochs: number): number {
  return run.unnumbered === true ? 0 : epochs;
}

/** `median of the last 5 epochs` or `last epoch`; nothing for values that no epoch number goes with. */
export function endText(lastEpochs: number, say: Say): string | undefined {
  if (lastEpochs === 0) return undefined;
  return lastEpochs === 1 ? 'last epoch' : `median of the last ${say.count(lastEpochs)} epochs`;
}

/** Medians of losses and accuracies of a split at its end (`endOfRun`), with the last point; undefined without any. */
export function lastLoss(
  run: TrainingRun,
  split: Split,
  count: number,
): { loss: number; accuracy: number; epochs: number; point: LossPoint } | undefined {
  const last = endOfRun(lossPoints(run, split), count);
  const point = last.at(-1);
  if (point === undefined) return undefined;
  return {
    loss: median(last.map(({ loss }) => loss.value)),
    accuracy: median(last.map(({ accuracy }) => accuracy.value)),
    epochs: last.length,
    point,
  };
}
