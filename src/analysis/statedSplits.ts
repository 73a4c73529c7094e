import type { Reading, TrainingLog, TrainingRun } from '../core/trainingRun.ts';
import { statedSplit } from './fileNames.ts';

/** A log whose final values say no split gets the one that its file's name states: `test_results.json`. */
export function withStatedSplit(log: TrainingLog, path: string): TrainingLog {
  const split = statedSplit(path);
  if (split === undefined || !log.runs.some(isOpen)) return log;
  const stated = (reading: Reading): Reading => ({ ...reading, split });
  return {
    ...log,
    runs: log.runs.map((run) =>
      isOpen(run)
        ? { ...run, epochs: run.epochs.map((epoch) => ({ ...epoch, readings: epoch.readings.map(stated) })) }
        : run,
    ),
  };
}

/** True for final values of which none says its split: beside one that does the others may be of another. */
function isOpen({ unnumbered, epochs }: TrainingRun): boolean {
  return (
    unnumbered === true && epochs.every(({ readings }) => readings.every(({ split }) => split === undefined))
  );
}
