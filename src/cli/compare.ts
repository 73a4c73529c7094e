import { dirname } from 'node:path';
import { comparisonJson } from '../report/comparisonJson.ts';
import { comparisonText } from '../report/comparisonText.ts';
import { refusalSentence } from '../report/comparisonWords.ts';
import { jsonLine } from '../report/json.ts';
import { findConfig } from './config.ts';
import { analysisContext, type Work } from './context.ts';
import { openPredictions, whyNot } from './openPredictions.ts';
import { analysisPath } from './paths.ts';
import { Unusable } from './unusable.ts';
import { withProgress } from './withProgress.ts';

/** Compares two prediction files of the same rows. Throws `Unusable` where they are not. */
export async function compareFiles(work: Work): Promise<void> {
  const { args, engine, output } = work;
  const [a, b] = args.paths as [string, string];
  const paths = [analysisPath(a), analysisPath(b)] as const;
  try {
    for (const file of [a, b]) await withProgress(output, file, open(work, file));
    const { limits } = analysisContext(args, findConfig(args, dirname(a)));
    const result = await withProgress(output, `${a} and ${b}`, engine.compare(paths, limits));
    if (result.kind === 'refused') throw new Unusable(`A ${a}, B ${b}: ${refusalSentence(result, [a, b])}`);
    output.result(
      args.json ? jsonLine(comparisonJson(result, [a, b])) : comparisonText(result, [a, b], output),
    );
  } finally {
    for (const path of paths) await engine.close(path);
  }
}

async function open(work: Work, file: string): Promise<void> {
  const config = findConfig(work.args, dirname(file));
  for (const line of config.problems) work.output.remark(line);
  const { report } = await openPredictions(work, file, config);
  const reason = whyNot(file, report);
  if (reason !== undefined) throw new Unusable(reason);
  if (report?.role !== 'predictions')
    throw new Unusable(`${file}: this is a classification report, which has no rows to compare.`);
}
