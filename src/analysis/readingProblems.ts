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
      const kind = result.document?.kind;
      const hasRuns = kind === 'log' || kind === 'scalars' || kind === 'classReport';
      const owners = runs.filter(({ files }) =>
        files.some((file) => file.path === path && !(hasRuns && file.role === 'classCounts')),
      );
      for (const { evidence } of hasRuns ? ownerOf(owners, problem) : owners) {
        byRun.set(evidence.id, [...(byRun.get(evidence.id) ?? []), { ...problem, file: path }]);
      }
    }
  }
  return byRun;
}

function ownerOf(runs: readonly OwningRun[], { line }: Problem): readonly OwningRun[] {
  const ordered = [...runs].sort((a, b) => beginningOf(a) - beginningOf(b));
  if (line === undefined) {
    const trainings = ordered.filter(({ evidence }) => evidence.log !== undefined);
    return (trainings.length === 0 ? ordered : trainings).slice(-1);
  }
  const begun = ordered.filter((run) => beginningOf(run) <= line);
  return begun.length === 0 ? ordered.slice(0, 1) : begun.slice(-1);
}

/** The line of the first epoch of a training, or of the header of a report. */
function beginningOf({ evidence: { log, classReport, classRates } }: OwningRun): number {
  return log?.run.epochs[0]?.line ?? (classReport ?? classRates)?.report.line ?? 0;
}
