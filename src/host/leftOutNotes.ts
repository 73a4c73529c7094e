import * as vscode from 'vscode';
import { clean } from '../report/clean.ts';
import { leftOutText, olderText } from '../report/leftOutText.ts';
import type { FileTracker } from './fileTracker.ts';

/** What is not read, one line a folder: all of it, and only that there are more runs than are shown. */
export function leftOutNotes(files: Pick<FileTracker, 'leftOut'>): { all: string[]; older: string[] } {
  const several = (vscode.workspace.workspaceFolders?.length ?? 0) > 1;
  const named = (folder: vscode.WorkspaceFolder, text: string): string =>
    several ? `${clean(folder.name)}: ${text}` : text;
  const folders = files.leftOut();
  return {
    all: folders.map(({ folder, leftOut }) => named(folder, leftOutText(leftOut, 'editor'))),
    older: folders.flatMap(({ folder, leftOut }) => {
      const text = olderText(leftOut, 'editor');
      return text === undefined ? [] : [named(folder, text)];
    }),
  };
}
