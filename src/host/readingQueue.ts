import { isNamesPath, namesFolders } from '../analysis/classNames.ts';
import { newestRuns } from '../analysis/newestRuns.ts';
import type { DatedFile } from '../analysis/newestRuns.ts';
import { folderOf } from '../analysis/paths.ts';

/** Files that wait to be read, by path: of two entries for one path the later one counts. */
export interface ReadingQueue<File extends DatedFile> {
  readonly size: number;
  put(file: File): void;
  /** Takes a file out, if it waits. */
  take(path: string): File | undefined;
  /** What lies in a folder, or in one above it, goes before everything else; gives the paths that wait there. */
  prefer(folder: string): string[];
  /** Takes out the files of the newest run, those that name its classes first; empty if nothing waits. */
  next(): File[];
}

/** A queue that gives the newest runs first, the files of one folder together. */
export function readingQueue<File extends DatedFile>(): ReadingQueue<File> {
  const waiting = new Map<string, File>();
  /** Those of them that may name the classes of others. */
  const named = new Set<string>();
  const preferred = new Set<string>();
  let order: File[][] | undefined;
  const take = (path: string): File | undefined => {
    const file = waiting.get(path);
    waiting.delete(path);
    named.delete(path);
    if (waiting.size === 0) preferred.clear();
    return file;
  };
  return {
    get size() {
      return waiting.size;
    },
    put: (file) => {
      waiting.set(file.path, file);
      if (isNamesPath(file.path)) named.add(file.path);
      order = undefined;
    },
    take,
    prefer: (folder) => {
      const near = new Set<string>();
      for (let above = folder; !near.has(above); above = folderOf(above)) near.add(above);
      for (const one of near) preferred.add(one);
      order = undefined;
      return [...waiting.keys()].filter((path) => near.has(folderOf(path)));
    },
    next: () => {
      if (order === undefined) {
        const groups = newestRuns([...waiting.values()]);
        const isPreferred = ([first]: File[]): boolean =>
          first !== undefined && preferred.has(folderOf(first.path));
        order = [...groups.filter(isPreferred), ...groups.filter((group) => !isPreferred(group))].reverse();
      }
      const group = (order.pop() ?? []).map(({ path }) => path);
      const folders = new Set(group.flatMap(namesFolders));
      const names = [...named].filter((path) => folders.has(folderOf(path)));
      return [...names, ...group].flatMap((path) => take(path) ?? []);
    },
  };
}
