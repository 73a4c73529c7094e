import * as vscode from 'vscode';
import type { FileFacts, FolderEntry, FolderReader } from '../analysis/folderReader.ts';

/** The folders below one that VS Code alone can reach, for the walk that finds files. */
export function virtualFolders(base: vscode.Uri): FolderReader {
  const { fs } = vscode.workspace;
  return {
    async *list(path): AsyncGenerator<readonly FolderEntry[]> {
      const listed = await fs.readDirectory(vscode.Uri.joinPath(base, path));
      yield listed.map(([name, type]) => entryOf(name, type));
    },
    stat: async (path): Promise<FileFacts | undefined> => {
      try {
        const { type, size, mtime } = await fs.stat(vscode.Uri.joinPath(base, path));
        return type === vscode.FileType.File ? { size, mtime } : undefined;
      } catch {
        return undefined;
      }
    },
    isLink: async (path) => {
      try {
        return ((await fs.stat(vscode.Uri.joinPath(base, path))).type & vscode.FileType.SymbolicLink) !== 0;
      } catch {
        return false;
      }
    },
    // Where a link leads cannot be asked here; none is followed.
    leadsOut: () => Promise.resolve(false),
  };
}

function entryOf(name: string, type: vscode.FileType): FolderEntry {
  const isDirectory = (type & vscode.FileType.Directory) !== 0;
  // Anything but a file or a folder (a socket, a device) is treated like a link: never entered, never read.
  const isSymlink = (type & vscode.FileType.SymbolicLink) !== 0 || type === vscode.FileType.Unknown;
  return { name, isDirectory, isSymlink };
}
