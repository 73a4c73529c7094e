import type { RunAnalysis } from '../analysis/analysis.ts';

/** What was left out of a run's files, with the line it is said on. Notes stay in the report. */
export function fileProblems(run: RunAnalysis): { file: string; line: number; message: string }[] {
  return run.problems
    .filter((problem) => problem.kind !== 'note')
    .map(({ file, line, message }) => ({ file, line: line ?? 0, message }));
}
