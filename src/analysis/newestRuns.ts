import { folderOf } from './paths.ts';

/** A file by its `/`-path; `mtime` in milliseconds since 1970. */
export interface DatedFile {
  readonly path: string;
  readonly mtime: number;
}

/** MLflow's file store spreads one run over the folders below the one that is named by its id. */
const mlflowRun = /^(?:[^]*\/)?[0-9a-f]{32}(?=\/)/;

/** The folder at or above one whose files belong together, as those of one run do. */
function runFolder(folder: string): string {
  const below = `${folder}/`;
  return mlflowRun.exec(below)?.[0] ?? folder;
}

/** The files in groups of one folder, the folder with the newest file first; within a group by path. */
export function newestRuns<File extends DatedFile>(files: readonly File[]): File[][] {
  return newestFolders(files).map(byPath);
}

/**
 * At most `most` of the files, those of the newest folders. A folder of up to `together` files is taken whole or not at
 * all; of a fuller one, which holds many runs, the newest files are taken.
 */
export function keepNewest<File extends DatedFile>(
  files: readonly File[],
  most: number,
  together: number,
): File[] {
  const kept: File[] = [];
  for (const group of newestFolders(files)) {
    const room = most - kept.length;
    const fits = group.length <= room;
    if (!fits && group.length <= together && kept.length > 0) break;
    for (const file of fits ? byPath(group) : newestOf(group, room)) kept.push(file);
    if (!fits) break;
  }
  return kept;
}

function newestFolders<File extends DatedFile>(files: readonly File[]): File[][] {
  const folders = new Map<string, { newest: number; files: File[] }>();
  const runFolders = new Map<string, string>();
  for (const file of files) {
    const own = folderOf(file.path);
    const folder = runFolders.get(own) ?? runFolder(own);
    runFolders.set(own, folder);
    const held = folders.get(folder);
    if (held === undefined) folders.set(folder, { newest: file.mtime, files: [file] });
    else {
      held.files.push(file);
      held.newest = Math.max(held.newest, file.mtime);
    }
  }
  return [...folders]
    .sort(([a, one], [b, other]) => other.newest - one.newest || byCode(a, b))
    .map(([, group]) => group.files);
}

function byPath<File extends DatedFile>(files: readonly File[]): File[] {
  return [...files].sort((a, b) => byCode(a.path, b.path));
}

function newestOf<File extends DatedFile>(files: readonly File[], most: number): File[] {
  // Numbers are sorted twenty times as fast as files, and there may be very many.
  const times = Float64Array.from(files, ({ mtime }) => mtime).sort();
  const oldest = times[Math.max(0, times.length - most)] ?? Infinity;
  return files
    .filter(({ mtime }) => mtime >= oldest)
    .sort((a, b) => b.mtime - a.mtime || byCode(a.path, b.path))
    .slice(0, most);
}

function byCode(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
