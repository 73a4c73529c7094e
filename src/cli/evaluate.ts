import { dirname } from 'node:path';
import type { Analysis, RunAnalysis } from '../analysis/analysis.ts';
import type { ReadReport } from '../engine/client.ts';
import { evaluateJson, jsonLine } from '../report/json.ts';
import { runText } from '../report/text.ts';
import { findConfig, type ProjectConfig } from './config.ts';
import { analysisContext, type Work } from './context.ts';
import { openPredictions, refusal, whyNot } from './openPredictions.ts';
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
  const { report, analysis } = await readAndAnalyse(work, file, config);
  const reason = whyNot(file, report);
  if (reason !== undefined) {
    output.unusable(reason);
    return [];
  }
  const found = (analysis?.runs ?? []).filter(({ evaluation }) => evaluation !== undefined);
  if (found.length === 0) {
    output.unusable(
      `${file}: no row could be used. ${refusal(report) ?? 'Look at the file, or name its columns with --columns.'}`,
    );
    return [];
  }
  const runs = found.map((run) => asGiven(run, new Map([[analysisPath(file), file]])));
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
): Promise<{ report: ReadReport | undefined; analysis?: Analysis | undefined }> {
  const path = analysisPath(file);
  try {
    const report = await openPredictions(work, file, config);
    if (whyNot(file, report) !== undefined) return { report };
    return { report, analysis: await work.engine.analyse(analysisContext(work.args, config), [path]) };
  } finally {
    await work.engine.close(path);
  }
}
