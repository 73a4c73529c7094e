import * as vscode from 'vscode';
import type { FolderCounts } from '../analysis/context.ts';
import { discover, isCandidatePath } from '../analysis/discover.ts';
import { matchesGlob } from '../analysis/glob.ts';
import { defaultLimits } from '../core/limits.ts';
import { listFolder } from './listFolder.ts';

export interface TrackedFile {
  readonly uri: vscode.Uri;
  readonly folder: vscode.WorkspaceFolder;
  /** Path below the folder, with `/`. */
  readonly path: string;
  readonly size: number;
  /** Milliseconds since 1970. */
  readonly mtime: number;
}

export interface FileChanges {
  readonly changed: readonly TrackedFile[];
  readonly removed: readonly TrackedFile[];
}

export interface FileTracker {
  dispose(): void;
  readonly files: () => readonly TrackedFile[];
  readonly folderCounts: (folder: vscode.WorkspaceFolder) => readonly FolderCounts[];
  readonly onDidChange: vscode.Event<FileChanges>;
  /** Calls the listener once, as soon as there is a file that may be a log, predictions or counts. */
  onFirstFile(listener: () => void): vscode.Disposable;
  /** Settles when the files that were there at the start are known. */
  readonly ready: Promise<void>;
  /** Walks the folders again and looks at every file. */
  rescan(): Promise<void>;
}

/** Events of one burst are looked at together: short enough for the screen to follow within a second. */
const burstMs = 120;
/** A file is looked at in every sweep while it changed within this time. */
const activeMs = 10 * 60_000;
/** Time from one walk over all folders to the next: ten seconds, or what keeps walking below 2 % of the time. */
const walkEveryMs = 10_000;
const walkShare = 0.02;
/** Shortest time between two walks that events ask for. */
const walkPauseMs = 1_000;
/** `stat` calls under way at once. */
const statBatch = 64;

/**
 * Follows the files of the workspace. File events are hints: they are lost in bursts and do not arrive at all where
 * the system's watches run out, so a sweep over the files always runs beside them.
 */
export function trackFiles(): FileTracker {
  return new WorkspaceFiles();
}

class WorkspaceFiles implements FileTracker {
  readonly #known = new Map<string, TrackedFile>();
  readonly #counts = new Map<string, readonly FolderCounts[]>();
  readonly #touched = new Map<string, vscode.Uri>();
  readonly #changes = new vscode.EventEmitter<FileChanges>();
  readonly #parts: { dispose(): unknown }[] = [this.#changes];
  #burst: NodeJS.Timeout | undefined;
  #sweep: NodeJS.Timeout | undefined;
  #walkedAt = 0;
  #walkTook = 0;
  #walkSoon: NodeJS.Timeout | undefined;
  #disposed = false;
  #walking: Promise<void> | undefined;

  readonly onDidChange = this.#changes.event;
  readonly ready: Promise<void>;

  constructor() {
    const watcher = vscode.workspace.createFileSystemWatcher('**');
    const touch = (uri: vscode.Uri): void => {
      if (isCandidatePath(uri.path.slice(uri.path.lastIndexOf('/') + 1))) this.#touch(uri);
    };
    this.#parts.push(
      watcher,
      watcher.onDidCreate((uri) => {
        touch(uri);
        // A new folder may come without events of the files in it.
        if (!/\.[^/]*$/.test(uri.path)) this.#walkLater();
      }),
      watcher.onDidChange(touch),
      watcher.onDidDelete(touch),
      vscode.workspace.onDidChangeWorkspaceFolders(() => void this.rescan()),
    );
    this.ready = this.rescan();
    void this.ready.then(() => this.#sweepLater());
  }

