import type { Split } from './trainingRun.ts';

/** A definition with its value on the rows of the prediction file. */
export interface FittingDefinition {
  readonly id: string;
  readonly title: string;
  readonly value: number;
}

/** A logged number of one epoch that is not what its name says, as the rows of the prediction file tell. */
export interface ReconciledReading {
  /** As written in the file. */
  readonly epoch: number;
  /** Zero-based line of the log. */
  readonly line: number;
  /** Absent for final values that do not say of which rows they are. */
  readonly split?: Split;
  /** As in the reading. */
  readonly metric: string;
  readonly logged: number;
  readonly tolerance: number;
  /** What the name means, and its value on these rows; absent for a name of the person's own. */
  readonly own?: FittingDefinition;
  /** What it is instead, one for each distinct number; empty if it is no known definition. */
  readonly fits: readonly FittingDefinition[];
  /** Distinct numbers it was compared with. */
  readonly tried: number;
  /** Where it fits nothing. */
  readonly nearest?: FittingDefinition;
  /** `is` where the epoch is known to be the file's, `may` where only this number says so. */
  readonly verb: 'is' | 'may';
}
