import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { FolderCounts, SourceDocument } from '../../src/analysis/context.ts';
import type { PredictionTable } from '../../src/core/predictionTable.ts';
import type { Epoch, Reading, TrainingRun } from '../../src/core/trainingRun.ts';

type Logged = number | string | null;

/** One training run whose truth is known from a large test set. Counts and recalls are by class index. */
export interface LabelledRun {
  readonly name: string;
  readonly seed: number;
  readonly cfg: { readonly weights: string };
  readonly K: number;
  readonly train_counts: readonly number[];
  readonly val_counts: readonly number[];
  readonly log: readonly Readonly<Record<string, Logged>>[];
  /** Truth at each epoch. */
  readonly truth: readonly {
    readonly acc: number;
    readonly loss: number | null;
    readonly conf: number | null;
  }[];
  /** Truth at the last epoch; `conf` is the mean probability of the predicted class. */
  readonly truth_last: {
    readonly acc: number;
    readonly loss: number | null;
    readonly conf: number | null;
    readonly rec: readonly (number | null)[];
    readonly pred_share: readonly number[];
    readonly train_eval_acc: number;
  };
  readonly y?: readonly number[];
  readonly pred?: readonly number[];
  readonly p?: readonly (readonly (number | null)[])[];
}

/** Reads runs from gzipped JSON lines. */
export function readRuns(path: string): LabelledRun[] {
  const text = gunzipSync(readFileSync(path))
    .toString('utf8')
    .replaceAll(/\bNaN\b/g, 'null');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as LabelledRun);
}

const columns = [
  ['loss', 'train', 'loss'],
  ['accuracy', 'train', 'accuracy'],
  ['val_loss', 'validation', 'loss'],
  ['val_accuracy', 'validation', 'accuracy'],
] as const;

/** A float32 up to 1 (3e-8) rounded to the 7 decimals of the data (5e-8). */
const fullTolerance = 8e-8;

/** The log as a writer would print it with so many decimals; undefined is the full precision of the data. */
export function trainingRun(run: LabelledRun, decimals?: number): TrainingRun {
  const tolerance = decimals === undefined ? fullTolerance : 0.5 * 10 ** -decimals;
  const epochs = run.log.map((logged, index): Epoch => {
    const readings = columns.flatMap(([column, split, metric], position): Reading[] => {
      const value = logged[column];
      const span = { line: index + 1, start: 10 * position, end: 10 * position + 9 };
      if (value === undefined) return [];
      if (typeof value !== 'number') return [{ split, metric, value: { notFinite: 'nan' }, tolerance, span }];
      const printed = decimals === undefined ? value : Number(value.toFixed(decimals));
      return [{ split, metric, value: printed, tolerance, span }];
    });
    return { epoch: index, line: index + 1, readings };
  });
  return { epochs, averagesExactly: true };
}

/** The predictions on the validation rows at the last epoch, where the data has them. */
export function predictionTable(run: LabelledRun): PredictionTable | undefined {
  if (run.y === undefined || run.pred === undefined) return undefined;
  return {
    kind: 'predictions',
    labels: Array.from({ length: run.K }, (_, index) => String(index)),
    actual: Int32Array.from(run.y),
    predicted: Int32Array.from(run.pred),
    ...scoresOf(run),
    rowLines: Int32Array.from(run.y, (_, row) => row + 1),
    columns: { actual: { name: 'actual' }, predicted: { name: 'predicted' } },
    skipped: new Map(),
  };
}

/** The probabilities; none where some are NaN, as a reader would leave such rows out. */
function scoresOf({ p }: LabelledRun): Pick<PredictionTable, 'scores'> {
  const values = p?.flat().filter((score) => score !== null) ?? [];
  return p === undefined || values.length < p.length * p[0]!.length
    ? {}
    : { scores: Float64Array.from(values) };
}

/** The documents of a run: its log, and its predictions where they exist and are wanted. */
export function documentsOf(run: TrainingRun, table?: PredictionTable): SourceDocument[] {
  const log: SourceDocument = {
    path: 'run/training.log',
    format: 'bench',
    result: { document: { kind: 'log', runs: [run] }, problems: [] },
  };
  if (table === undefined) return [log];
  return [
    log,
    { path: 'run/val_predictions.csv', format: 'bench', result: { document: table, problems: [] } },
  ];
}

/** The validation rows of a run as class folders would give them. */
export function folderCounts(run: LabelledRun): FolderCounts[] {
  const counts = new Map(run.val_counts.map((count, index) => [String(index), count]));
  return [{ path: 'run/val', split: 'validation', counts }];
}

/** The training and validation rows of a run as a counts file gives them. */
export function countFile(run: LabelledRun): SourceDocument {
  const counts = (rows: readonly number[]): Map<string, number> =>
    new Map(rows.map((count, index) => [String(index), count]));
  return {
    path: 'run/class_counts.json',
    format: 'bench',
    result: {
      document: { kind: 'classCounts', train: counts(run.train_counts), validation: counts(run.val_counts) },
      problems: [],
    },
  };
}
