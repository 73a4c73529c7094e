import type { EvidenceLimits } from '../core/limits.ts';
import { findReading } from '../core/trainingRun.ts';
import type { Reading, TrainingRun } from '../core/trainingRun.ts';

/** One logged accuracy: the true value lies within `value` ± `tolerance`. */
export type LoggedAccuracy = Pick<Reading, 'tolerance'> & { readonly value: number };

/** The validation accuracies of a run, in the order of its epochs. */
export function validationAccuracies(run: TrainingRun): LoggedAccuracy[] {
  return run.epochs.flatMap((epoch) => findReading(epoch, 'validation', 'accuracy') ?? []);
}

/**
 * The number of rows behind accuracies that are each k/n of the same n rows; undefined if they do not tell.
 *
 * It is the smallest n up to 0.25/tolerance that fits every value, provided that the chance of any smaller or equal
 * size to fit by accident, Σ (2·tolerance·n')^m over n' ≤ n with m distinct values, stays below 1 %, and m ≥ 3. Values
 * of 0 and 1 fit every n and do not count. For accuracies that average batch means it is an upper bound at best.
 * Measured rates: `media/rules/accuracy-not-above-majority.rule.md`.
 */
export function inferValidationSize(
  accuracies: readonly LoggedAccuracy[],
  limits: EvidenceLimits,
): number | undefined {
  const distinct = distinctValues(accuracies);
  const tolerance = Math.max(0, ...distinct.map((logged) => logged.tolerance));
  if (distinct.length < limits.inferredValues || tolerance <= 0) return undefined;
  let chance = 0;
  for (let size = 2; size <= limits.inferredCap / tolerance; size++) {
    chance += (2 * tolerance * size) ** distinct.length;
    if (chance >= limits.inferredChance) return undefined;
    if (fitsSize(distinct, size)) return size;
  }
  return undefined;
}

/** True if every accuracy is some k/`size` within its printing. */
export function fitsSize(accuracies: readonly LoggedAccuracy[], size: number): boolean {
  return accuracies.every(({ value, tolerance }) => {
    return Math.abs(Math.round(value * size) / size - value) <= tolerance + 1e-12;
  });
}

/** One of each group of values that printing cannot tell apart; 0 and 1 left out. */
function distinctValues(accuracies: readonly LoggedAccuracy[]): LoggedAccuracy[] {
  const inner = accuracies
    .filter(({ value, tolerance }) => value > tolerance && value < 1 - tolerance)
    .sort((a, b) => a.value - b.value);
  return inner.filter(({ value, tolerance }, index) => {
    return index === 0 || value - inner[index - 1]!.value > 2 * tolerance;
  });
}
