import type { DiscoveryLimits } from '../core/limits.ts';
import type { Split } from '../core/trainingRun.ts';
import { arrayRole } from '../formats/arrays/arrayRoles.ts';
import type { FolderCounts } from './context.ts';

/** One entry of a folder as the caller's system lists it; `size` in bytes, `mtime` in milliseconds. */
export interface FolderEntry {
  readonly name: string;
  readonly isDirectory: boolean;
  readonly isSymlink: boolean;
  readonly size: number;
  readonly mtime: number;
}

/** Lists a folder by its `/`-path; a folder that cannot be read gives an empty list. */
export type ListFolder = (path: string) => Promise<readonly FolderEntry[]>;

export interface DiscoveredFile {
  readonly path: string;
  readonly size: number;
  readonly mtime: number;
}

/** What lies under a root. */
export interface Discovery {
  /** Files that may be logs, predictions or class counts, by their names; their content decides. */
  readonly files: readonly DiscoveredFile[];
  readonly folderCounts: readonly FolderCounts[];
  /** The `.imbalance-lens.json` nearest to the root. */
  readonly config?: DiscoveredFile;
  /** Why the walk stopped early, in one line; absent if it saw everything. */
  readonly truncated?: string;
}

/** Folders of tools and packages: none of their files belongs to a training, and they hold most of a project's files. */
const skippedFolders: ReadonlySet<string> = new Set([
  'node_modules',
  'bower_components',
  'site-packages',
  'dist-packages',
  'venv',
  'env',
  '__pycache__',
  '__MACOSX',
]);

/** Of YAML only what is called as the data files of Ultralytics are: most of it configures something else. */
const candidatePattern =
  /\.(?:log|csv|tsv|txt|jsonl?|ndjson|out)$|tfevents|(?:data|classes|names|labels)[^./]*\.ya?ml$/i;
/** A metric of MLflow's file store has its own name and no ending. */
const mlflowPattern = /(?:^|\/)[0-9a-f]{32}\/metrics\/[^.][^]*$/;
/** Parquet is read as a whole too, and most of it is data: files that are called as predictions are. */
const parquetPattern = /(?:pred|prob|oof|submission|result|eval|infer|score|output).*\.(?:parquet|pq)$/i;
/** Arrays are read as a whole, and most hold images or features: those that are called as truth or answers are. */
const arrayPattern = /\.np[yz]$/i;
const mediaPattern =
  /\.(?:jpe?g|png|bmp|gif|tiff?|webp|avif|heic|ppm|pgm|dcm|nii|wav|mp3|flac|ogg|m4a|aac|mp4|avi|mov|mkv|webm|npy)$/i;
const textPattern = /\.txt$/i;

const splitNames: ReadonlyMap<string, Split> = new Map([
  ['train', 'train'],
  ['training', 'train'],
  ['val', 'validation'],
  ['valid', 'validation'],
  ['validation', 'validation'],
  ['test', 'test'],
]);

const configName = '.imbalance-lens.json';

/** Whether the walk would report a file of this `/`-path, by its names alone: a candidate or a configuration. */
export function isCandidatePath(path: string): boolean {
  const names = path.split('/').filter((name) => name !== '');
  const name = names.pop() ?? '';
  return names.every(isEnteredName) && (name === configName || isCandidateName(name, path));
}

function isCandidateName(name: string, path: string): boolean {
  return (
    candidatePattern.test(name) ||
    mlflowPattern.test(path) ||
    parquetPattern.test(name) ||
    (arrayPattern.test(name) && arrayRole(name.replace(arrayPattern, '')) !== undefined)
  );
}

/**
 * Walks a folder and finds candidate files by name and class folders (`train/<class>/*`, `val/<class>/*`).
 *
 * Breadth first, so that what lies near the root is found before a limit is met; hidden and tool folders and symbolic
 * links are not entered. A split folder counts if two or more of its folders hold image, audio, video or array files,
 * or `textFilesPerClass` text files each, and nothing deeper; its files are then no candidates. Paths in the answer
 * start with `root`.
 */
