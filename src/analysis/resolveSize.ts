import { totalCount } from '../core/classCounts.ts';
import type { EvidenceLimits } from '../core/limits.ts';
import type { Problem } from '../core/problem.ts';
import type { ValidationSize } from '../core/runEvidence.ts';
import type { TrainingRun } from '../core/trainingRun.ts';
import { fitsSize, inferValidationSize, validationAccuracies } from './validationSize.ts';

/** What the logged accuracies of a run say about a number of validation rows. */
export interface LoggedSize {
  /** Inferred number of rows; exact only if the writer averages over rows. */
  readonly inferred?: number;
  readonly exact: boolean;
  /** True if the logged accuracies show this to be their number of rows; a multiple of it would explain them too. */
  fits(rows: number): boolean;
  /** True if these rows cannot explain them. */
  contradicts(rows: number): boolean;
}

/** Reads the validation accuracies of a run; without a run nothing fits and nothing contradicts. */
export function loggedSize(run: TrainingRun | undefined, limits: EvidenceLimits): LoggedSize {
  const accuracies = run === undefined ? [] : validationAccuracies(run);
  const inferred = inferValidationSize(accuracies, limits);
  const exact = run?.averagesExactly === true || run?.countsRows === true;
  const tells = exact && inferred !== undefined;
  return {
    ...(inferred === undefined ? {} : { inferred }),
    exact,
    fits: (rows) => tells && rows === inferred,
    contradicts: (rows) => tells && !fitsSize(accuracies, rows),
  };
}

const settingName = 'The settings';

/** The sources of a number of validation rows, each with the words that name it in a note. */
export interface SizeSources {
  readonly setting?: number;
  /** Rows of the predictions that stand for the run. */
  readonly predictions?: ReadonlyMap<string, number>;
  /** Supports of the classification report that stands for the run. */
  readonly report?: ReadonlyMap<string, number>;
  readonly counts?: ReadonlyMap<string, number>;
  readonly countsName: string;
}

/**
 * The number of validation rows: a setting, else the predictions or the report, else the class counts, else what the steps of the
 * accuracy tell. A setting or counts that the steps rule out are named in a note; the counts are then not used.
 */
export function resolveSize(
  sources: SizeSources,
  logged: LoggedSize,
): { size?: ValidationSize; problems: Problem[] } {
  const problems: Problem[] = [];
  const check = (rows: number, name: string): boolean => {
    if (!logged.contradicts(rows)) return true;
    const used = name === settingName ? 'The setting is used' : 'Their sum is not used, their shares are';
    const message =
      `${name} give ${rows} validation rows, but the logged accuracies are multiples of 1/${logged.inferred ?? 0}. ` +
      `${used}; check that they describe the validation set of this run.`;
    problems.push({ kind: 'note', message });
    return false;
  };
  const { setting, predictions, report, counts, countsName } = sources;
  if (setting !== undefined) {
    check(setting, settingName);
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
  if (total !== undefined && (byOutputs || check(total, countsName))) {
    return { size: { value: total, source: 'counts', exact: true }, problems };
  }
  const { inferred, exact } = logged;
  if (inferred === undefined) return { problems };
  return { size: { value: inferred, source: 'inferred', exact }, problems };
}

/** True if these rows cannot explain the logged accuracies and their outputs, one a class, can. */
function countsOutputs(logged: LoggedSize, rows: number, classes: number): boolean {
  return classes > 2 && logged.contradicts(rows) && !logged.contradicts(rows * classes);
}
