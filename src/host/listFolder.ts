import * as vscode from 'vscode';
import { isCandidatePath, type FolderEntry } from '../analysis/discover.ts';

/** `stat` calls under way at once. */
const batchSize = 64;

/** The entries of a folder, for the walk that finds files. A folder that cannot be read has none. */
export async function listFolder(folder: vscode.Uri): Promise<FolderEntry[]> {
  let listed: [string, vscode.FileType][];
  try {
    listed = await vscode.workspace.fs.readDirectory(folder);
  } catch {
    return [];
  }
  const entries: FolderEntry[] = [];
  for (let start = 0; start < listed.length; start += batchSize) {
    const batch = listed.slice(start, start + batchSize);
    entries.push(...(await Promise.all(batch.map(([name, type]) => entryOf(folder, name, type)))));
  }
  return entries;
}

/** Size and time are asked for only where the walk reads them. */
async function entryOf(folder: vscode.Uri, name: string, type: vscode.FileType): Promise<FolderEntry> {
  const isDirectory = (type & vscode.FileType.Directory) !== 0;
  // Anything but a file or a folder (a socket, a device) is treated like a link: never entered, never read.
  const isSymlink = (type & vscode.FileType.SymbolicLink) !== 0 || type === vscode.FileType.Unknown;
  const entry = { name, isDirectory, isSymlink, size: 0, mtime: 0 };
  if (isDirectory || isSymlink || !isCandidatePath(name)) return entry;
  try {
    const { size, mtime } = await vscode.workspace.fs.stat(vscode.Uri.joinPath(folder, name));
    return { ...entry, size, mtime };
  } catch {
    return entry;
  }
}
