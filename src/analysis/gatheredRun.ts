import type { Problem } from '../core/problem.ts';
import type { Rung, RunEvidence } from '../core/runEvidence.ts';
import type { FileRole } from './analysis.ts';

/** What is known of one run, the files it was gathered from, and what did not fit together. */
export interface GatheredRun {
  readonly evidence: RunEvidence;
  readonly rung: Rung;
  /** The folder of its main file, or of its log where that is several files. */
  readonly folder: string;
  /** The id of another run that logs the same training and answers for it. */
  readonly sameTrainingAs?: string;
  readonly files: readonly {
    readonly path: string;
    readonly role: FileRole;
    readonly format: string;
  }[];
  readonly problems: readonly (Problem & { readonly file: string })[];
}
