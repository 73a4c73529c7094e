import { totalCount } from '../core/classCounts.ts';
import type { EvidenceLimits } from '../core/limits.ts';
import type { Problem } from '../core/problem.ts';
import type { ValidationSize } from '../core/runEvidence.ts';
import type { TrainingRun } from '../core/trainingRun.ts';
import { fitsSize, inferValidationSize, showsSize, validationAccuracies } from './validationSize.ts';

/** What the logged accuracies of a run say about a number of validation rows. */
export interface LoggedSize {
  /** Inferred number of rows; exact only if the writer averages over rows. */
  readonly inferred?: number;
  readonly exact: boolean;
  /** True if the logged accuracies show this to be their number of rows; a multiple of it would explain them too. */
  fits(rows: number): boolean;
  /** True if they show this number, which another source names, to be that of their rows, however the writer averages. */
  shows(rows: number): boolean;
  /** True if these rows cannot explain them. */
  contradicts(rows: number): boolean;
  /** True if one of them is no number of right rows of so many, though they are too few to tell how many there are. */
  rulesOut(rows: number): boolean;
}

/** The number of rows that the validation accuracies of a run tell; a caller that analyses often remembers it. */
export type InferSize = (run: TrainingRun, limits: EvidenceLimits) => number | undefined;

/** The number of rows that the validation accuracies of a run tell, up to 20 ms for a number. */
export function inferredSize(run: TrainingRun, limits: EvidenceLimits): number | undefined {
  return inferValidationSize(validationAccuracies(run), limits);
}

/** Reads the validation accuracies of a run; without a run nothing fits and nothing contradicts. */
export function loggedSize(
  run: TrainingRun | undefined,
  limits: EvidenceLimits,
  sizeWith: InferSize = inferredSize,
): LoggedSize {
  const accuracies = run === undefined ? [] : validationAccuracies(run);
  const inferred = run === undefined ? undefined : sizeWith(run, limits);
  const exact = run?.averagesExactly === true || run?.countsRows === true;
  const tells = exact && inferred !== undefined;
  return {
    ...(inferred === undefined ? {} : { inferred }),
    exact,
    fits: (rows) => tells && rows === inferred,
    shows: (rows) => showsSize(accuracies, rows, limits),
    contradicts: (rows) => tells && !fitsSize(accuracies, rows),
    rulesOut: (rows) => exact && !fitsSize(accuracies, rows),
  };
}

/** The sources of a number of validation rows, each with the words that name it in a note. */
export interface SizeSources {
  readonly setting?: number;
  /** Rows of the predictions that stand for the run. */
  readonly predictions?: ReadonlyMap<string, number>;
  /** Supports of the classification report that stands for the run. */
  readonly report?: ReadonlyMap<string, number>;
  readonly counts?: ReadonlyMap<string, number>;
  readonly countsName: string;
  /** What the log tells, with the number of classes where it tells that too. */
  readonly log?: { readonly rows: number; readonly line: number; readonly classes?: number };
}

/**
 * The number of validation rows: a setting, else the predictions or the report, else the class counts, else what a line of
 * the log tells, else what the steps of the accuracy tell. What the steps rule out is named in a note; only a setting is
 * used all the same.
 */
export function resolveSize(
  sources: SizeSources,
  logged: LoggedSize,
): { size?: ValidationSize; problems: Problem[] } {
  const problems: Problem[] = [];
  const check = (rows: number, start: string, used: string): boolean => {
    if (!logged.contradicts(rows)) return true;
    const message =
      `${start} ${rows} validation rows, but the logged accuracies are multiples of 1/${logged.inferred ?? 0}. ` +
      `${used}; check that this describes the validation set of this run.`;
    problems.push({ kind: 'note', message });
    return false;
  };
  const { setting, predictions, report, counts, countsName, log } = sources;
  if (setting !== undefined) {
    check(setting, 'The settings give', 'The setting is used');
    return { size: { value: setting, source: 'setting', exact: true }, problems };
  }
  if (predictions !== undefined) {
    return { size: { value: totalCount(predictions), source: 'predictions', exact: true }, problems };
  }
  if (report !== undefined) {
    return { size: { value: totalCount(report), source: 'report', exact: true }, problems };
  }
  const total = counts === undefined ? undefined : totalCount(counts);
  // An accuracy counted by outputs is a whole number of rows times classes, and speaks of these very rows.
  const byOutputs = total !== undefined && countsOutputs(logged, total, counts!.size);
  const countsStart = `${countsName} give`;
  if (
    total !== undefined &&
    (byOutputs || check(total, countsStart, 'Their sum is not used, their shares are'))
  ) {
    return { size: { value: total, source: 'counts', exact: true }, problems };
  }
  if (log !== undefined) {
    if (!logged.rulesOut(log.rows) || countsOutputs(logged, log.rows, log.classes ?? 0)) {
      return { size: { value: log.rows, source: 'log', exact: true }, problems };
    }
    const message =
      `Line ${log.line + 1} of the log tells of ${log.rows} validation rows, but its accuracies are not whole numbers of so ` +
      `many. The number is not used; check whether all of these rows are validated on, and counted once each.`;
    problems.push({ kind: 'note', message });
  }
  const { inferred, exact } = logged;
  if (inferred === undefined) return { problems };
  return { size: { value: inferred, source: 'inferred', exact }, problems };
}

/** True if these rows cannot explain the logged accuracies and their outputs, one a class, can. */
function countsOutputs(logged: LoggedSize, rows: number, classes: number): boolean {
  return classes > 2 && logged.contradicts(rows) && !logged.contradicts(rows * classes);
}
