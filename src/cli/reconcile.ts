import { dirname } from 'node:path';
import { jsonLine } from '../report/json.ts';
import { reconcileJson, reconcileText } from '../report/reconcileText.ts';
import { findConfig } from './config.ts';
import type { Work } from './context.ts';
import { openPredictions, whyNot } from './openPredictions.ts';
import { analysisPath } from './paths.ts';
import { lineOf, Unusable } from './unusable.ts';
import { withProgress } from './withProgress.ts';

/** Says which definitions give the logged numbers on the rows of a prediction file; there are no findings. */
export async function reconcileFile(work: Work): Promise<[]> {
  const file = work.args.paths[0]!;
  try {
    work.output.result(await withProgress(work.output, file, reconciled(work, file)));
  } catch (error) {
    work.output.unusable(lineOf(error));
  }
  return [];
}

async function reconciled(work: Work, file: string): Promise<string> {
  const { args, engine, output } = work;
  const config = findConfig(args, dirname(file));
  for (const line of config.problems) output.remark(line);
  const path = analysisPath(file);
  try {
    const { report } = await openPredictions(work, file, config);
    if (report?.role === 'classReport')
      throw new Unusable(`${file}: this is a classification report; reconcile needs the predicted rows.`);
    const reason = whyNot(file, report);
    if (reason !== undefined) throw new Unusable(reason);
    const orderedClasses = args.orderedClasses ?? config.config.orderedClasses;
    const classWeights = args.classWeights ?? config.config.classWeights;
    const reconciliation = await engine.reconcile(path, {
      values: args.values ?? [],
      ...(args.batch === undefined ? {} : { batch: args.batch }),
      ...(classWeights === undefined ? {} : { classWeights }),
      ...(orderedClasses === undefined ? {} : { orderedClasses }),
    });
    if (reconciliation.rows === 0) throw new Unusable(`${file}: no row could be used.`);
    return args.json
      ? jsonLine(reconcileJson(reconciliation, file))
      : reconcileText(reconciliation, file, output.width);
  } finally {
    await engine.close(path);
  }
}
