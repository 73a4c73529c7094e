import type { Evaluation } from '../core/evaluation.ts';
import type { PredictionTable } from '../core/predictionTable.ts';
import type { Problem } from '../core/problem.ts';
import type { EpochMatch, Rung, RunEvidence } from '../core/runEvidence.ts';
import type { TrainingRun } from '../core/trainingRun.ts';
import { totalCount } from '../core/classCounts.ts';
import { speaksForRun } from '../rules/places.ts';
import { isSettled } from '../rules/settled.ts';
import { attachPredictions, runId } from './attachPredictions.ts';
import type { PredictionFile } from './attachPredictions.ts';
import { attachReports } from './attachReports.ts';
import type { Config } from './config.ts';
import { validationSizeFor } from './configLookup.ts';
import type { AnalysisContext, SourceDocument } from './context.ts';
import { contradictions } from './contradictions.ts';
import { withoutCopies } from './copiedPredictions.ts';
import { countedReport } from './countedReport.ts';
import { matchEpochs } from './epochMatch.ts';
import { splitOfName } from './fileNames.ts';
import { findClassCounts } from './findClassCounts.ts';
import type { ClassCountsFile } from './findClassCounts.ts';
import type { GatheredRun } from './gatheredRun.ts';
import { groupedBy } from './groupedBy.ts';
import { knownCounts, toldPlaces } from './knownCounts.ts';
import { logFiles } from './logFiles.ts';
import type { LogFile } from './logFiles.ts';
import { orderProblems } from './orderProblems.ts';
import { comparePaths, folderOf } from './paths.ts';
import { readingProblems } from './readingProblems.ts';
import { ratedRuns } from './ratedRuns.ts';
import { withReports } from './reportedPredictions.ts';
import { reportFiles, supportsOf } from './reportFiles.ts';
import type { ReportFile } from './reportFiles.ts';
import { loggedSize, resolveSize } from './resolveSize.ts';
import type { InferSize, LoggedSize } from './resolveSize.ts';
import { answeringRuns } from './sameTraining.ts';
import type { runsOfGroup } from './scalarRuns.ts';
import { rowsSharedWithTraining } from './sharedRows.ts';
import { sizeSources } from './sizeSources.ts';
import { toldOfRun } from './toldOfRun.ts';

/** Computes the metrics of a table; a caller that analyses often may remember the answers by table. */
export type EvaluateTable = (table: PredictionTable) => Evaluation;

/** How metrics are computed and scalars put together; a caller that analyses often remembers the answers. */
export interface GatherWith {
  readonly evaluateTable: EvaluateTable;
  readonly runsWith: typeof runsOfGroup;
  readonly sizeWith: InferSize;
}

/** The files of an analysis by what they are. */
interface Sources {
  readonly logs: readonly LogFile[];
  readonly predictions: readonly PredictionFile[];
  /** What is said of results that are there twice, by the path of the file that counts. */
  readonly twice: ReadonlyMap<string, readonly (Problem & { readonly file: string })[]>;
  readonly reports: readonly ReportFile[];
  readonly counts: readonly ClassCountsFile[];
}

/**
 * Puts logs, predictions and class counts together to runs, ordered by id: one for every run of every log, one for every
 * prediction file and every classification report that belongs to no log.
 */
export function gatherRuns(
  documents: readonly SourceDocument[],
  context: AnalysisContext,
  config: Config,
  gatherWith: GatherWith,
): GatheredRun[] {
  const { evaluateTable, sizeWith } = gatherWith;
  const sources = sortDocuments(documents, gatherWith, context.limits.confidence);
  const attachment = attachPredictions(sources.logs, sources.predictions, context.limits.evidence);
  const attached = new Set([...attachment.byRun.values()].map(({ path }) => path));
  const withoutPredictions = sources.logs.filter(({ id, log }) =>
    log.runs.every((_, index) => !attachment.byRun.has(runId(id, index))),
  );
  const reportByRun = attachReports(withoutPredictions, sources.reports, context.limits.evidence, sizeWith);
  const attachedReports = new Set(reportByRun.values());
  const gathering = { sources, context, config, sizeWith };
  const gathered: GatheredRun[] = [];
  for (const file of sources.logs) {
    file.log.runs.forEach((run, index) => {
      const id = runId(file.id, index);
      const predictions = attachment.byRun.get(id);
      const finished = index < file.log.runs.length - 1 || !isLive(file, context) || reachedPlan(run);
      // Of a model that still learns the counts say nothing of what it will be.
      const counted = predictions === undefined && isSettled(run, finished, context.limits.rules);
      const classReport =
        reportByRun.get(id) ??
        (counted ? countedReport(file, index, context.limits.confidence, evaluateTable) : undefined);
      gathered.push(
        gatherRun(
          {
            id,
            finished,
            log: { file, run, index },
            ...(predictions && { predictions }),
            ...(classReport && { classReport }),
          },
          gathering,
        ),
      );
    });
  }
  for (const predictions of sources.predictions) {
    if (attached.has(predictions.path)) continue;
    const parts = { id: predictions.path, finished: true, predictions };
    gathered.push(gatherRun(parts, gathering));
  }
  for (const classReport of sources.reports) {
    if (attachedReports.has(classReport)) continue;
    const parts = { id: classReport.id, finished: true, classReport };
    gathered.push(gatherRun(parts, gathering));
  }
  gathered.push(...ratedRuns(documents));
  const read = readingProblems(documents, gathered);
  const answers = answeringRuns(gathered);
  return gathered
    .map((run) => ({
      ...run,
      ...(answers.has(run.evidence.id) && { sameTrainingAs: answers.get(run.evidence.id)! }),
      problems: [
        ...(read.get(run.evidence.id) ?? []),
        ...run.problems,
        ...problemsOf(run, attachment.problems),
        ...run.files.flatMap(({ path }) => sources.twice.get(path) ?? []),
      ],
    }))
    .sort((a, b) => comparePaths(a.evidence.id, b.evidence.id));
}

