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
import { beside, growingDocuments, readRendered } from './readRendered.ts';
import type { Renderer } from './renderers/renderer.ts';

/** What stands beside a log: nothing, its class folders, or the predictions of its last epoch. */
export const evidences = ['log', 'counts', 'predictions'] as const;
export type EvidenceKind = (typeof evidences)[number];

/** No rule reads a resampled interval, and they would take nearly all of the time. */
export const benchLimits: Limits = {
  ...defaultLimits,
  resampling: { ...defaultLimits.resampling, draws: 2, steps: 0 },
};

const evaluations = new WeakMap<BenchRun, { table: PredictionTable; evaluation: Evaluation }>();

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
  const text = renderer.write(run);
  const log = text === undefined ? undefined : readRendered(renderer, text);
  if (log === undefined) return undefined;
  if (evidence !== 'predictions') return analysed(run, log, evidence, []);
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
  return analyse(documents, context, evaluateWith).runs[0]?.findings ?? [];
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

/** Text that sorts as its class index does. */
export function labelOf(index: number): string {
  return `class ${String(index).padStart(2, '0')}`;
}

function evaluated(run: BenchRun): { table: PredictionTable; evaluation: Evaluation } | undefined {
  const known = evaluations.get(run);
  const table = known?.table ?? predictionTable(run);
  if (known !== undefined || table === undefined) return known;
  const { confidence, resampling } = benchLimits;
  const made = { table, evaluation: evaluate(table, { confidence, resampling }) };
  evaluations.set(run, made);
  return made;
}

/** The predictions on the validation rows at the last epoch, as a file with all columns gives them. */
function predictionTable({ rows, validationCounts }: BenchRun): PredictionTable | undefined {
  if (rows === undefined) return undefined;
  const scores = rows.scores;
  const span = { line: 0, start: 0, end: 6 };
  return {
    kind: 'predictions',
    labels: validationCounts.map((_, index) => labelOf(index)),
    actual: Int32Array.from(rows.actual),
    predicted: Int32Array.from(rows.predicted),
    ...(scores === undefined ? {} : { scores: Float64Array.from(scores, (score) => score / 1e6) }),
    rowLines: Int32Array.from(rows.actual, (_, row) => row + 1),
    columns: { actual: { name: 'actual', span }, predicted: { name: 'predicted', span } },
    skipped: new Map(),
  };
}
