import { findReading } from '../core/trainingRun.ts';
import type { Epoch, TrainingRun } from '../core/trainingRun.ts';

/** Room for the last bits of a quotient, besides the printing of both logs. */
const rounding = 1e-9;

/** The quantities that two logs of one training share. */
const compared = [
  ['validation', 'accuracy'],
  ['validation', 'loss'],
  ['train', 'accuracy'],
  ['train', 'loss'],
] as const;

/**
 * True if two runs log one training: a CSV log and the text of the same `fit`, say. Their epochs agree one by one in
 * all accuracies and losses that both have, within printing, and in two of these at least; one log may be an epoch
 * ahead, since writers are not equally quick.
 */
export function isSameTraining(a: TrainingRun, b: TrainingRun): boolean {
  const epochs = Math.min(a.epochs.length, b.epochs.length);
  if (Math.max(a.epochs.length, b.epochs.length) - epochs > 1) return false;
  let agreeing = 0;
  for (let index = 0; index < epochs; index++) {
    const shared = agreement(a.epochs[index]!, b.epochs[index]!);
    if (shared === undefined) return false;
    agreeing += shared;
  }
  return agreeing >= 2;
}

/** How many quantities both epochs have, or undefined if one differs. */
function agreement(a: Epoch, b: Epoch): number | undefined {
  let shared = 0;
  for (const [split, metric] of compared) {
    const one = findReading(a, split, metric);
    const other = findReading(b, split, metric);
    if (one === undefined || other === undefined) continue;
    if (Math.abs(one.value - other.value) > one.tolerance + other.tolerance + rounding) return undefined;
    shared++;
  }
  return shared;
}

/** Largest printing error of a logged accuracy: of two logs of one training the one of the smaller is the better. */
export function coarseness(run: TrainingRun): number {
  let widest = 0;
  for (const { readings } of run.epochs) {
    for (const { metric, tolerance } of readings) {
      if (metric === 'accuracy') widest = Math.max(widest, tolerance);
    }
  }
  return widest;
}
