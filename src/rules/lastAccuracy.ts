import { findReading } from '../core/trainingRun.ts';
import type { Reading, TrainingRun } from '../core/trainingRun.ts';

/**
 * The validation accuracy that stands for a run: the median of its last `count` logged values, and the last reading.
 * Undefined if the run logs none.
 */
export function lastAccuracy(
  run: TrainingRun,
  count: number,
): { median: number; epochs: number; reading: Reading } | undefined {
  const readings = run.epochs.flatMap((epoch) => findReading(epoch, 'validation', 'accuracy') ?? []);
  const last = readings.slice(-count);
  const reading = last.at(-1);
  if (reading === undefined) return undefined;
  const values = last.map(({ value }) => value).sort((a, b) => a - b);
  const middle = values.length >> 1;
  const median = values.length % 2 === 1 ? values[middle]! : (values[middle - 1]! + values[middle]!) / 2;
  return { median, epochs: values.length, reading };
}
