import type { Epoch, Reading } from '../../core/trainingRun.ts';
import type { KerasFrame } from './kerasFrame.ts';

/** Whether these readings, whatever their split, are those of the validation of an epoch. */
export type RepeatsValidation = (readings: readonly Reading[]) => boolean;

/** Looks evaluations up among the validations of all epochs: a cross-validation of n runs must not compare n² pairs. */
export function validationsOf(epochs: readonly Epoch[]): RepeatsValidation {
  const byMetrics = new Map<string, ReadonlySet<string>>();
  return (readings) => {
    const metrics = readings.map(({ metric }) => metric);
    const key = metrics.join('\n');
    const known = byMetrics.get(key) ?? new Set(epochs.map((epoch) => validationKey(epoch, metrics)));
    byMetrics.set(key, known);
    return known.has(valuesKey(readings));
  };
}

/** The validation values of some metrics as one text; empty, as no evaluation is, if one of them is missing. */
function validationKey(epoch: Epoch, metrics: readonly string[]): string {
  const found = metrics.map((metric) =>
    epoch.readings.find((reading) => reading.split === 'validation' && reading.metric === metric),
  );
  const readings = found.filter((reading) => reading !== undefined);
  return readings.length < metrics.length ? '' : valuesKey(readings);
}

function valuesKey(readings: readonly Reading[]): string {
  return readings.map(({ value }) => (typeof value === 'number' ? value : value.notFinite)).join(' ');
}

/**
 * Gives the last epoch what one `evaluate()` after it printed, as the test split. Several leave open which is which,
 * and one that repeats the validation of a known epoch was made on the validation rows.
 */
export function withEvaluation(
  epochs: Epoch[],
  evaluations: readonly KerasFrame[],
  repeatsValidation: RepeatsValidation,
): Epoch[] {
  const [evaluation, second] = evaluations;
  const last = epochs.at(-1);
  if (evaluation === undefined || second !== undefined || last === undefined) return epochs;
  const readings = evaluation.readings.filter(({ split }) => split === 'train');
  if (readings.length === 0 || repeatsValidation(readings)) return epochs;
  const tested = readings.map((reading): Reading => ({ ...reading, split: 'test' }));
  return [...epochs.slice(0, -1), { ...last, readings: [...last.readings, ...tested] }];
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
