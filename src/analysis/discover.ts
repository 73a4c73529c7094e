import type { DiscoveryLimits } from '../core/limits.ts';
import { configName, isCandidateName, isReadWhole, splitOfFolder } from './candidates.ts';
import type { FolderCounts } from './context.ts';
import type { FileFacts, FolderReader, StopSignal } from './folderReader.ts';
import { keepNewest } from './newestRuns.ts';
import type { LeftOut } from './leftOut.ts';
import { countLeftOut } from './leftOut.ts';
import { scanFolder } from './scanFolder.ts';
import type { FolderScan } from './scanFolder.ts';

export interface DiscoveredFile extends FileFacts {
  readonly path: string;
}

/** What lies under a root. */
export interface Discovery {
  /**
   * Files that may be logs, predictions or class counts, by their names; their content decides. Those of the folder with
   * the newest file come first.
   */
  readonly files: readonly DiscoveredFile[];
  readonly folderCounts: readonly FolderCounts[];
  /** The `.imbalance-lens.json` nearest to the root. */
  readonly config?: DiscoveredFile;
  /** What the walk passed over; absent if it saw everything. */
  readonly leftOut?: LeftOut;
}

export interface WalkOptions {
  readonly limits: DiscoveryLimits;
  /** Ends the walk, which then rejects with the signal's reason. */
  readonly signal?: StopSignal;
  /** True for the `/`-path of a file or folder, as the walk names it, that the person does not want to be looked at. */
  isExcluded?(path: string): boolean;
}

/** Folders that are listed, and files that are looked at, at once: what hides the delay of a network drive. */
const foldersAtOnce = 8;
const filesAtOnce = 64;

/**
 * Walks a folder and finds candidate files by name and class folders (`train/<class>/*`, `val/<class>/*`).
 *
 * Breadth first, split folders last, so that runs are found before pictures exhaust a limit; hidden and tool folders and
 * symbolic links are not entered. A split folder counts if two or more of its folders hold image, audio, video or array
 * files, or `textFilesPerClass` text files each, and nothing deeper; its files are then no candidates. Of more candidates
 * than the limit allows the newest are taken, whole folders together. Paths in the answer start with `root`.
 */
export async function discover(root: string, reader: FolderReader, options: WalkOptions): Promise<Discovery> {
  return new Walk(root, reader, options).run();
}

class Walk {
  readonly #root: string;
  readonly #reader: FolderReader;
  readonly #options: WalkOptions;
  readonly #leftOut = countLeftOut();
  readonly #folderCounts: FolderCounts[] = [];
  readonly #candidates: string[] = [];
  readonly #links: string[] = [];
  #configPath: string | undefined;
  #entriesLeft: number;

  constructor(root: string, reader: FolderReader, options: WalkOptions) {
    this.#root = root;
    this.#reader = reader;
    this.#options = options;
    this.#entriesLeft = options.limits.entries;
  }

  async run(): Promise<Discovery> {
    await this.#enterAll();
    const { limits } = this.#options;
    const files = await this.#filesOf(this.#candidates);
    const [config] = await this.#filesOf(this.#configPath === undefined ? [] : [this.#configPath]);
    const readable = files.filter((file) => {
      const isLarge = file.size > limits.wholeBytes && isReadWhole(file.path);
      if (isLarge) this.#leftOut.large(file.path, file.size);
      return !isLarge;
    });
    const kept = keepNewest(readable, limits.files, limits.together);
    if (kept.length < readable.length) this.#leftOut.older(kept.length, readable.length);
    await this.#lookAtLinks();
    const leftOut = this.#leftOut.all();
    return {
      files: kept,
      folderCounts: this.#folderCounts,
      ...(config === undefined ? {} : { config }),
      ...(leftOut === undefined ? {} : { leftOut }),
    };
  }

