import * as vscode from 'vscode';
import { clean } from '../report/clean.ts';
import { activeFile } from './activeFile.ts';
import { askMapping } from './columnQuestions.ts';
import { askWhatIsMissing, pickFile, refusalOf } from './evaluate.ts';
import type { EvaluateParts } from './evaluate.ts';
import type { RunView } from './runs.ts';

/**
 * "Map Columns": the person says which columns of the given file, else of the active one, hold what, whatever it was
 * taken for. Gives the run to show; undefined if they stopped or there is nothing to show.
 */
export async function mapColumns(parts: EvaluateParts, target?: vscode.Uri): Promise<RunView | undefined> {
  await parts.projects.settled(target ?? activeFile());
  const uri = target ?? activeFile() ?? (await pickFile(parts, 'Map Columns'));
  if (uri === undefined) return undefined;
  const { project, file } = await parts.projects.projectOf(uri);
  const asked = await project.columnsOf(file);
  if (asked.question === undefined) {
    const why = refusalOf(asked) ?? 'It is no table with one row per sample.';
    void vscode.window.showErrorMessage(`${clean(file.path)} has no columns to choose from: ${why}`);
    return undefined;
  }
  const columns = await askMapping(asked.question, file.path);
  if (columns === undefined) return undefined;
  const options = { format: 'predictions' };
  await project.choose(file, { ...options, columns });
  return askWhatIsMissing(parts, project, file, options, { columns, header: asked.question.columns });
}
