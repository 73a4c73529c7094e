import { dirname } from 'node:path';
import type { Analysis, RunAnalysis } from '../analysis/analysis.ts';
import { evaluateJson, jsonLine } from '../report/json.ts';
import { runText } from '../report/text.ts';
import { findConfig, type ProjectConfig } from './config.ts';
import { analysisContext, type Work } from './context.ts';
import { openPredictions, refusal, whyNot } from './openPredictions.ts';
import type { OpenedPredictions } from './openPredictions.ts';
import { analysisPath, asGiven } from './paths.ts';
import { lineOf } from './unusable.ts';
import { withProgress } from './withProgress.ts';

/** Evaluates prediction files and classification reports one after the other; a file that cannot be used does not stop the others. */
export async function evaluateFiles(work: Work): Promise<RunAnalysis[]> {
  const runs: RunAnalysis[] = [];
  for (const file of work.args.paths) {
    try {
      runs.push(...(await withProgress(work.output, file, evaluateFile(work, file))));
    } catch (error) {
      work.output.unusable(lineOf(error));
    }
  }
  return runs;
}

/** The run of a prediction file; of a file of classification reports one for each. */
async function evaluateFile(work: Work, file: string): Promise<RunAnalysis[]> {
  const { args, output } = work;
  const config = findConfig(args, dirname(file));
  for (const line of config.problems) output.remark(line);
  const { report, beside, analysis } = await readAndAnalyse(work, file, config);
  const reason = whyNot(file, report);
  if (reason !== undefined) {
    output.unusable(reason);
    return [];
  }
  const found = (analysis?.runs ?? []).filter(
    ({ evaluation, classRates }) => evaluation !== undefined || classRates !== undefined,
  );
  if (found.length === 0) {
    output.unusable(
      `${file}: no row could be used. ${refusalIn(analysis, file) ?? refusal(report) ?? 'Look at the file, or name its columns with --columns.'}`,
    );
    return [];
  }
  const given = new Map([file, ...beside].map((one) => [analysisPath(one), one]));
  const runs = found.map((run) => asGiven(run, given));
  runs.forEach((run, index) => {
    for (const line of unusedWeights(args.classWeights, run)) output.remark(`${run.id}: ${line}`);
    if (args.json) output.result(jsonLine(evaluateJson(run, file)));
    else output.result(`${index > 0 ? '\n' : ''}${runText(run, run.id, output)}`);
  });
  return runs;
}

/** Why class weights from the command line do not reach a number; those of a configuration may be meant for other files. */
function unusedWeights(
  weights: ReadonlyMap<string, number> | undefined,
  { evaluation }: RunAnalysis,
): readonly string[] {
  if (weights === undefined || evaluation === undefined) return [];
  if (!evaluation.hasScores) {
    return ['there is no weighted log loss: it needs a probability for each class.'];
  }
  const { labels } = evaluation;
  return [...weights.keys()]
    .filter((label) => !labels.includes(label))
    .map(
      (label) =>
        `--class-weights names '${label}', which is no class here; the classes are ${labels.join(', ')}.`,
    );
}

/** What a file holds, if it can be evaluated; whatever comes of it, the engine holds it no longer. */
async function readAndAnalyse(
  work: Work,
  file: string,
  config: ProjectConfig,
): Promise<OpenedPredictions & { analysis?: Analysis | undefined }> {
  const path = analysisPath(file);
  const open = [path];
  try {
    const { report, beside } = await openPredictions(work, file, config);
    open.push(...beside.map(analysisPath));
    if (whyNot(file, report) !== undefined) return { report, beside };
    const analysis = await work.engine.analyse(analysisContext(work.args, config), open);
    return { report, beside, ...(analysis && { analysis: ofFile(analysis, path) }) };
  } finally {
    for (const one of open) await work.engine.close(one);
  }
}

/** The runs of an analysis that a file is part of. */
function ofFile({ runs, files }: Analysis, file: string): Analysis {
  return { runs: runs.filter((run) => run.files.some(({ path }) => path === file)), files };
}

function refusalIn(analysis: Analysis | undefined, file: string): string | undefined {
  return refusal(analysis?.files.find(({ path }) => path === analysisPath(file)));
}
