import { evaluateRates } from '../core/evaluateRates.ts';
import { runId } from './attachPredictions.ts';
import type { SourceDocument } from './context.ts';
import type { GatheredRun } from './gatheredRun.ts';
import { folderOf } from './paths.ts';

/** The runs of files that give rates by class without numbers of rows: nothing tells which log they belong to. */
export function ratedRuns(documents: readonly SourceDocument[]): GatheredRun[] {
  return documents.flatMap(({ path, format, result: { document } }) => {
    if (document?.kind !== 'classReport') return [];
    return (document.rates ?? []).map((report, index): GatheredRun => ({
      evidence: {
        id: runId(path, document.reports.length + index),
        classRates: { file: path, report, evaluation: evaluateRates(report) },
        classCounts: {},
        finished: true,
      },
      rung: 'E2',
      folder: folderOf(path),
      files: [{ path, role: 'classReport', format }],
      problems: [],
    }));
  });
}
