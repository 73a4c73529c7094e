import { readFileSync, writeFileSync } from 'node:fs';
import { gunzipSync, gzipSync } from 'node:zlib';

/** A logged value; one that is not finite as Python prints it. */
export type Logged = number | 'nan' | 'inf';

/** What a training did that its test set cannot tell. */
export interface Facts {
  /** The loss that is logged for training rows and for validation rows; `plain` is unweighted cross-entropy. */
  readonly trainLoss: LossKind;
  readonly validationLoss: LossKind;
  /** Whether the validation rows are a sample of what the test set shows. */
  readonly validation: 'sample' | 'leaked' | 'shuffled' | 'otherShares';
  /** How the logged accuracy is counted. */
  readonly accuracy: 'rows' | 'outputs';
  /** What was done to its prediction file afterwards; absent where that is as the model wrote it. */
  readonly file?: FileChange;
  /** What a column `recall` of its log holds; absent where there is none. */
  readonly recall?: 'weighted' | 'macro';
}

export type FileChange =
  /** No fault: scores of three decimals. */
  | 'rounded'
  /** Answers and scores under the names of other classes. */
  | 'otherNames'
  /** Answers and scores in another order than the labels. */
  | 'shuffledRows'
  /** Score columns, and not the answers, under the names of other classes. */
  | 'otherColumns'
  | 'logits'
  /** One-against-rest scores, which sum to more than one. */
  | 'oneAgainstRest'
  /** The predictions of another run beside this run's log. */
  | 'ofOtherRun'
  /** No fault: ids and a file of training rows, numbered anew in each split by class folders, or without folders. */
  | 'numberedInFolders'
  | 'numbered'
  /** Such files in which most rows are those of the training file. */
  | 'trainedOn';

export type LossKind =
  | 'plain'
  | 'weighted'
  | 'weightedMean'
  | 'smoothed'
  | 'focal'
  | 'penalised'
  | 'mixup'
  | 'softmaxTwice'
  | 'binary';

/**
 * One training run with the truth that a large test set tells. Arrays by epoch, by class index or by validation row;
 * losses in nats, everything else in fractions. A truth that is not finite is null.
 */
export interface BenchRun {
  readonly id: string;
  readonly recipe: string;
  /** What made it: this project's own generator, or the library that trained it. */
  readonly maker: string;
  /** What the recipe is meant to be; whether a run is healthy is for its test set to say. */
  readonly intent: 'healthy' | 'faulty';
  readonly facts: Facts;
  readonly trainCounts: readonly number[];
  readonly validationCounts: readonly number[];
  readonly log: {
    readonly loss: readonly Logged[];
    readonly accuracy: readonly Logged[];
    readonly validationLoss: readonly Logged[];
    readonly validationAccuracy: readonly Logged[];
    readonly validationRecall?: readonly Logged[];
  };
  /** The same validation values as means of the means of batches of 32, as hand-written loops log them. */
  readonly batchMeans?: { readonly loss: readonly Logged[]; readonly accuracy: readonly number[] };
  /** On test rows at the class shares of the validation set, after each epoch. */
  readonly truth: {
    /** Of the loss that is logged for validation. */
    readonly loss: readonly (number | null)[];
    readonly crossEntropy: readonly (number | null)[];
    readonly accuracy: readonly number[];
    /** Mean probability of the predicted class. */
    readonly confidence: readonly (number | null)[];
  };
  /** After the last epoch, by class; a class without test rows has recall null. */
  readonly end: {
    readonly recalls: readonly (number | null)[];
    readonly predictedShares: readonly number[];
    readonly meanScores?: readonly (number | null)[];
    /** On the training rows, with nothing dropped or augmented. */
    readonly trainAccuracy: number;
  };
  /** The validation rows after the last epoch; absent where they were not kept. */
  readonly rows?: {
    readonly actual: readonly number[];
    readonly predicted: readonly number[];
    /** Row-major, in millionths; absent where the model gives no probabilities. */
    readonly scores?: readonly number[];
  };
}

/** The runs of a pack: gzipped JSON lines. */
export function readPack(path: string | URL): BenchRun[] {
  return packLines(path).map((line) => JSON.parse(line) as BenchRun);
}

/** The lines of a pack as they are stored. */
export function packLines(path: string | URL): string[] {
  return gunzipSync(readFileSync(path))
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '');
}

export function writePack(path: string | URL, runs: Iterable<BenchRun>): number {
  const text = [...runs].map((run) => `${JSON.stringify(run)}\n`).join('');
  const bytes = gzipSync(text, { level: 9 });
  writeFileSync(path, bytes);
  return bytes.length;
}

/** The packs that are committed, in the order of the report. */
export const packs: readonly { readonly title: string; readonly path: URL }[] = [
  { title: 'own trainings', path: new URL('trainings.jsonl.gz', import.meta.url) },
  {
    title: 'trainings of scikit-learn, LightGBM and PyTorch',
    path: new URL('libraries.jsonl.gz', import.meta.url),
  },
];
