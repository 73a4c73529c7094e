import { ownAccuracyLoss } from '../../core/referenceLines.ts';
import { valueOf } from '../metricText.ts';
import type { AnswerGrounds } from './grounds.ts';

/** Above the line by noise alone: the margins of `loss-above-own-accuracy`. */
const factor = 1.05;
const margin = 0.02;
/** Logs without class names are mostly of this many classes or fewer. */
const usualClasses = 10;

/** True if a loss is above the own-accuracy line by more than a little. */
export function isAboveOwn(loss: number, own: number): boolean {
  return loss > factor * own + margin;
}

/** The loss that is judged: of the predictions' probabilities, else the last validation loss of the log. */
export function judgedLoss({ run, loss }: AnswerGrounds): number | undefined {
  return run.evaluation?.hasScores === true ? valueOf(run.evaluation.metrics.get('logLoss'))?.value : loss;
}

/**
 * The largest number of classes for which the loss is above the own-accuracy line h(e) + e ln(K − 1), which rises with
 * K; below 2 where it is so for none, Infinity for an accuracy of 1. Undefined without loss and accuracy.
 */
export function mostClassesAboveOwn(grounds: AnswerGrounds): number | undefined {
  const { accuracy } = grounds;
  const loss = judgedLoss(grounds);
  if (accuracy === undefined || loss === undefined) return undefined;
  const error = 1 - accuracy.value;
  if (error <= 0) return undefined;
  const room = loss - ownAccuracyLoss(accuracy.value, 2);
  if (room <= 0) return 0;
  return Math.ceil(1 + Math.exp(Math.min(room / error, 700))) - 1;
}

/** True if the loss is above the own-accuracy line; without the number of classes, for any usual number of them. */
export function isHeldUp(grounds: AnswerGrounds): boolean {
  const { accuracy, classes } = grounds;
  const loss = judgedLoss(grounds);
  if (accuracy === undefined || loss === undefined || accuracy.value >= 1) return false;
  if (classes !== undefined) return isAboveOwn(loss, ownAccuracyLoss(accuracy.value, classes));
  return (mostClassesAboveOwn(grounds) ?? 0) >= usualClasses;
}
