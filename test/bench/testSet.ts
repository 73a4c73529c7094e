import type { BenchRun } from './pack/benchRun.ts';

export function classesOf({ validationCounts }: BenchRun): number {
  return validationCounts.length;
}

export function last<T>(values: readonly T[]): NonNullable<T> {
  return values.at(-1)!;
}

/** Every class has as many validation rows as the others. */
export function hasEqualClasses({ validationCounts }: BenchRun): boolean {
  return new Set(validationCounts).size === 1;
}

/** Validation rows are a sample of what the test set shows, and its numbers are finite. */
export function comparable({ facts, truth }: BenchRun): boolean {
  return facts.validation === 'sample' && truth.loss.every((loss) => loss !== null);
}

export function compare(
  run: BenchRun,
  is: (truth: { loss: number; accuracy: number; classes: number }) => boolean,
): boolean | undefined {
  if (!comparable(run) || run.facts.accuracy !== 'rows') return undefined;
  const { crossEntropy, accuracy } = run.truth;
  return is({ loss: last(crossEntropy), accuracy: last(accuracy), classes: classesOf(run) });
}

export function ofRows(
  run: BenchRun,
  is: (truth: { accuracy: number; balanced: number; recalls: number[] }) => boolean,
): boolean | undefined {
  const recalls = run.end.recalls.flatMap((recall, label) =>
    run.validationCounts[label]! > 0 ? [recall ?? 0] : [],
  );
  if (!comparable(run) || run.facts.accuracy !== 'rows' || recalls.length < 2) return undefined;
  const balanced = recalls.reduce((sum, recall) => sum + recall, 0) / recalls.length;
  return is({ accuracy: last(run.truth.accuracy), balanced, recalls });
}

export function ofScores(
  run: BenchRun,
  is: (truth: { accuracy: number; confidence: number }) => boolean,
): boolean | undefined {
  const confidence = run.truth.confidence.at(-1);
  if (!comparable(run) || run.rows?.scores === undefined || typeof confidence !== 'number') return undefined;
  return is({ accuracy: last(run.truth.accuracy), confidence });
}

export function majority({ validationCounts }: BenchRun): number {
  return Math.max(...validationCounts) / validationCounts.reduce((sum, count) => sum + count, 0);
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Of an odd number of values, or the upper one of two in the middle. */
export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? NaN;
}
