import * as vscode from 'vscode';
import type { FileReport } from '../analysis/analysis.ts';
import type { OpenOptions } from '../protocol/engine.ts';
import { clean } from '../report/clean.ts';
import { activeFile } from './activeFile.ts';
import { asTheyAre, askAbout } from './columnQuestions.ts';
import type { Project, ProjectFile } from './project.ts';
import type { Projects } from './projects.ts';
import { offerToRemember } from './remember.ts';
import type { RunView } from './runs.ts';
import { hasFile } from './runs.ts';

export interface EvaluateParts {
  readonly projects: Projects;
  /** All runs, newest first. */
  views(): readonly RunView[];
}

/** Columns that a prediction file may be asked for; a fourth question would mean that the answers do not help. */
const mostQuestions = 3;

/**
 * "Evaluate Predictions": the given file, else the active one, else one that the person picks. It asks only what the
 * file does not say, and gives the run to show; undefined if the person stopped or there is nothing to show.
 */
export async function evaluatePredictions(
  parts: EvaluateParts,
  target?: vscode.Uri,
): Promise<RunView | undefined> {
  await parts.projects.settled(target ?? activeFile());
  const uri = target ?? activePredictions(parts) ?? (await pickFile(parts));
  if (uri === undefined) return undefined;
  const { project, file } = await parts.projects.projectOf(uri);
  return vscode.window.withProgress(
    { location: vscode.ProgressLocation.Window, title: `Evaluating ${clean(file.path)}` },
    () => evaluateFile(parts, project, file),
  );
}

async function evaluateFile(
  parts: EvaluateParts,
  project: Project,
  file: ProjectFile,
): Promise<RunView | undefined> {
  await project.readNow(file);
  const known = project.reportOf(file.uri);
  if (known?.format !== undefined) return askWhatIsMissing(parts, project, file, {});
  // The header says nothing of predictions, but the person does: then only the columns are to be asked for.
  const options = { format: 'predictions' };
  await project.choose(file, options);
  // What the file is says more than which columns it lacks.
  if (refusalOf(known) !== undefined && refusalOf(project.reportOf(file.uri)) !== undefined) {
    void vscode.window.showErrorMessage(whyNot(known, file.path));
    return undefined;
  }
  return askWhatIsMissing(parts, project, file, options);
}

/**
 * Asks what a file that is read does not say of its columns, gives the run that it is part of, and offers to remember
 * what was chosen: `chosen`, and the answers.
 */
export async function askWhatIsMissing(
  parts: EvaluateParts,
  project: Project,
  file: ProjectFile,
  options: OpenOptions,
  chosen: Pick<OpenOptions, 'columns'> & { readonly header?: readonly string[] } = {},
): Promise<RunView | undefined> {
  let { columns = {}, header = [] } = chosen;
  let report = project.reportOf(file.uri);
  for (let asked = 0; report?.question !== undefined && asked < mostQuestions; asked++) {
    const { question } = report;
    const answer = await askAbout(question, file.path);
    if (answer === undefined) return undefined;
    if (answer === asTheyAre) break;
    columns = { ...columns, [question.about]: answer };
    if (question.columns.length > 0) header = question.columns;
    await project.choose(file, { ...options, columns });
    report = project.reportOf(file.uri);
  }
  const view = runWith(parts, file.uri);
  if (view === undefined) {
    void vscode.window.showErrorMessage(whyNot(report, file.path));
    return undefined;
  }
  if (Object.keys(columns).length > 0) await offerToRemember(project, file, { columns }, header);
  return view;
}

/** True for files that say how rows were answered. */
function holdsAnswers(role: FileReport['role']): boolean {
  return role === 'predictions' || role === 'classReport';
}

/** The run that a prediction file or a classification report is part of. */
function runWith({ views }: EvaluateParts, uri: vscode.Uri): RunView | undefined {
  return views().find(({ project, run }) =>
    run.files.some(
      ({ path, role }) => holdsAnswers(role) && project.uriOf(path).toString() === uri.toString(),
    ),
  );
}

/** The file of the active editor, or the predictions of the run that it belongs to. */
export function activePredictions(parts: EvaluateParts): vscode.Uri | undefined {
  const active = activeFile();
  if (active === undefined) return undefined;
  const owner = runWith(parts, active);
  if (owner !== undefined) return active;
  const log = parts.views().find((view) => hasFile(view, active));
  const predictions = log?.run.files.find(({ role }) => holdsAnswers(role));
  if (log !== undefined && predictions !== undefined) return log.project.uriOf(predictions.path);
  return /\.(?:csv|tsv|jsonl|ndjson|parquet|pq|np[yz])$/i.test(active.path) ? active : undefined;
}

/** A prediction file that the person picks among those of the workspace, but for one that is chosen already. */
export async function pickFile(
  { views, projects }: EvaluateParts,
  title = 'Evaluate Predictions',
  chosen?: vscode.Uri,
): Promise<vscode.Uri | undefined> {
  interface Item extends vscode.QuickPickItem {
    readonly uri?: vscode.Uri;
  }
  const known = (): Item[] =>
    views().flatMap(({ project, run }): Item[] => {
      const predictions = run.files.find(({ role }) => holdsAnswers(role));
      if (predictions === undefined || project.uriOf(predictions.path).toString() === chosen?.toString())
        return [];
      return [
        {
          label: clean(predictions.path),
          description: `${run.evaluation?.rows ?? 0} rows`,
          uri: project.uriOf(predictions.path),
        },
      ];
    });
  // The list opens at once and says that it is busy while files are still read.
  const items = projects.settled().then((): Item[] => {
    const files = known();
    const none = files.length === 0 ? { description: 'no prediction file was found in this workspace' } : {};
    return [...files, { label: '$(folder-opened) Choose a file…', ...none }];
  });
  const picked = await vscode.window.showQuickPick(items, {
    title,
    placeHolder: 'A file with actual and predicted labels',
  });
  if (picked === undefined || picked.uri !== undefined) return picked?.uri;
  const opened = await vscode.window.showOpenDialog({
    title: 'A file with actual and predicted labels',
    filters: {
      'Prediction files': ['csv', 'tsv', 'txt', 'json', 'jsonl', 'ndjson', 'parquet', 'pq', 'npy', 'npz'],
    },
  });
  return opened?.[0];
}

/** Why a file was not read. */
export function refusalOf(report: FileReport | undefined): string | undefined {
  return report?.problems.find(({ kind }) => kind === 'refused')?.message;
}

/** Why a file gives no result, in one line. */
function whyNot(report: FileReport | undefined, path: string): string {
  const refused = refusalOf(report);
  if (refused !== undefined) return refused;
  if (report?.role === 'log')
    return `${clean(path)} is a training log; its findings stand in the editor. Evaluate the predictions of its validation set instead.`;
  if (report?.role === 'classCounts') return `${clean(path)} holds class counts and no predictions.`;
  return `${clean(path)} is not recognised as a prediction file: it needs one row per sample, with a column of true and one of predicted classes (or of probabilities).`;
}