export async function discover(root: string, list: ListFolder, limits: DiscoveryLimits): Promise<Discovery> {
  const files: DiscoveredFile[] = [];
  const folderCounts: FolderCounts[] = [];
  let config: DiscoveredFile | undefined;
  let entriesLeft = limits.entries;
  let truncated: string | undefined;
  const read = async (path: string): Promise<FolderEntry[]> => {
    const entries = await list(path);
    if (entries.length > entriesLeft) truncated ??= `Stopped after ${limits.entries} entries of folders.`;
    const seen = entries.slice(0, entriesLeft).filter(({ isSymlink }) => !isSymlink);
    entriesLeft -= Math.min(entriesLeft, entries.length);
    return seen.sort((a, b) => (a.name < b.name ? -1 : 1));
  };
  let level: Folder[] = [{ path: root, entries: await read(root) }];
  for (let depth = 0; level.length > 0; depth++) {
    const next: Folder[] = [];
    for (const { path, entries } of level) {
      for (const entry of entries.filter(({ isDirectory }) => !isDirectory)) {
        const file = { path: join(path, entry.name), size: entry.size, mtime: entry.mtime };
        if (entry.name === configName) config ??= file;
        else if (!isCandidateName(entry.name, file.path)) continue;
        else if (files.length < limits.files) files.push(file);
        else truncated ??= `Stopped after ${limits.files} candidate files.`;
      }
      const below = entries.filter(isEntered);
      if (below.length > 0 && depth >= limits.depth) {
        truncated ??= `Folders deeper than ${limits.depth} were not entered.`;
        continue;
      }
      const children: Folder[] = [];
      for (const { name } of below) {
        const child = join(path, name);
        children.push({ path: child, entries: await read(child) });
      }
      const counts = entriesLeft > 0 ? countClasses(path, children, limits) : undefined;
      if (counts !== undefined) folderCounts.push(counts);
      // Not by `push(...)`: a folder may hold more folders than a call can have arguments.
      else for (const child of children) next.push(child);
    }
    level = next;
  }
  return {
    files,
    folderCounts,
    ...(config === undefined ? {} : { config }),
    ...(truncated === undefined ? {} : { truncated }),
  };
}

interface Folder {
  readonly path: string;
  readonly entries: readonly FolderEntry[];
}

function isEntered({ name, isDirectory }: FolderEntry): boolean {
  return isDirectory && isEnteredName(name);
}

function isEnteredName(name: string): boolean {
  return !name.startsWith('.') && !skippedFolders.has(name);
}

function join(folder: string, name: string): string {
  if (folder === '') return name;
  return folder.endsWith('/') ? `${folder}${name}` : `${folder}/${name}`;
}

/** The counts of a split folder whose folders are classes, else undefined. An empty folder is a class without rows. */
function countClasses(
  path: string,
  children: readonly Folder[],
  limits: DiscoveryLimits,
): FolderCounts | undefined {
  const split = splitNames.get(path.slice(path.lastIndexOf('/') + 1).toLowerCase());
  if (split === undefined || children.length < 2) return undefined;
  const counts = new Map<string, number>();
  for (const { path: child, entries } of children) {
    if (entries.some(isEntered)) return undefined;
    counts.set(child.slice(child.lastIndexOf('/') + 1), countExamples(entries, limits));
  }
  const filled = [...counts.values()].filter((count) => count > 0);
  return filled.length < 2 ? undefined : { path, split, counts };
}

function countExamples(entries: readonly FolderEntry[], limits: DiscoveryLimits): number {
  const visible = entries.filter(({ name, isDirectory }) => !isDirectory && !name.startsWith('.'));
  const media = visible.filter(({ name }) => mediaPattern.test(name)).length;
  if (media > 0) return media;
  const texts = visible.filter(({ name }) => textPattern.test(name)).length;
  return texts >= limits.textFilesPerClass ? texts : 0;
}
