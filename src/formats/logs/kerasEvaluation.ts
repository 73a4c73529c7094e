import type { Epoch, Reading } from '../../core/trainingRun.ts';
import type { KerasFrame } from './kerasFrame.ts';

/**
 * Gives the last epoch what one `evaluate()` after it printed, as the test split. Several leave open which is which,
 * and one that repeats the validation of a `known` epoch was made on the validation rows.
 */
export function withEvaluation(
  epochs: Epoch[],
  evaluations: readonly KerasFrame[],
  known: readonly Epoch[],
): Epoch[] {
  const [evaluation, second] = evaluations;
  const last = epochs.at(-1);
  if (evaluation === undefined || second !== undefined || last === undefined) return epochs;
  const readings = evaluation.readings.filter(({ split }) => split === 'train');
  if (readings.length === 0 || known.some((epoch) => repeatsValidation(epoch, readings))) return epochs;
  const tested = readings.map((reading): Reading => ({ ...reading, split: 'test' }));
  return [...epochs.slice(0, -1), { ...last, readings: [...last.readings, ...tested] }];
}

function repeatsValidation(epoch: Epoch, readings: readonly Reading[]): boolean {
  return readings.every((reading) =>
    epoch.readings.some((other) => sameValue(other, { ...reading, split: 'validation' })),
  );
}

/** True if the same quantities have the same values. */
export function sameValues(a: readonly Reading[], b: readonly Reading[]): boolean {
  return a.length === b.length && a.every((reading, index) => sameValue(reading, b[index]!));
}

function sameValue(a: Reading, b: Reading): boolean {
  if (a.split !== b.split || a.metric !== b.metric) return false;
  if (typeof a.value === 'number' || typeof b.value === 'number') return a.value === b.value;
  return a.value.notFinite === b.value.notFinite;
}
