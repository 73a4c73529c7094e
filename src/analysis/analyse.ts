import { decide } from '../core/decisions/decide.ts';
import { evaluate } from '../core/evaluate.ts';
import type { Evaluation } from '../core/evaluation.ts';
import type { Finding } from '../core/finding.ts';
import type { EvaluateOptions } from '../core/metricInput.ts';
import type { PredictionTable } from '../core/predictionTable.ts';
import type { Problem } from '../core/problem.ts';
import type { ScalarLog } from '../core/scalarSeries.ts';
import { sampleSizes } from '../core/sampleSize.ts';
import { allFormats } from '../formats/recognise.ts';
import { rules } from '../rules/all.ts';
import { applyPolicy } from '../rules/policy.ts';
import { roleOf } from './analysis.ts';
import type { Analysis, FileReport, RunAnalysis } from './analysis.ts';
import { compareFound } from './compareFound.ts';
import type { CompareFound } from './compareFound.ts';
import { emptyConfig, parseConfig } from './config.ts';
import type { Config } from './config.ts';
import { muteReason } from './configLookup.ts';
import type { AnalysisContext, SourceDocument } from './context.ts';
import { correctedByPriors } from './correctedByPriors.ts';
import { comparedRight, withEarlierRuns } from './earlierRuns.ts';
import { gatherRuns } from './evidence.ts';
import type { GatheredRun } from './gatheredRun.ts';
import { comparePaths, nameOf } from './paths.ts';
import { reconcileRun } from './reconcileRun.ts';
import { inferredSize } from './resolveSize.ts';
import type { InferSize } from './resolveSize.ts';
import { runsOfGroup } from './scalarRuns.ts';

/**
 * The whole answer for a set of documents: configuration, runs with their evidence, metrics, findings. Pure: the same
 * documents and context give the same analysis, runs and files ordered by path with numbers by their value.
 *
 * `evaluateWith` may be given by a caller that analyses the same tables again and again and remembers their metrics;
 * `decideWith`, `compareWith`, `runsWith` and `sizeWith` likewise.
 */
export function analyse(
  documents: readonly SourceDocument[],
  context: AnalysisContext,
  evaluateWith: typeof evaluate = evaluate,
  decideWith: typeof decide = decide,
  compareWith: CompareFound = compareFound,
  runsWith: typeof runsOfGroup = runsOfGroup,
  sizeWith: InferSize = inferredSize,
): Analysis {
  const { config, problems } =
    context.config === undefined ? { config: emptyConfig, problems: [] } : parseConfig(context.config.text);
  const options = evaluateOptions(context, config);
  const evaluateTable = (table: PredictionTable): Evaluation => evaluateWith(table, options);
  const gathered = gatherRuns(documents, context, config, { evaluateTable, runsWith, sizeWith });
  const runs = withEarlierRuns(gathered, context.limits, compareWith).map((run) =>
    analyseRun(withReconciled(withDecisions(run, context, config, decideWith), options), context, config),
  );
  const configReport = context.config === undefined ? [] : [{ path: context.config.path, problems }];
  const used = new Set(runs.flatMap((run) => run.files.map(({ path }) => path)));
  const files = [...documents.map((document) => fileReport(document, used)), ...configReport];
  return { runs, files: files.sort((a, b) => comparePaths(a.path, b.path)) };
}

/** The limits' confidence and resampling, and the class weights and order that were declared or configured. */
function evaluateOptions(context: AnalysisContext, config: Config): EvaluateOptions {
  const classWeights = context.declared.classWeights ?? config.classWeights;
  const { confidence, resampling } = context.limits;
  const orderedClasses = context.declared.orderedClasses ?? config.orderedClasses;
  return {
    confidence,
    resampling,
    ...(classWeights === undefined ? {} : { classWeights }),
    ...(orderedClasses === undefined ? {} : { orderedClasses }),
  };
}

/** The run with what other thresholds and answers would do to its predictions, which the rules read as well. */
function withDecisions(
  run: GatheredRun,
  { limits, declared }: AnalysisContext,
  { aims }: Config,
  decideWith: typeof decide,
): GatheredRun {
  const { predictions, classCounts } = run.evidence;
  if (predictions === undefined) return run;
  const { confidence, resampling } = limits;
  const costs = declared.costs ?? aims.costs;
  const deploymentPrior = declared.deploymentPrior ?? aims.deploymentPrior;
  const objective = declared.objective ?? aims.objective;
  const decisions = decideWith(predictions.table, {
    confidence,
    resampling,
    decisions: limits.decisions,
    ...(classCounts.train === undefined ? {} : { trainCounts: classCounts.train }),
    ...(costs === undefined ? {} : { costs }),
    ...(deploymentPrior === undefined ? {} : { deploymentPrior }),
    ...(objective === undefined ? {} : { objective }),
  });
  if (decisions === undefined) return run;
  return { ...run, evidence: { ...run.evidence, predictions: { ...predictions, decisions } } };
}