function sortDocuments(
  documents: readonly SourceDocument[],
  { evaluateTable, runsWith }: GatherWith,
  confidence: number,
): Sources {
  const logs = logFiles(documents, runsWith);
  const predictions: PredictionFile[] = [];
  const counts: ClassCountsFile[] = [];
  for (const { path, format, result, parts = [] } of documents) {
    const { document } = result;
    if (document?.kind === 'classCounts') counts.push({ path, format, counts: document });
    if (document?.kind === 'predictions' && document.actual.length > 0) {
      predictions.push({ path, format, parts, table: document, evaluation: evaluateTable(document) });
    }
  }
  const reports = documents.flatMap((document) => reportFiles(document, confidence, evaluateTable));
  const once = withoutCopies(predictions);
  const reported = withReports(once.files, reports);
  return {
    logs,
    predictions: reported.files,
    twice: groupedBy([...once.problems, ...reported.problems], ({ file }) => file),
    reports: reported.reports,
    counts,
  };
}

/** True if one of the files of a log is still being written. */
function isLive({ files }: LogFile, { live }: AnalysisContext): boolean {
  return files.some(({ path }) => live.includes(path));
}

/** True if the writer announced a number of epochs and all are there: the training is over, whoever says it is live. */
function reachedPlan({ epochs, plannedEpochs }: TrainingRun): boolean {
  return plannedEpochs !== undefined && epochs.length >= plannedEpochs;
}

/** Notes about an attachment go to the first run of the file they are about. */
function problemsOf(
  { evidence }: GatheredRun,
  problems: readonly (Problem & { file: string })[],
): (Problem & { file: string })[] {
  return problems.filter(({ file }) => file === evidence.id);
}

/** What all runs of an analysis are gathered from. */
interface Gathering extends Pick<GatherWith, 'sizeWith'> {
  readonly sources: Sources;
  readonly context: AnalysisContext;
  readonly config: Config;
}

/** The main files of a run. */
interface RunParts {
  readonly id: string;
  readonly finished: boolean;
  readonly log?: { readonly file: LogFile; readonly run: TrainingRun; readonly index: number };
  readonly predictions?: PredictionFile;
  readonly classReport?: ReportFile;
}

