import type * as vscode from 'vscode';
import type { RunAnalysis } from '../analysis/analysis.ts';
import { seriesOf } from '../analysis/series.ts';
import type { Severity } from '../core/finding.ts';
import { shownFindings } from '../report/findingText.ts';
import type { Project } from './project.ts';

/** A run with the project it belongs to, and the other logs of the same training that it answers for. */
export interface RunView {
  readonly project: Project;
  readonly run: RunAnalysis;
  readonly twins: readonly RunAnalysis[];
}

/** The runs of a project, none of a training that another run answers for. */
export function runViews(project: Project): RunView[] {
  const { runs } = project.analysis;
  const twins = new Map<string, RunAnalysis[]>();
  for (const run of runs) {
    if (run.sameTrainingAs === undefined) continue;
    twins.set(run.sameTrainingAs, [...(twins.get(run.sameTrainingAs) ?? []), run]);
  }
  return runs
    .filter(({ sameTrainingAs }) => sameTrainingAs === undefined)
    .map((run) => ({ project, run, twins: twins.get(run.id) ?? [] }));
}

/** True if a run has this id, or answers for the one that has it. */
export function hasId({ project, run, twins }: RunView, id: unknown, root: unknown): boolean {
  return project.root.toString() === root && [run, ...twins].some((one) => one.id === id);
}

/** True if a file is one of a run's, or of those it answers for. */
export function hasFile({ project, run, twins }: RunView, uri: vscode.Uri): boolean {
  return [run, ...twins].some(({ files }) =>
    files.some(({ path }) => project.uriOf(path).toString() === uri.toString()),
  );
}

/** Later runs first: by the time of their newest file, then by their place in it. */
export function newestFirst(runs: readonly RunView[]): RunView[] {
  return runs
    .map((view, index) => ({ view, index, changed: view.project.changedAt(view.run) }))
    .sort((a, b) => b.changed - a.changed || b.index - a.index)
    .map(({ view }) => view);
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

const gravest: readonly Severity[] = ['error', 'warning', 'information', 'hint'];

/** The run with the gravest finding, of equal ones the newest; `runs` are newest first. */
export function mostPressing<T extends Pick<RunView, 'run'>>(runs: readonly T[]): T | undefined {
  const rank = ({ run }: T): number => {
    const ranks = shownFindings(run.findings).map(({ severity }) => gravest.indexOf(severity));
    return Math.min(gravest.length, ...ranks);
  };
  return runs.reduce<T | undefined>(
    (best, view) => (best === undefined || rank(view) < rank(best) ? view : best),
    undefined,
  );
}
