import type { Finding } from '../../src/core/finding.ts';
import type { BenchRun } from './pack/benchRun.ts';

/** Whether something is true of a run, or undefined where its test set cannot tell. */
export type Truth = (run: BenchRun) => boolean | undefined;

/** What a rule claims, told by the test set. */
export interface Claim {
  /** Rule id. */
  readonly rule: string;
  /** What is true where the rule should fire. */
  readonly title: string;
  /** Findings that make the claim; all of the rule without. */
  readonly makes?: (finding: Finding) => boolean;
  /** One truth for the run, or one for each class, which a finding claims by naming it. */
  readonly truth: Truth | { readonly ofClass: (run: BenchRun, label: number) => boolean | undefined };
  /** True for a statement about how the log is written, which makes no run unhealthy. */
  readonly harmless?: true;
  /** Copies of healthy runs that it is also judged on: with another prediction file, or a log with a column of recall. */
  readonly also?: 'files' | 'columns';
}

export const isGrave = ({ severity }: Finding): boolean => severity === 'warning' || severity === 'error';
export const isSlight = (finding: Finding): boolean => !isGrave(finding);