  async #enterAll(): Promise<void> {
    const now = [await this.#scan(this.#root, 0)];
    const last: FolderScan[] = [];
    for (let at = 0; at < now.length || last.length > 0; at++) {
      if (at === now.length) for (const folder of last.splice(0)) now.push(folder);
      const folder = now[at]!;
      // Nothing of it is needed again, and there may be very many.
      now[at] = undefined!;
      this.#take(folder);
      const counts = await this.#enter(folder, (child) => {
        (splitOfFolder(child.path) === undefined ? now : last).push(child);
      });
      if (counts !== undefined) this.#folderCounts.push(counts);
    }
  }

  /** Scans the folders of a folder, and gives them on unless they are classes: then it gives their counts. */
  async #enter(folder: FolderScan, next: (child: FolderScan) => void): Promise<FolderCounts | undefined> {
    const { limits } = this.#options;
    if (folder.folders.length > 0 && folder.depth >= limits.depth) {
      this.#leftOut.deep(join(folder.path, folder.folders[0]!), folder.folders.length);
      return undefined;
    }
    const children: FolderScan[] = [];
    for (let start = 0; start < folder.folders.length; start += foldersAtOnce) {
      const some = folder.folders.slice(start, start + foldersAtOnce);
      const scans = some.map((name) => this.#scan(join(folder.path, name), folder.depth + 1));
      for (const child of await Promise.all(scans)) children.push(child);
    }
    const counts = this.#entriesLeft > 0 ? countClasses(folder.path, children, limits) : undefined;
    if (counts === undefined) children.forEach(next);
    return counts;
  }

  #take({ path, files, links }: FolderScan): void {
    for (const name of files) {
      if (name === configName) this.#configPath ??= join(path, name);
      else this.#candidates.push(join(path, name));
    }
    for (const name of links) this.#links.push(join(path, name));
  }

  async #scan(path: string, depth: number): Promise<FolderScan> {
    const { signal, isExcluded } = this.#options;
    try {
      return await scanFolder(this.#reader.list(path), {
        path,
        depth,
        signal,
        isWanted: (name) => isExcluded?.(join(path, name)) !== true,
        isCandidate: (name) => name === configName || isCandidateName(name, join(path, name)),
        take: (entries) => {
          const taken = Math.min(this.#entriesLeft, entries);
          this.#entriesLeft -= taken;
          if (taken < entries) this.#leftOut.entries(this.#options.limits.entries);
          return taken;
        },
      });
    } catch {
      signal?.throwIfAborted();
      this.#leftOut.unreadable(path);
      return { path, depth, folders: [], files: [], links: [], media: 0, texts: 0 };
    }
  }

  async #filesOf(paths: readonly string[]): Promise<DiscoveredFile[]> {
    const found: DiscoveredFile[] = [];
    for (let start = 0; start < paths.length; start += filesAtOnce) {
      this.#options.signal?.throwIfAborted();
      const some = paths.slice(start, start + filesAtOnce);
      const facts = await Promise.all(some.map((path) => this.#reader.stat(path)));
      facts.forEach((known, index) => {
        if (known !== undefined) found.push({ path: some[index]!, size: known.size, mtime: known.mtime });
      });
    }
    return found;
  }

  /** A link within the folder leads to what is found anyway; one that leads out is said, and not followed. */
  async #lookAtLinks(): Promise<void> {
    for (const path of this.#links.slice(0, this.#options.limits.links)) {
      this.#options.signal?.throwIfAborted();
      if (await this.#reader.leadsOut(path, this.#root)) this.#leftOut.link(path);
    }
  }
}

function join(folder: string, name: string): string {
  if (folder === '') return name;
  return folder.endsWith('/') ? `${folder}${name}` : `${folder}/${name}`;
}

/** The counts of a split folder whose folders are classes, else undefined. An empty folder is a class without rows. */
function countClasses(
  path: string,
  children: readonly FolderScan[],
  limits: DiscoveryLimits,
): FolderCounts | undefined {
  const split = splitOfFolder(path);
  if (split === undefined || children.length < 2) return undefined;
  const counts = new Map<string, number>();
  for (const { path: child, folders, media, texts } of children) {
    if (folders.length > 0) return undefined;
    const examples = media > 0 ? media : texts >= limits.textFilesPerClass ? texts : 0;
    counts.set(child.slice(child.lastIndexOf('/') + 1), examples);
  }
  const filled = [...counts.values()].filter((count) => count > 0);
  return filled.length < 2 ? undefined : { path, split, counts };
}
