import { findReading } from '../core/trainingRun.ts';
import type { Epoch, TrainingRun } from '../core/trainingRun.ts';
import type { GatheredRun } from './gatheredRun.ts';
import { comparePaths, isOneFolderApart } from './paths.ts';

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
 * ahead, since writers are not equally quick. Final values agree so with one epoch of the other, and hold no test.
 */
export function isSameTraining(a: TrainingRun, b: TrainingRun): boolean {
  if (a.unnumbered !== b.unnumbered) return a.unnumbered === true ? isOneOf(a, b) : isOneOf(b, a);
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

/** Printing error above which a final value is that of too many epochs to tell one: three decimals have 0.0005. */
const tellingTolerance = 0.0006;

/** True if final values are those of an epoch, and say nothing more; of two decimals only what is equal counts. */
function isOneOf(final: TrainingRun, { epochs }: TrainingRun): boolean {
  const [values] = final.epochs;
  if (values === undefined || values.readings.some(({ split }) => split === 'test')) return false;
  const telling = values.readings.filter(({ tolerance }) => tolerance <= tellingTolerance);
  return epochs.some((epoch) => {
    if (agreement(values, epoch) === undefined) return false;
    const equal = compared.filter(([split, metric]) => {
      const one = findReading(values, split, metric);
      const other = findReading(epoch, split, metric);
      return one !== undefined && other !== undefined && (telling.includes(one) || one.value === other.value);
    });
    return equal.length >= 2;
  });
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

/** True if each epoch has a line of its own, where a finding can stand: JSON may hold all of them in one. */
export function hasOwnLines({ epochs }: TrainingRun): boolean {
  return new Set(epochs.map(({ line }) => line)).size === epochs.length;
}

/**
 * The runs that another run answers for, by id, with the id of that run: of logs of one training, in one folder or one
 * folder apart, the one of which most else is known, then the one with the most exact accuracies, then the longest, then
 * one with a line for each epoch.
 */
export function answeringRuns(runs: readonly GatheredRun[]): ReadonlyMap<string, string> {
  const logs = runs.flatMap(({ evidence: { id, log }, rung, folder }) =>
    log ? [{ id, rung, folder, ...log }] : [],
  );
  const ordered = logs.sort(
    (a, b) =>
      comparePaths(b.rung, a.rung) ||
      Number(a.run.unnumbered === true) - Number(b.run.unnumbered === true) ||
      coarseness(a.run) - coarseness(b.run) ||
      b.run.epochs.length - a.run.epochs.length ||
      Number(hasOwnLines(b.run)) - Number(hasOwnLines(a.run)) ||
      comparePaths(a.id, b.id),
  );
  const answering: typeof logs = [];
  const answers = new Map<string, string>();
  for (const one of ordered) {
    const twin = answering.find((other) => areNear(other, one) && isSameTraining(other.run, one.run));
    if (twin === undefined) answering.push(one);
    else answers.set(one.id, twin.id);
  }
  return answers;
}

/** A log with where it lies. */
interface NearLog {
  readonly file: string;
  readonly folder: string;
}

/** Runs of one file are never one training: whoever trains again with the same seed appends the same numbers. */
function areNear(a: NearLog, b: NearLog): boolean {
  return a.file !== b.file && (a.folder === b.folder || isOneFolderApart(a.folder, b.folder));
}