function gatherRun(parts: RunParts, { sources, context, config, sizeWith }: Gathering): GatheredRun {
  const { id, log, predictions, classReport, finished } = parts;
  const logged = loggedSize(log?.run, context.limits.evidence, sizeWith);
  const support =
    predictions === undefined ? classReport && supportsOf(classReport) : rowsByClass(predictions.table);
  const match = log && predictions && matchOf(log.run, predictions, logged, context);
  const mainFile = log?.file.path ?? predictions?.path ?? classReport?.path ?? id;
  const folder = log?.file.folder ?? folderOf(mainFile);
  const found = findClassCounts(folder, sources.counts, context.folderCounts, logged.fits);
  const told = log && toldOfRun(log.file.log, log.index, logged.shows);

  const speaks = classReport !== undefined || speaksForRun(log?.run, match);
  const standing = speaks ? support : undefined;
  const known = knownCounts({
    declared: {
      validation: context.declared.classCounts ?? config.classCounts.validation,
      train: config.classCounts.train,
    },
    found,
    told,
    folder,
  });
  const train = known.train?.counts;
  const validation = standing ?? known.validation?.counts ?? support;

  const { size, problems } = resolveSize(
    sizeSources({
      setting: validationSizeFor(config, context.config?.path ?? '', mainFile),
      ...(standing && { standing: { rows: standing, of: standingOf(classReport) } }),
      known,
      told,
    }),
    logged,
  );
  const places =
    told && toldPlaces(told, known, { sizeSource: size?.source, isStanding: standing !== undefined });
  const countsFiles = [
    known.train?.source === 'file' ? found.train?.file : undefined,
    standing === undefined && known.validation?.source === 'file' ? found.validation?.file : undefined,
  ];
  return {
    evidence: {
      id,
      ...(log === undefined ? {} : { log: { file: log.file.path, run: log.run } }),
      ...(predictions === undefined
        ? {}
        : { predictions: predictionsOf(predictions, match, sources, context) }),
      ...(classReport === undefined
        ? {}
        : {
            classReport: {
              file: classReport.path,
              report: classReport.report,
              evaluation: classReport.evaluation,
            },
          }),
      classCounts: {
        ...(train === undefined ? {} : { train }),
        ...(validation === undefined ? {} : { validation }),
        ...(known.all === undefined ? {} : { all: known.all }),
      },
      ...(places === undefined ? {} : { told: places }),
      ...(size === undefined ? {} : { validationSize: size }),
      finished,
    },
    rung: rungOf(parts, (train ?? validation ?? known.all) !== undefined),
    folder,
    files: filesOf(parts, countsFiles),
    problems: [
      ...(log?.run === log?.file.log.runs[0] ? (log?.file.problems ?? []) : []),
      ...(log === undefined ? [] : found.problems),
      ...(standing === undefined ? known.problems : []),
      ...problems,
      ...orderProblems(predictions, context, config),
      ...contradictions(predictions, {
        ...(match && { match }),
        ...(found.validation && { counts: found.validation }),
        ...(support && { support }),
      }),
    ].map((problem) => ({ file: mainFile, ...problem })),
  };
}

/** The source that the rows of each class come from. */
function standingOf(classReport: ReportFile | undefined): 'predictions' | 'report' | 'counts' {
  if (classReport === undefined) return 'predictions';
  return classReport.counted === true ? 'counts' : 'report';
}

/** The matching epochs; none if the logged accuracies rule out the number of rows, whatever one of them may be. */
function matchOf(
  run: TrainingRun,
  predictions: PredictionFile,
  logged: LoggedSize,
  context: AnalysisContext,
): EpochMatch {
  if (logged.contradicts(totalCount(rowsByClass(predictions.table)))) return { epochIndices: [] };
  return matchEpochs(run, predictions, context.limits.evidence);
}

function predictionsOf(
  file: PredictionFile,
  match: EpochMatch | undefined,
  sources: Sources,
  context: AnalysisContext,
): NonNullable<RunEvidence['predictions']> {
  const { path, table, evaluation } = file;
  const split = splitOfName(path);
  const shared = rowsSharedWithTraining(file, sources.predictions, context.limits.rules.predictions);
  return {
    file: path,
    table,
    evaluation,
    ...(match === undefined ? {} : { match }),
    ...(split === undefined ? {} : { split }),
    ...(shared === undefined ? {} : { sharedWithTraining: shared }),
  };
}

function filesOf(
  { log, predictions, classReport }: RunParts,
  counts: readonly (ClassCountsFile | undefined)[],
): GatheredRun['files'] {
  const usedCounts = [...new Set(counts.filter((file) => file !== undefined))];
  return [
    ...(log?.file.files ?? []).map((file) => ({ ...file, role: 'log' as const })),
    ...(predictions === undefined
      ? []
      : [predictions.path, ...predictions.parts]
          .map((path) => ({ path, format: predictions.format }))
          .concat(predictions.copies ?? [])
          .map((file) => ({ ...file, role: 'predictions' as const }))),
    ...(predictions?.reports ?? []).map((file) => ({ ...file, role: 'classReport' as const })),
    ...(classReport === undefined || classReport.counted === true
      ? []
      : [{ path: classReport.path, format: classReport.format }, ...(classReport.copies ?? [])].map(
          (file) => ({ ...file, role: 'classReport' as const }),
        )),
    ...usedCounts.map(({ path, format }) => ({ path, role: 'classCounts' as const, format })),
  ];
}

function rungOf({ predictions, classReport }: RunParts, hasCounts: boolean): Rung {
  if (classReport !== undefined) return 'E2';
  if (predictions !== undefined) return predictions.table.scores === undefined ? 'E2' : 'E3';
  return hasCounts ? 'E1' : 'E0';
}

/** Rows of each class that has any; frequency weights count as so many rows, importance weights as one. */
function rowsByClass({ labels, actual, weights }: PredictionTable): ReadonlyMap<string, number> {
  const rows = new Float64Array(labels.length);
  const counted = weights?.kind === 'frequency' ? weights.values : undefined;
  actual.forEach((label, row) => {
    rows[label]! += counted === undefined ? 1 : counted[row]!;
  });
  return new Map(labels.flatMap((label, index) => (rows[index]! > 0 ? [[label, rows[index]!]] : [])));
}
