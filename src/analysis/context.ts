import type { StatedAims } from '../core/decisions/decide.ts';
import type { Split } from '../core/trainingRun.ts';
import type { Limits } from '../core/limits.ts';
import type { ReadResult } from '../formats/format.ts';
import type { Declared } from './openReader.ts';

/** A document that was read, as the analysis takes it. Paths use `/`, whatever the system. */
export interface SourceDocument {
  readonly path: string;
  readonly format: string;
  readonly result: ReadResult;
  /** What the person declared about it. */
  readonly options?: Declared;
  /** Other files that the document was made of as well. */
  readonly parts?: readonly string[];
}

/** Files counted in class folders: `data/train` with its classes. */
export interface FolderCounts {
  readonly path: string;
  readonly split: Split;
  readonly counts: ReadonlyMap<string, number>;
}

/** Everything besides the documents that an analysis depends on. */
export interface AnalysisContext {
  readonly limits: Limits;
  /** Bytes of `.imbalance-lens.json` decoded, with its path; absent where there is none. */
  readonly config?: { readonly path: string; readonly text: string };
  readonly folderCounts: readonly FolderCounts[];
  /** Paths of logs that are still being written. */
  readonly live: readonly string[];
  /** Declared in the command line; they go before the configuration's. */
  readonly declared: {
    readonly classCounts?: ReadonlyMap<string, number>;
    readonly classWeights?: ReadonlyMap<string, number>;
    /** Labels from the lowest class to the highest. */
    readonly orderedClasses?: readonly string[];
  } & StatedAims;
}
