import type { Problem } from '../core/problem.ts';
import type { Rung, RunEvidence } from '../core/runEvidence.ts';

/** What is known of one run, the files it was gathered from, and what did not fit together. */
export interface GatheredRun {
  readonly evidence: RunEvidence;
  readonly rung: Rung;
  /** The id of another run that logs the same training and answers for it. */
  readonly sameTrainingAs?: string;
  readonly files: readonly {
    readonly path: string;
    readonly role: 'log' | 'predictions' | 'classReport' | 'classCounts';
    readonly format: string;
  }[];
  readonly problems: readonly (Problem & { readonly file: string })[];
}
