import type { RunAnalysis } from '../analysis/analysis.ts';
import type { Project } from './project.ts';

/** A run with the project it belongs to. */
export interface RunView {
  readonly project: Project;
  readonly run: RunAnalysis;
}

/** The series a run belongs to: runs whose names differ only in numbers (`runs/exp6`, `runs/exp7`, `train.log#2`). */
function seriesOf(id: string): string {
  return id.replace(/#\d+$/, '').replace(/\d+/g, '#');
}

/** Later runs first: by the time of their newest file, then by their place in it. */
export function newestFirst(runs: readonly RunView[]): RunView[] {
  const order = new Map(runs.map((view, index) => [view, index]));
  return [...runs].sort(
    (a, b) => b.project.changedAt(b.run) - a.project.changedAt(a.run) || order.get(b)! - order.get(a)!,
  );
}

/** The newest run of each series; `runs` are newest first. */
export function newestOfSeries(runs: readonly RunView[]): RunView[] {
  const seen = new Set<string>();
  return runs.filter(({ project, run }) => {
    const series = `${project.root.toString()} ${seriesOf(run.id)}`;
    if (seen.has(series)) return false;
    seen.add(series);
    return true;
  });
}
