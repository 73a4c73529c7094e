import * as vscode from 'vscode';
import type { FileReport } from '../analysis/analysis.ts';
import type { FormatEntry } from '../engine/client.ts';
import { clean } from '../report/clean.ts';
import { activeFile } from './activeFile.ts';
import { refusalOf } from './evaluate.ts';
import type { EvaluateParts } from './evaluate.ts';
import { mapColumns } from './mapColumns.ts';
import { offerToRemember } from './remember.ts';
import type { RunView } from './runs.ts';
import { hasFile } from './runs.ts';

interface Item extends vscode.QuickPickItem {
  /** Absent for headings. */
  readonly format?: string;
}

const nothing = 'nothing';
const table = 'predictions';

/**
 * "Read As": the person says what the given file, else the active one, is, where it was taken for something else or for
 * nothing. Gives the run to show, if it is part of one then.
 */
export async function readAs(parts: EvaluateParts, target?: vscode.Uri): Promise<RunView | undefined> {
  const uri = target ?? activeFile();
  await parts.projects.settled(uri);
  if (uri === undefined) {
    void vscode.window.showErrorMessage('Open the file first, or choose Read As in the explorer.');
    return undefined;
  }
  const { project, file } = await parts.projects.projectOf(uri);
  await project.readNow(file);
  const report = project.reportOf(uri);
  const formats = await project.formats();
  const picked = await vscode.window.showQuickPick<Item>(itemsFor(formats, report), {
    title: clean(file.path),
    placeHolder: `${readNow(formats, report)} What is it?`,
    matchOnDescription: true,
    ignoreFocusOut: true,
  });
  if (picked?.format === undefined) return undefined;
  if (picked.format === table) return mapColumns(parts, uri);
  await project.choose(file, { format: picked.format });
  const refused = refusalOf(project.reportOf(uri));
  if (picked.format !== nothing && refused !== undefined) {
    await project.choose(file, {});
    void vscode.window.showErrorMessage(`${clean(file.path)}, read as ${picked.label}: ${refused}`);
    return undefined;
  }
  const { question } = await project.columnsOf(file);
  await offerToRemember(project, file, { readAs: picked.format }, question?.columns);
  return parts.views().find((view) => hasFile(view, uri));
}

function readNow(formats: readonly FormatEntry[], report: FileReport | undefined): string {
  const now = formats.find(({ id }) => id === report?.format);
  return now === undefined ? 'It is not read.' : `It is read as: ${now.title}.`;
}

const roles: Readonly<Record<FormatEntry['role'], string>> = {
  log: 'Training logs',
  predictions: 'Predictions',
  classReport: 'Results by class',
  classCounts: 'Class counts and names',
};

/** What fits its content first, then a table with columns to choose, then every format by what it is of. */
function itemsFor(formats: readonly FormatEntry[], report: FileReport | undefined): Item[] {
  const item = ({ id, title }: FormatEntry): Item => ({ label: title, description: id, format: id });
  const fitting = (report?.candidates ?? []).flatMap((id) => formats.filter((format) => format.id === id));
  const heading = (label: string): Item => ({ label, kind: vscode.QuickPickItemKind.Separator });
  return [
    ...(fitting.length === 0 ? [] : [heading('Fits its content'), ...fitting.map(item)]),
    heading('In any case'),
    { label: 'A table of predictions: choose its columns…', format: table },
    { label: 'Nothing of this: leave the file alone', format: nothing },
    ...Object.entries(roles).flatMap(([role, title]) => [
      heading(title),
      ...formats.filter((format) => format.role === role).map(item),
    ]),
  ];
}
