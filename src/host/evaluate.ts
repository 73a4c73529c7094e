import * as vscode from 'vscode';
import type { FileReport } from '../analysis/analysis.ts';
import type { Question } from '../formats/format.ts';
import { clean } from '../report/clean.ts';
import { activeFile } from './activeFile.ts';
import { addToConfig } from './configFile.ts';
import { configName } from './configName.ts';
import type { Project, ProjectFile } from './project.ts';
import type { Projects } from './projects.ts';
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
  await parts.projects.settled();
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
  await project.update([file], []);
  let report = project.reportOf(file.uri);
  const format = report?.format === undefined ? { format: 'predictions' } : {};
  if (format.format !== undefined) {
    const known = report;
    // The header says nothing of predictions, but the person does: then only the columns are to be asked for.
    await project.choose(file, format);
    report = project.reportOf(file.uri);
    // What the file is says more than which columns it lacks.
    if (refusalOf(known) !== undefined && refusalOf(report) !== undefined) {
      void vscode.window.showErrorMessage(whyNot(known, file.path));
      return undefined;
    }
  }
  const columns: Record<string, string> = {};
  for (let asked = 0; report?.question !== undefined && asked < mostQuestions; asked++) {
    const { question } = report;
    const answer =
      question.about === 'activation'
        ? await askActivation(question, file.path)
        : await askColumn(question, file.path);
    if (answer === undefined) return undefined;
    if (answer === asTheyAre) break;
    columns[question.about] = answer;
    await project.choose(file, { ...format, columns });
    report = project.reportOf(file.uri);
  }
  const view = runWith(parts, file.uri);
  if (view === undefined) {
    void vscode.window.showErrorMessage(whyNot(report, file.path));
    return undefined;
  }
  if (Object.keys(columns).length > 0) await offerToRemember(project, file, columns);
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
  { views }: EvaluateParts,
  title = 'Evaluate Predictions',
  chosen?: vscode.Uri,
): Promise<vscode.Uri | undefined> {
  interface Item extends vscode.QuickPickItem {
    readonly uri?: vscode.Uri;
  }
  const items = views().flatMap(({ project, run }): Item[] => {
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
  const browse: Item = { label: '$(folder-opened) Choose a file…' };
  const picked = await vscode.window.showQuickPick([...items, browse], {
    title,
    placeHolder:
      items.length === 0
        ? 'No prediction file was found in this workspace'
        : 'A file with actual and predicted labels',
  });
  if (picked !== browse) return picked?.uri;
  const opened = await vscode.window.showOpenDialog({
    title: 'A file with actual and predicted labels',
    filters: {
      'Prediction files': ['csv', 'tsv', 'txt', 'json', 'jsonl', 'ndjson', 'parquet', 'pq', 'npy', 'npz'],
    },
  });
  return opened?.[0];
}

/** The answer that leaves scores unused. */
const asTheyAre = '';

/** What scores beyond [0, 1] are: logits, or nothing that probabilities can be made of. */
async function askActivation({ candidates }: Question, path: string): Promise<string | undefined> {
  const [activation = 'softmax'] = candidates;
  const items: readonly (vscode.QuickPickItem & { answer: string })[] = [
    {
      label: `They are logits: apply ${activation}`,
      detail: 'Then log loss, curves and calibration are computed.',
      answer: activation,
    },
    {
      label: 'Leave the scores out',
      detail: 'Recall, precision and F1 of each class need the predicted classes only.',
      answer: asTheyAre,
    },
  ];
  const picked = await vscode.window.showQuickPick(items, {
    title: clean(path),
    placeHolder: 'The scores are no probabilities. What are they?',
    ignoreFocusOut: true,
  });
  return picked?.answer;
}

const questions: Readonly<Record<Exclude<Question['about'], 'activation'>, string>> = {
  actual: 'Which column holds the true class?',
  predicted: 'Which column holds the predicted class?',
  scores: 'Which column holds the score?',
};

async function askColumn(question: Question, path: string): Promise<string | undefined> {
  const candidates = new Set(question.candidates);
  const ordered = [...question.candidates, ...question.columns.filter((column) => !candidates.has(column))];
  const items = ordered.map((column): vscode.QuickPickItem & { column: string } => {
    const index = question.columns.indexOf(column);
    const sample = question.sample.map((row) => clean(row[index] ?? '', 40)).join(', ');
    return {
      label: clean(column),
      description: candidates.has(column) ? 'likely' : '',
      detail: sample,
      column,
    };
  });
  const picked = await vscode.window.showQuickPick(items, {
    title: clean(path),
    placeHolder: questions[question.about === 'activation' ? 'scores' : question.about],
    ignoreFocusOut: true,
  });
  return picked?.column;
}

async function offerToRemember(
  project: Project,
  file: ProjectFile,
  columns: Record<string, string>,
): Promise<void> {
  const always = `Remember in ${configName}`;
  const picked = await vscode.window.showQuickPick([always, 'Only in this window'], {
    title: clean(file.path),
    placeHolder: 'Keep these columns for this file?',
  });
  if (picked !== always) return;
  const written = await addToConfig(project.root, (config) => {
    const before =
      typeof config['columns'] === 'object' && config['columns'] !== null ? config['columns'] : {};
    config['columns'] = { ...before, [`/${file.path}`]: columns };
  });
  if (!written)
    void vscode.window.showErrorMessage(`${configName} is not plain JSON, so the columns were not written.`);
}

function refusalOf(report: FileReport | undefined): string | undefined {
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