/** The run with what its log means by the names of its numbers, which the rules read as well. */
function withReconciled(run: GatheredRun, options: EvaluateOptions): GatheredRun {
  const { predictions } = run.evidence;
  const reconciled = reconcileRun(run.evidence, options);
  if (predictions === undefined || reconciled.length === 0) return run;
  return { ...run, evidence: { ...run.evidence, predictions: { ...predictions, reconciled } } };
}

function analyseRun(run: GatheredRun, context: AnalysisContext, config: Config): RunAnalysis {
  const { evidence, rung, sameTrainingAs, files, problems } = run;
  const { log, predictions, classReport, classRates, validationSize, classCounts, told } = evidence;
  const findings = findingsOf(run, context, config);
  const priorCorrection = correctedByPriors(evidence, findings);
  const earlier = comparedRight(evidence);
  return {
    id: evidence.id,
    ...(log?.run.name === undefined ? {} : { name: log.run.name }),
    rung,
    ...(sameTrainingAs === undefined ? {} : { sameTrainingAs }),
    files: files.map((file) => ({ ...file, formatTitle: titleOf(file.format) })),
    ...(validationSize === undefined ? {} : { validationSize }),
    classCounts,
    ...(told === undefined ? {} : { told }),
    epochs: log?.run.epochs ?? [],
    ...(log?.run.unnumbered === true ? { unnumbered: true as const } : {}),
    ...(log?.run.plannedEpochs === undefined ? {} : { plannedEpochs: log.run.plannedEpochs }),
    finished: evidence.finished,
    ...(predictions === undefined
      ? {}
      : {
          evaluation: withSampleSizes(predictions.evaluation, context),
          ...(predictions.match === undefined ? {} : { match: predictions.match }),
          ...(predictions.reconciled === undefined ? {} : { reconciled: predictions.reconciled }),
          predictions: { columns: predictions.table.columns, skipped: predictions.table.skipped },
          ...(predictions.decisions === undefined ? {} : { decisions: predictions.decisions }),
        }),
    ...(classReport === undefined ? {} : { evaluation: withSampleSizes(classReport.evaluation, context) }),
    ...(classRates === undefined ? {} : { classRates: classRates.evaluation }),
    ...(priorCorrection === undefined ? {} : { priorCorrection }),
    ...(earlier === undefined ? {} : { earlier }),
    findings,
    problems,
  };
}

function withSampleSizes(evaluation: Evaluation, { limits }: AnalysisContext): Evaluation {
  return { ...evaluation, sampleSizes: sampleSizes(evaluation, limits.halfWidths) };
}

function titleOf(format: string): string {
  return allFormats().find(({ id }) => id === format)?.title ?? format;
}

function findingsOf(
  { evidence, sameTrainingAs }: GatheredRun,
  context: AnalysisContext,
  config: Config,
): Finding[] {
  const found = rules
    .filter(({ id }) => config.severities.get(id) !== 'off')
    .flatMap((rule) => rule.check(evidence, context.limits) ?? []);
  const configPath = context.config?.path ?? '';
  const marked = applyPolicy(found, rules, evidence, {
    severities: config.severities,
    mutedBecause: (rule, run) => muteReason(config, configPath, rule, run),
  });
  if (sameTrainingAs === undefined) return marked;
  return marked.map((finding) => ({ suppressedBy: 'same-training', ...finding }));
}

function fileReport({ path, format, result }: SourceDocument, used: ReadonlySet<string>): FileReport {
  const { document, problems } = result;
  const unused = document?.kind === 'scalars' && !used.has(path) ? [noClassifier(document, path)] : [];
  return {
    path,
    ...(document === undefined ? {} : { role: roleOf(document.kind) }),
    format,
    problems: [...problems, ...unused],
    ...(result.question === undefined ? {} : { question: result.question }),
  };
}

/** What is said of scalars that make no run, alone and with what lies beside them. */
function noClassifier({ series }: ScalarLog, path: string): Problem {
  const names = series.map(({ name }) => `'${name === '' ? nameOf(path) : name}'`);
  const more = names.length > 4 ? ` and ${names.length - 4} more` : '';
  const message = `Holds ${names.slice(0, 4).join(', ')}${more}: no metric of a classifier, alone or with the files beside it. Nothing is said of it.`;
  return { kind: 'refused', message, quiet: true };
}