  files = (): readonly TrackedFile[] => [...this.#known.values()];

  folderCounts = (folder: vscode.WorkspaceFolder): readonly FolderCounts[] =>
    this.#counts.get(folder.uri.toString()) ?? [];

  onFirstFile(listener: () => void): vscode.Disposable {
    if (this.#known.size > 0) {
      listener();
      return new vscode.Disposable(() => undefined);
    }
    const subscription = this.onDidChange(() => {
      subscription.dispose();
      listener();
    });
    return subscription;
  }

  rescan(): Promise<void> {
    const start = performance.now();
    this.#walking ??= this.#walk().finally(() => {
      this.#walking = undefined;
      this.#walkedAt = performance.now();
      this.#walkTook = this.#walkedAt - start;
    });
    return this.#walking;
  }

  #walkLater(): void {
    const pause = Math.max(walkPauseMs, this.#walkTook / walkShare) - (performance.now() - this.#walkedAt);
    this.#walkSoon ??= setTimeout(
      () => {
        this.#walkSoon = undefined;
        void this.rescan();
      },
      Math.max(burstMs, pause),
    );
  }

  dispose(): void {
    this.#disposed = true;
    clearTimeout(this.#burst);
    clearTimeout(this.#sweep);
    clearTimeout(this.#walkSoon);
    for (const part of this.#parts) part.dispose();
  }

  async #walk(): Promise<void> {
    const found = new Map<string, TrackedFile>();
    for (const folder of vscode.workspace.workspaceFolders ?? []) {
      const list = (path: string): ReturnType<typeof listFolder> =>
        listFolder(vscode.Uri.joinPath(folder.uri, path));
      const { files, folderCounts, config } = await discover('', list, defaultLimits.discovery);
      this.#counts.set(folder.uri.toString(), folderCounts);
      for (const file of config === undefined ? files : [...files, config]) {
        if (isExcluded(file.path)) continue;
        const uri = vscode.Uri.joinPath(folder.uri, file.path);
        found.set(uri.toString(), { uri, folder, ...file });
      }
    }
    if (this.#disposed) return;
    const changed = [...found.values()].filter((file) => differs(this.#known.get(file.uri.toString()), file));
    const removed = [...this.#known].filter(([key]) => !found.has(key)).map(([, file]) => file);
    this.#apply({ changed, removed });
  }

  #touch(uri: vscode.Uri): void {
    this.#touched.set(uri.toString(), uri);
    this.#burst ??= setTimeout(() => {
      this.#burst = undefined;
      const uris = [...this.#touched.values()];
      this.#touched.clear();
      void this.#look(uris, true);
    }, burstMs);
  }

  /** Looks at files again; what an event announced counts as changed even if size and time are equal. */
  async #look(uris: readonly vscode.Uri[], announced: boolean): Promise<void> {
    const places = uris.flatMap((uri) => {
      const folder = vscode.workspace.getWorkspaceFolder(uri);
      if (folder === undefined) return [];
      const path = uri.path.slice(folder.uri.path.replace(/\/$/, '').length + 1);
      return isCandidatePath(path) && !isExcluded(path) ? [{ uri, folder, path }] : [];
    });
    const files = await statAll(places);
    if (this.#disposed) return;
    const changed: TrackedFile[] = [];
    const removed: TrackedFile[] = [];
    files.forEach((file, index) => {
      const before = this.#known.get(places[index]!.uri.toString());
      if (file === undefined) {
        if (before !== undefined) removed.push(before);
      } else if (announced || differs(before, file)) {
        changed.push(file);
      }
    });
    this.#apply({ changed, removed });
  }

  #apply(changes: FileChanges): void {
    for (const file of changes.changed) this.#known.set(file.uri.toString(), file);
    for (const file of changes.removed) this.#known.delete(file.uri.toString());
    if (changes.changed.length > 0 || changes.removed.length > 0) this.#changes.fire(changes);
  }

  #sweepLater(): void {
    if (this.#disposed) return;
    const seconds = vscode.workspace.getConfiguration('imbalanceLens').get<number>('watch.sweepSeconds') ?? 2;
    this.#sweep = setTimeout(
      () => {
        void this.#sweepOnce().finally(() => this.#sweepLater());
      },
      Math.max(1, seconds) * 1000,
    );
  }

  async #sweepOnce(): Promise<void> {
    const pause = Math.max(walkEveryMs, this.#walkTook / walkShare);
    if (performance.now() - this.#walkedAt > pause) {
      await this.rescan();
      return;
    }
    const visible = new Set(vscode.window.visibleTextEditors.map((editor) => editor.document.uri.toString()));
    const now = Date.now();
    const due = this.files().filter(
      (file) => now - file.mtime < activeMs || visible.has(file.uri.toString()),
    );
    await this.#look(
      due.map((file) => file.uri),
      false,
    );
  }
}

function differs(before: TrackedFile | undefined, now: TrackedFile): boolean {
  return before?.size !== now.size || before.mtime !== now.mtime;
}

type Place = Pick<TrackedFile, 'uri' | 'folder' | 'path'>;

/** Size and time of files, in the same order; undefined for what is not there or is no regular file. */
async function statAll(places: readonly Place[]): Promise<(TrackedFile | undefined)[]> {
  const files: (TrackedFile | undefined)[] = [];
  for (let start = 0; start < places.length; start += statBatch) {
    const batch = places.slice(start, start + statBatch);
    files.push(...(await Promise.all(batch.map(statOne))));
  }
  return files;
}

async function statOne(place: Place): Promise<TrackedFile | undefined> {
  try {
    const { type, size, mtime } = await vscode.workspace.fs.stat(place.uri);
    return type === vscode.FileType.File ? { ...place, size, mtime } : undefined;
  } catch {
    return undefined;
  }
}

function isExcluded(path: string): boolean {
  const globs = vscode.workspace.getConfiguration('imbalanceLens').get<string[]>('files.exclude') ?? [];
  return globs.some((glob) => matchesGlob(glob, path));
}
