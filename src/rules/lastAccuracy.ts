import type { Reading, TrainingRun } from '../core/trainingRun.ts';
import { endOfRun, median, valuesOf } from './series.ts';

/**
 * The validation accuracy that stands for a run: the median of the logged values at its end (`endOfRun`), and the last
 * reading.
 * Undefined if the run logs none.
 */
export function lastAccuracy(
  run: TrainingRun,
  count: number,
): { median: number; epochs: number; reading: Reading } | undefined {
  const last = endOfRun(valuesOf(run, 'validation', 'accuracy'), count);
  const reading = last.at(-1)?.reading;
  if (reading === undefined) return undefined;
  return { median: median(last.map((one) => one.reading.value)), epochs: last.length, reading };
}
