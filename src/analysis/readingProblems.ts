import type { Problem } from '../core/problem.ts';
import type { SourceDocument } from './context.ts';
import type { GatheredRun } from './gatheredRun.ts';

/** A run with the files that it was gathered from. */
type OwningRun = Pick<GatheredRun, 'evidence' | 'files'>;

/**
 * What the readers noted and left out, by the run it goes to: of a log or of several reports the last one that begins at
 * or above the line, without a line the last of all; of other files every run that they belong to.
 */
export function readingProblems(
  documents: readonly SourceDocument[],
  runs: readonly OwningRun[],
): ReadonlyMap<string, (Problem & { file: string })[]> {
  const byRun = new Map<string, (Problem & { file: string })[]>();
  for (const { path, result } of documents) {
    for (const problem of result.problems) {
      const owners = runs.filter(({ files }) => files.some((file) => file.path === path));
      const kind = result.document?.kind;
      const hasRuns = kind === 'log' || kind === 'classReport';
      for (const { evidence } of hasRuns ? ownerOf(owners, problem) : owners) {
        byRun.set(evidence.id, [...(byRun.get(evidence.id) ?? []), { ...problem, file: path }]);
      }
    }
  }
  return byRun;
}

function ownerOf(runs: readonly OwningRun[], { line }: Problem): readonly OwningRun[] {
  if (line === undefined) return runs.slice(-1);
  const begun = runs.filter(({ evidence: { log, classReport } }) => {
    return (log?.run.epochs[0]?.line ?? classReport?.report.line ?? 0) <= line;
  });
  return begun.length === 0 ? runs.slice(0, 1) : begun.slice(-1);
}
