import type { Dirent, Stats } from 'node:fs';
import { lstat, opendir, realpath, stat } from 'node:fs/promises';
import { join, relative, isAbsolute } from 'node:path';
import type { FileFacts, FolderEntry, FolderReader } from '../analysis/folderReader.ts';

/** Entries of one piece of a listing: 2 to 7 ms, so that whoever asks is never kept waiting for a large folder. */
const pieceEntries = 1_024;

/** The folders of the disk, for the walk that finds files; paths are below `base` (absolute ones where it is empty). */
export function diskFolders(base: string): FolderReader {
  const at = (path: string): string => join(base, path === '' ? '.' : path);
  return {
    list: (path) => listed(at(path)),
    stat: (path) => factsOf(at(path)),
    isLink: async (path) => (await lstat(at(path)).catch(() => undefined))?.isSymbolicLink() ?? false,
    leadsOut: async (path, root) => {
      const inside = await targetOf(at(root));
      const target = await targetOf(at(path));
      if (inside === undefined || target === undefined) return false;
      const between = relative(inside.path, target.path);
      const isOut = between === '..' || /^\.\.[\\/]/.test(between) || isAbsolute(between);
      return isOut && (target.stats.isDirectory() || target.stats.isFile());
    },
  };
}

async function* listed(folder: string): AsyncGenerator<readonly FolderEntry[]> {
  const handle = await opendir(folder, { bufferSize: pieceEntries });
  let piece: FolderEntry[] = [];
  for await (const entry of handle) {
    // A promise an entry would double the time.
    piece.push(isTold(entry) ? entryOf(entry.name, entry) : await untoldEntry(folder, entry.name));
    if (piece.length < pieceEntries) continue;
    yield piece;
    piece = [];
  }
  yield piece;
}

function entryOf(name: string, known: Dirent | Stats | undefined): FolderEntry {
  const isDirectory = known?.isDirectory() ?? false;
  // A pipe, a device and what is gone again are treated like a link: never entered, never read.
  return { name, isDirectory, isSymlink: !isDirectory && known?.isFile() !== true };
}

async function untoldEntry(folder: string, name: string): Promise<FolderEntry> {
  return entryOf(name, await lstat(join(folder, name)).catch(() => undefined));
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

async function factsOf(path: string): Promise<FileFacts | undefined> {
  try {
    const stats = await lstat(path);
    return stats.isFile() ? { size: stats.size, mtime: stats.mtimeMs } : undefined;
  } catch {
    return undefined;
  }
}

/** Where a path really is; undefined for a link that leads nowhere. */
async function targetOf(path: string): Promise<{ readonly path: string; readonly stats: Stats } | undefined> {
  try {
    return { path: await realpath(path), stats: await stat(path) };
  } catch {
    return undefined;
  }
}
