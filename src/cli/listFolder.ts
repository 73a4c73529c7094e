import type { Dirent } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { FolderEntry } from '../analysis/discover.ts';

/**
 * The entries of a folder, for the walk that finds files; a folder that cannot be read has none. Sizes and times are not
 * looked up, because nothing here asks for them: a folder of 300,000 files takes 0.3 s so, and 16 s with them.
 */
export async function listFolder(path: string): Promise<FolderEntry[]> {
  let listed: Dirent[];
  try {
    listed = await readdir(path, { withFileTypes: true });
  } catch {
    return [];
  }
  const entries: FolderEntry[] = [];
  for (const entry of listed) entries.push(await entryOf(path, entry));
  return entries;
}

async function entryOf(folder: string, listed: Dirent): Promise<FolderEntry> {
  const { name } = listed;
  const known = isTold(listed) ? listed : await lstat(join(folder, name)).catch(() => undefined);
  const isDirectory = known?.isDirectory() ?? false;
  // A pipe, a device and what is gone again are treated like a link: never entered, never read.
  return { name, isDirectory, isSymlink: !isDirectory && known?.isFile() !== true, size: 0, mtime: 0 };
}

/** False on file systems that do not tell what an entry is when they list it. */
function isTold(entry: Dirent): boolean {
  return (
    entry.isFile() ||
    entry.isDirectory() ||
    entry.isSymbolicLink() ||
    entry.isFIFO() ||
    entry.isSocket() ||
    entry.isBlockDevice() ||
    entry.isCharacterDevice()
  );
}
