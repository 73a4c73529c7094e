import * as vscode from 'vscode';
import { clean } from '../report/clean.ts';
import type { ComparedFile, Comparisons } from './comparisons.ts';
import type { EvaluateParts } from './evaluate.ts';
import { activeFile } from './activeFile.ts';
import { activePredictions, evaluatePredictions, pickFile } from './evaluate.ts';
import type { RunView } from './runs.ts';

interface CompareParts extends EvaluateParts {
  readonly comparisons: Comparisons;
}

/**
 * "Compare Predictions": the given files, else the active one with one that the person picks, else two picks. Gives the
 * run of the first file, whose report shows the comparison, and how it ended; undefined if the person stopped.
 */
export async function comparePredictions(
  parts: CompareParts,
  targets: readonly vscode.Uri[],
): Promise<{ view: RunView; outcome: string } | undefined> {
  if (targets.length > 2) throw new Error(`${targets.length} files are selected. Select two to compare.`);
  const active = activeFile();
  const near = targets.length > 0 ? targets : active === undefined ? [] : [active];
  for (const uri of near) await parts.projects.settled(uri);
  const title = 'Compare Predictions';
  const first = targets[0] ?? activePredictions(parts) ?? (await pickFile(parts, `${title}: first file`));
  if (first === undefined) return undefined;
  const other =
    targets[1] ??
    (await pickFile(parts, `${title}: ${clean(vscode.workspace.asRelativePath(first))} with`, first));
  if (other === undefined) return undefined;
  const b = await predictionsOf(parts, other);
  const a = b && (await predictionsOf(parts, first));
  if (a === undefined || b === undefined) return undefined;
  const { kind } = await parts.comparisons.set(a.view, a.file, b.file);
  return { view: a.view, outcome: kind };
}

/** A file with its run, read as predictions; undefined, with the reason said, if it holds none. */
async function predictionsOf(
  parts: CompareParts,
  uri: vscode.Uri,
): Promise<{ view: RunView; file: ComparedFile } | undefined> {
  const view = await evaluatePredictions(parts, uri);
  if (view === undefined) return undefined;
  const { project, run } = view;
  const file = run.files.find(
    ({ path, role }) => role === 'predictions' && project.uriOf(path).toString() === uri.toString(),
  );
  if (file !== undefined) return { view, file: { project, path: file.path } };
  const name = clean(vscode.workspace.asRelativePath(uri));
  void vscode.window.showErrorMessage(
    `${name} is a classification report, which has no rows to compare. Write one row per sample instead.`,
  );
  return undefined;
}
