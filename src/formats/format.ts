import type { ClassCounts } from '../core/classCounts.ts';
import type { ClassReports } from '../core/classReport.ts';
import type { ReadingLimits } from '../core/limits.ts';
import type { ArrayFile } from '../core/numberArrays.ts';
import type { Outline } from '../core/outline.ts';
import type { PredictionTable } from '../core/predictionTable.ts';
import type { Problem } from '../core/problem.ts';
import type { ScalarLog } from '../core/scalarSeries.ts';
import type { TrainingLog } from '../core/trainingRun.ts';

export type Document = TrainingLog | ScalarLog | PredictionTable | ArrayFile | ClassReports | ClassCounts;

/** The start of a file, by which formats recognise it. */
export interface Head {
  /** File name without its folder. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** `bytes` decoded; a character cut at the end is left out. */
  readonly text: string;
  /** True if `bytes` is the whole file. */
  readonly complete: boolean;
}

/** What turns logits into probabilities. */
export type Activation = 'softmax' | 'sigmoid';

/** Which columns of a prediction file mean what; what is absent is inferred. */
export interface ColumnMapping {
  readonly actual?: string;
  readonly predicted?: string;
  /** Prefix of the probability columns (`prob_` for `prob_cat`), or one column's name. */
  readonly scores?: string;
  /** What makes probabilities of the scores, where they are logits: softmax over all classes, sigmoid of one. */
  readonly activation?: Activation;
  readonly weight?: string;
  readonly id?: string;
}

/** What a person said once about all files with these column names, in this order. */
export interface KnownHeader {
  readonly header: readonly string[];
  readonly columns?: ColumnMapping;
  /** Id of the format that such files are read as, or `nothing`. */
  readonly readAs?: string;
}

/** What the person declared about a file. */
export interface ReadOptions {
  readonly columns?: ColumnMapping;
  /** What was declared of files with the same header. */
  readonly headers?: readonly KnownHeader[];
  /** A table is not read: its columns are asked about, whatever they seem to be. */
  readonly ask?: true;
  readonly positiveClass?: string;
  /** Class names by index, from a file near by (`class_indices.json`, `labels.txt`, `config.json`). */
  readonly classNames?: readonly string[];
  readonly limits: ReadingLimits;
}

/** Something that only the person can decide: asked in the editor, refused with the reason in the command line. */
export interface Question {
  readonly about: 'actual' | 'predicted' | 'scores' | 'activation';
  /** Header cells of the file; none where the question is not about a column. */
  readonly columns: readonly string[];
  /** The candidates, best first; may be empty. */
  readonly candidates: readonly string[];
  /** Up to three rows of cells, to show beside the question. */
  readonly sample: readonly (readonly string[])[];
}

/** A document, or the reason why there is none (then one of `problems` is `refused`). Reading never throws. */
export interface ReadResult<D extends Document = Document> {
  readonly document?: D;
  readonly problems: readonly Problem[];
  readonly question?: Question;
  /** True where there is no document because the file ends too early: it is still being written, or was cut. */
  readonly unfinished?: true;
  /** What a binary file holds, where the document does not show it. */
  readonly outline?: Outline;
}

/**
 * Reads a file fed in pieces. `snapshot` is what the complete lines so far say and may be asked at any time, also
 * between pushes; `end` also takes a last line without its newline, and is asked once, after the last push. The result
 * depends on the bytes alone, not on how they were cut. Pushed bytes belong to the reader: the caller does not write to
 * them again.
 */
export interface Reader<D extends Document = Document> {
  push(bytes: Uint8Array): void;
  snapshot(): ReadResult<D>;
  end(): ReadResult<D>;
  /** Work that takes its time, awaited after the last push and before the end is asked for. Never rejects. */
  complete?(): Promise<void>;
  /** True of a file that means nothing before it is whole: what it said last holds until it is whole again. */
  readonly needsAll?: true;
  /** True once no further bytes can change the result, as after a fault: the rest of the file need not be read. */
  full?(): boolean;
}

/** One file format: it says how sure it is of a head and makes readers. */
export interface Format<D extends Document = Document> {
  /** camelCase, stable: `kerasCsvLogger`. */
  readonly id: string;
  readonly title: string;
  readonly kind: D['kind'];
  /** How sure the content is of this format: 0 not at all, 1 beyond doubt; the name may add at most 0.1. */
  recognise(head: Head): number;
  reader(options: ReadOptions): Reader<D>;
}
