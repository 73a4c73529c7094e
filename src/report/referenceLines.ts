import type { RunAnalysis } from '../analysis/analysis.ts';
import { largestClass, totalCount } from '../core/classCounts.ts';
import { entropy } from '../core/referenceLines.ts';

/** What answers that know nothing of the rows score, in accuracy and in loss (nats). */
export interface RunReferenceLines {
  readonly classes?: number;
  readonly majority?: { readonly label: string; readonly share: number };
  /** ln K: the loss of the uniform forecast. */
  readonly guess?: number;
  /** The entropy of the validation shares: the loss of always forecasting them. */
  readonly prior?: number;
}

/** True if a finding says that the logged accuracy counts outputs: no number of rows and no class share goes with it. */
export function isCountedByOutputs({ findings }: RunAnalysis): boolean {
  return findings.some(({ rule }) => rule === 'elementwise-accuracy');
}

/**
 * The reference lines that the class counts of a run's validation set give; the number of classes may be known from other
 * rows, or from a line of the log. None for an accuracy that counts outputs: its
 * loss is most likely a mean over outputs too.
 */
export function runReferenceLines(run: RunAnalysis): RunReferenceLines {
  if (isCountedByOutputs(run)) return {};
  const counts = run.classCounts.validation;
  const { train, all } = run.classCounts;
  const counted = Math.max(counts?.size ?? 0, train?.size ?? 0, all?.size ?? 0);
  const classes = counted > 0 ? counted : (run.told?.classes?.number ?? 0);
  const guess = classes > 1 ? { classes, guess: Math.log(classes) } : {};
  const largest = counts === undefined ? undefined : largestClass(counts);
  if (counts === undefined || largest === undefined) return guess;
  const total = totalCount(counts);
  if (!(total > 0)) return guess;
  return {
    ...guess,
    majority: { label: largest.label, share: largest.count / total },
    prior: entropy(counts.values()),
  };
}
