import type { EvidenceLimits } from '../core/limits.ts';
import { findReading } from '../core/trainingRun.ts';
import type { Reading, TrainingRun } from '../core/trainingRun.ts';

/** One logged accuracy: the true value lies within `value` ± `tolerance`. */
export type LoggedAccuracy = Pick<Reading, 'tolerance'> & { readonly value: number };

/** Room for the last bits of a quotient. */
const rounding = 1e-12;

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
  const tolerance = distinct.reduce((widest, logged) => Math.max(widest, logged.tolerance), 0);
  if (distinct.length < limits.inferredValues || tolerance <= 0) return undefined;
  const most = Math.min(
    limits.inferredCap / tolerance,
    largestTellingSize(distinct.length, tolerance, limits),
  );
  const first = distinct[0]!;
  const width = first.tolerance + rounding;
  for (let size = 2; size <= most; size++) {
    // The test of `fitsSize` on one value, written out: 4 million sizes in 20 ms where none fits.
    const scaled = first.value * size;
    if (Math.abs(Math.round(scaled) - scaled) > width * size || !fitsSize(distinct, size)) continue;
    return chanceOfFit(size, distinct.length, tolerance) < limits.inferredChance ? size : undefined;
  }
  return undefined;
}

/**
 * True if these accuracies show that there are `rows` rows, a number that is known from elsewhere: it is the smallest that
 * fits every value, and the chance of that by accident, Π 2·tolerance·rows over the distinct values, stays below 1 %.
 */
export function showsSize(
  accuracies: readonly LoggedAccuracy[],
  rows: number,
  limits: EvidenceLimits,
): boolean {
  const distinct = distinctValues(accuracies);
  const chance = distinct.reduce((product, { tolerance }) => product * Math.min(1, 2 * tolerance * rows), 1);
  if (distinct.length === 0 || chance >= limits.inferredChance || !fitsSize(distinct, rows)) return false;
  for (let size = 2; size < rows; size++) if (fitsSize(distinct, size)) return false;
  return true;
}

/** Chance that some size up to `size` fits `values` distinct accuracies by accident, Σ (2·tolerance·n)^values. */
function chanceOfFit(size: number, values: number, tolerance: number): number {
  let chance = 0;
  for (let smaller = 1; smaller <= size; smaller++) chance += (2 * tolerance * smaller) ** values;
  return chance;
}

/** A size beyond which `chanceOfFit` is too large: the sum is no less than its integral. */
function largestTellingSize(values: number, tolerance: number, limits: EvidenceLimits): number {
  const integral = limits.inferredChance * (values + 1);
  return (integral / (2 * tolerance) ** values) ** (1 / (values + 1));
}

/** True if every accuracy is some k/`size` within its printing. */
export function fitsSize(accuracies: readonly LoggedAccuracy[], size: number): boolean {
  return accuracies.every(({ value, tolerance }) => {
    return Math.abs(Math.round(value * size) / size - value) <= tolerance + rounding;
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
