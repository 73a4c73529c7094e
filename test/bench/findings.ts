import { analyse } from '../../src/analysis/analyse.ts';
import type { FolderCounts, SourceDocument } from '../../src/analysis/context.ts';
import { evaluate } from '../../src/core/evaluate.ts';
import type { Evaluation } from '../../src/core/evaluation.ts';
import type { Finding } from '../../src/core/finding.ts';
import { defaultLimits } from '../../src/core/limits.ts';
import type { Limits } from '../../src/core/limits.ts';
import type { PredictionTable } from '../../src/core/predictionTable.ts';
import type { BenchRun } from './pack/benchRun.ts';
import type { ValidationSize } from '../../src/core/runEvidence.ts';
import { labelOf } from './labels.ts';
import { idsAndTraining, predictionText } from './predictionText.ts';
import { beside, growingDocuments, readPredictions, readRendered } from './readRendered.ts';
import type { Renderer } from './renderers/renderer.ts';

/** What stands beside a log: nothing, its class folders, or the predictions of its last epoch. */
export const evidences = ['log', 'counts', 'predictions'] as const;
export type EvidenceKind = (typeof evidences)[number];

/** No rule reads a resampled interval, and they would take nearly all of the time. */
export const benchLimits: Limits = {
  ...defaultLimits,
  resampling: { ...defaultLimits.resampling, draws: 2, steps: 0 },
};

const evaluations = new WeakMap<
  NonNullable<BenchRun['rows']>,
  { table: PredictionTable; evaluation: Evaluation }
>();

const found = new WeakMap<BenchRun, Map<string, readonly Finding[] | undefined>>();

/** The findings on a finished run, remembered since every claim asks for them; undefined where its log is not read, or there are no such predictions. */
export function findingsOf(
  run: BenchRun,
  renderer: Renderer,
  evidence: EvidenceKind,
): readonly Finding[] | undefined {
  const known = found.get(run) ?? new Map<string, readonly Finding[] | undefined>();
  found.set(run, known);
  const key = `${renderer.id} ${evidence}`;
  if (!known.has(key)) known.set(key, findingsOnce(run, renderer, evidence));
  return known.get(key);
}

function findingsOnce(
  run: BenchRun,
  renderer: Renderer,
  evidence: EvidenceKind,
): readonly Finding[] | undefined {
  if (run.facts.file !== undefined && evidence !== 'predictions') return undefined;
  const text = renderer.write(run);
  const log = text === undefined ? undefined : readRendered(renderer, text);
  if (log === undefined) return undefined;
  if (evidence !== 'predictions') return analysed(run, log, evidence, []);
  if (run.facts.file !== undefined) return findingsIn([log, ...changedFiles(run)], [], [], evaluateBriefly);
  const known = evaluated(run);
  if (known === undefined) return undefined;
  const { table, evaluation } = known;
  const predictions: SourceDocument = {
    path: beside('val_predictions.csv'),
    format: 'predictionCsv',
    result: { document: table, problems: [] },
  };
  return findingsIn([log, predictions], [], [], () => evaluation);
}

/** A prediction file that was changed is written and read as a person's is, with the training rows that it has ids of. */
function changedFiles(run: BenchRun): SourceDocument[] {
  const known = idsAndTraining(run);
  return [
    readPredictions('val_predictions.csv', predictionText(run, known?.ids)),
    ...(known === undefined ? [] : [readPredictions('train_predictions.csv', known.training)]),
  ];
}

const { confidence, resampling } = benchLimits;
const evaluateBriefly = (table: PredictionTable): Evaluation => evaluate(table, { confidence, resampling });

/** The findings after each line of a log that grows beside its class folders. */
export function* growingFindings(run: BenchRun, renderer: Renderer): Generator<readonly Finding[]> {
  for (const log of growingDocuments(renderer, renderer.write(run) ?? '')) {
    yield analysed(run, log, 'counts', [log.path]);
  }
}

/** The number of validation rows that a finished log tells by itself. */
export function inferredSize(log: SourceDocument): ValidationSize | undefined {
  const context = { limits: benchLimits, folderCounts: [], live: [], declared: {} };
  return analyse([log], context).runs[0]?.validationSize;
}

function analysed(
  run: BenchRun,
  log: SourceDocument,
  evidence: 'log' | 'counts',
  live: readonly string[],
): readonly Finding[] {
  return findingsIn([log], evidence === 'counts' ? folderCounts(run) : [], live);
}

function findingsIn(
  documents: readonly SourceDocument[],
  folders: readonly FolderCounts[],
  live: readonly string[],
  evaluateWith: typeof evaluate = evaluate,
): readonly Finding[] {
  const context = { limits: benchLimits, folderCounts: folders, live, declared: {} };
  const { runs } = analyse(documents, context, evaluateWith);
  return runs.find(({ id }) => id === documents[0]!.path)?.findings ?? [];
}

/** The rows of a run as class folders would give them. */
function folderCounts({ trainCounts, validationCounts }: BenchRun): FolderCounts[] {
  const counted = (counts: readonly number[]): Map<string, number> =>
    new Map(counts.flatMap((count, index) => (count > 0 ? [[labelOf(index), count] as const] : [])));
  return [
    { path: beside('train'), split: 'train', counts: counted(trainCounts) },
    { path: beside('val'), split: 'validation', counts: counted(validationCounts) },
  ];
}

function evaluated({
  rows,
  validationCounts,
}: BenchRun): { table: PredictionTable; evaluation: Evaluation } | undefined {
  if (rows === undefined) return undefined;
  const known = evaluations.get(rows);
  if (known !== undefined) return known;
  const table = predictionTable(rows, validationCounts.length);
  const made = { table, evaluation: evaluateBriefly(table) };
  evaluations.set(rows, made);
  return made;
}

/** The predictions on the validation rows at the last epoch, as a file with all columns gives them. */
function predictionTable(rows: NonNullable<BenchRun['rows']>, classes: number): PredictionTable {
  const scores = rows.scores;
  const span = { line: 0, start: 0, end: 6 };
  return {
    kind: 'predictions',
    labels: Array.from({ length: classes }, (_, index) => labelOf(index)),
    actual: Int32Array.from(rows.actual),
    predicted: Int32Array.from(rows.predicted),
    ...(scores === undefined ? {} : { scores: Float64Array.from(scores, (score) => score / 1e6) }),
    rowLines: Int32Array.from(rows.actual, (_, row) => row + 1),
    columns: { actual: { name: 'actual', span }, predicted: { name: 'predicted', span } },
    skipped: new Map(),
  };
}
