import type { BenchRun, Logged } from '../pack/benchRun.ts';

/** Writes the log of a run as one framework writes it. */
export interface Renderer {
  readonly id: string;
  readonly title: string;
  /** File name that the framework gives it. */
  readonly file: string;
  /** True if the file is written anew at every epoch: then there is nothing to follow line by line. */
  readonly rewritten: boolean;
  /** The finished file; undefined where the run lacks what this framework would log. */
  write(run: BenchRun): string | undefined;
}

/** One epoch as it was logged, zero-based. */
export interface LoggedEpoch {
  readonly epoch: number;
  readonly loss: Logged;
  readonly accuracy: Logged;
  readonly validationLoss: Logged;
  readonly validationAccuracy: Logged;
}

export function epochsOf({ log }: BenchRun): LoggedEpoch[] {
  return log.loss.map((loss, epoch) => ({
    epoch,
    loss,
    accuracy: log.accuracy[epoch]!,
    validationLoss: log.validationLoss[epoch]!,
    validationAccuracy: log.validationAccuracy[epoch]!,
  }));
}

/** A float32 as Python prints it after it became a double. */
export function float32(value: Logged): string {
  return typeof value === 'string' ? value : shortest(Math.fround(value));
}

/** Python's `repr` of a double. */
export function shortest(value: number): string {
  const text = String(value);
  if (Number.isInteger(value) && !text.includes('e')) return `${text}.0`;
  return Math.abs(value) < 1e-4 && value !== 0 ? paddedExponent(value.toExponential()) : text;
}

/** Python's `%.4f`. */
export function fixed(value: Logged, decimals: number): string {
  return typeof value === 'string' ? value : value.toFixed(decimals);
}

/** Python's `%.4g`. */
export function general(value: Logged, digits: number): string {
  if (typeof value === 'string') return value;
  const rounded = Number(value.toPrecision(digits));
  return Math.abs(rounded) < 1e-4 && rounded !== 0
    ? paddedExponent(rounded.toExponential())
    : String(rounded);
}

/** Python writes exponents with at least two digits. */
export function paddedExponent(text: string): string {
  return text.replace(/e([+-])(\d)$/, 'e$10$2');
}
