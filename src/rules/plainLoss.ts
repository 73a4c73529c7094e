import { impossibleLoss, ownAccuracyLoss } from '../core/referenceLines.ts';
import type { RuleLimits } from '../core/limits.ts';
import type { Split, TrainingRun } from '../core/trainingRun.ts';
import { lastLoss, lossPoints } from './series.ts';
import type { LossPoint } from './series.ts';

/**
 * The epochs of a split whose loss is below the least that plain cross-entropy allows at their accuracy, by more than
 * the printing of both. Where the writer may average batch means, only those far below it.
 */
export function impossiblePoints(run: TrainingRun, split: Split, limits: RuleLimits): LossPoint[] {
  const share = run.averagesExactly ? 1 : limits.loss.batchMeansShare;
  const points = lossPoints(run, split).filter(({ loss, accuracy }) => {
    const rounding = loss.tolerance + accuracy.tolerance;
    return loss.value < share * impossibleLoss(1 - accuracy.value) - rounding;
  });
  const enough = split === 'validation' && run.averagesExactly ? 1 : limits.loss.impossibleTrainEpochs;
  return points.length >= enough ? points : [];
}

/**
 * True if nothing speaks against a loss that is plain cross-entropy of a model that fits its training rows: no epoch is
 * impossible, and the training loss at the end is at most 1.05·F(training accuracy) + 0.05. Label smoothing, penalties in
 * the loss, class weights of other scale and models that still learn exceed that. Without training values nothing is
 * known, and it is false.
 */
export function looksPlain(run: TrainingRun, classes: number, limits: RuleLimits): boolean {
  const { ownFactor, trainMargin } = limits.loss;
  const train = lastLoss(run, 'train', limits.lastEpochs);
  if (train === undefined) return false;
  if (train.loss > ownFactor * ownAccuracyLoss(train.accuracy, classes) + trainMargin) return false;
  return (['validation', 'train'] as const).every(
    (split) => impossiblePoints(run, split, limits).length === 0,
  );
}
