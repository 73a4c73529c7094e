import * as vscode from 'vscode';
import { isCandidatePath, isReadWhole } from '../analysis/candidates.ts';
import type { FolderCounts } from '../analysis/context.ts';
import { discover } from '../analysis/discover.ts';
import type { Discovery } from '../analysis/discover.ts';
import { excludedBy, isBelowExcluded } from '../analysis/exclusion.ts';
import type { FolderReader } from '../analysis/folderReader.ts';
import type { LeftOut } from '../analysis/leftOut.ts';
import { folderOf } from '../analysis/paths.ts';
import { defaultLimits } from '../core/limits.ts';
import { diskFolders } from '../engine/diskFolders.ts';
import { paceOf, processorTime } from './pace.ts';
import { virtualFolders } from './virtualFolders.ts';

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
  /** True for a file that is followed. */
  readonly has: (uri: vscode.Uri) => boolean;
  readonly folderCounts: (folder: vscode.WorkspaceFolder) => readonly FolderCounts[];
  /** What the last walk passed over in each folder where there was something. */
  readonly leftOut: () => readonly { readonly folder: vscode.WorkspaceFolder; readonly leftOut: LeftOut }[];
  readonly onDidChange: vscode.Event<FileChanges>;
  /** Another thing is passed over than before. */
  readonly onDidLeaveOut: vscode.Event<void>;
  /** Calls the listener once, as soon as there is a file that may be a log, predictions or counts. */
  onFirstFile(listener: () => void): vscode.Disposable;
  /** Settles when the files that were there at the start are known. */
  readonly ready: Promise<void>;
  /** Walks the folders again and looks at every file; a walk that is under way ends. */
  rescan(): Promise<void>;
}

/** Events of one burst are looked at together: short enough for the screen to follow within a second. */
const burstMs = 120;
/** A file is looked at in every sweep while it changed within this time. */
const activeMs = 10 * 60_000;
/** Time from one walk over all folders to the next, at least, and between two walks that events ask for. */
const walkEveryMs = 10_000;
const walkPauseMs = 1_000;
/** Shares of one core that walks and sweeps may take: with what VS Code does for them they stay below 2 %. */
const walkShare = 0.01;
const sweepShare = 0.005;
/** Files that are looked at at once. */
const statBatch = 64;

/**
 * Follows the files of the workspace. File events are hints: they are lost in bursts and do not arrive at all where
 * the system's watches run out, so a sweep over the files always runs beside them. One watcher serves the window, with a
 * pattern that VS Code's own watcher of the folders answers: it takes no watches of the system of its own.
 */
export function trackFiles(): FileTracker {
  return new WorkspaceFiles();
}

interface WalkedFolder extends Pick<Discovery, 'folderCounts' | 'leftOut'> {
  readonly folder: vscode.WorkspaceFolder;
}

class WorkspaceFiles implements FileTracker {
  readonly #known = new Map<string, TrackedFile>();
  readonly #touched = new Map<string, Place>();
  readonly #changes = new vscode.EventEmitter<FileChanges>();
  readonly #leftOutChanges = new vscode.EventEmitter<void>();
  readonly #parts: { dispose(): unknown }[] = [this.#changes, this.#leftOutChanges];
  readonly #walkPace = paceOf(walkShare, undefined, processorTime);
  readonly #sweepPace = paceOf(sweepShare, undefined, processorTime);
  #walked: readonly WalkedFolder[] = [];
  #burst: NodeJS.Timeout | undefined;
  #sweep: NodeJS.Timeout | undefined;
  #walkSoon: NodeJS.Timeout | undefined;
  #disposed = false;
  #walk: { readonly stop: AbortController; readonly ended: Promise<void> } | undefined;
  #isExcluded = excludedNow();

  readonly onDidChange = this.#changes.event;
  readonly onDidLeaveOut = this.#leftOutChanges.event;
  readonly ready: Promise<void>;

  constructor() {
    const watcher = vscode.workspace.createFileSystemWatcher('**');
    this.#parts.push(
      watcher,
      watcher.onDidCreate((uri) => this.#touchAll(uri)),
      watcher.onDidChange((uri) => this.#touch(uri)),
      watcher.onDidDelete((uri) => this.#touchAll(uri)),
      vscode.workspace.onDidChangeWorkspaceFolders(() => void this.rescan()),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (!event.affectsConfiguration('imbalanceLens.files')) return;
        this.#isExcluded = excludedNow();
        void this.rescan();
      }),
    );
    this.ready = this.rescan();
    void this.ready.then(() => this.#sweepLater());
  }

  files = (): readonly TrackedFile[] => [...this.#known.values()];

  has = (uri: vscode.Uri): boolean => this.#known.has(uri.toString());

  folderCounts = (folder: vscode.WorkspaceFolder): readonly FolderCounts[] =>
    this.#walked.find((walked) => walked.folder.uri.toString() === folder.uri.toString())?.folderCounts ?? [];

  leftOut = (): readonly { folder: vscode.WorkspaceFolder; leftOut: LeftOut }[] =>
    this.#walked.flatMap(({ folder, leftOut }) => (leftOut === undefined ? [] : [{ folder, leftOut }]));

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
    this.#walk?.stop.abort();
    const stop = new AbortController();
    const ended = this.#walkPace
      .measured(() => this.#walkAll(stop.signal))
      .catch(() => undefined)
      .then(() => {
        // Who waits for a walk that another one ended waits for that one.
        if (this.#walk?.stop !== stop) return this.#walk?.ended;
        this.#walk = undefined;
        return undefined;
      });
    this.#walk = { stop, ended };
    return ended;
  }

  #walkLater(): void {
    this.#walkSoon ??= setTimeout(
      () => {
        this.#walkSoon = undefined;
        if (this.#walk === undefined) void this.rescan();
        else this.#walkLater();
      },
      Math.max(burstMs, this.#walkPace.pause(walkPauseMs)),
    );
  }

  dispose(): void {
    this.#disposed = true;
    this.#walk?.stop.abort();
    clearTimeout(this.#burst);
    clearTimeout(this.#sweep);
    clearTimeout(this.#walkSoon);
    for (const part of this.#parts) part.dispose();
  }

  async #walkAll(signal: AbortSignal): Promise<void> {
    const found = new Map<string, TrackedFile>();
    const walked: WalkedFolder[] = [];
    for (const folder of vscode.workspace.workspaceFolders ?? []) {
      const options = { limits: defaultLimits.discovery, signal, isExcluded: this.#isExcluded };
      const { files, config, ...rest } = await discover('', readerOf(folder), options);
      walked.push({ folder, ...rest });
      for (const file of config === undefined ? files : [...files, config]) {
        const uri = vscode.Uri.joinPath(folder.uri, file.path);
        found.set(uri.toString(), { uri, folder, ...file });
      }
    }
    signal.throwIfAborted();
    const before = JSON.stringify(this.leftOut().map(({ leftOut }) => leftOut));
    this.#walked = walked;
    const changed = [...found].flatMap(([key, file]) => (differs(this.#known.get(key), file) ? [file] : []));
    const removed = [...this.#known].flatMap(([key, file]) => (found.has(key) ? [] : [file]));
    this.#apply({ changed, removed });
    if (JSON.stringify(this.leftOut().map(({ leftOut }) => leftOut)) !== before) this.#leftOutChanges.fire();
  }

  /** A folder may come and go without events of the files in it. */
  #touchAll(uri: vscode.Uri): void {
    this.#touch(uri);
    if (!/\.[^/]*$/.test(uri.path)) this.#walkLater();
  }

  #touch(uri: vscode.Uri): void {
    const place = this.#placeOf(uri);
    if (place === undefined) return;
    this.#touched.set(uri.toString(), place);
    this.#burst ??= setTimeout(() => {
      this.#burst = undefined;
      const places = [...this.#touched.values()];
      this.#touched.clear();
      void this.#look(places, true);
    }, burstMs);
  }

  /** Where a file lies that the walk would report by its names; undefined for any other. */
  #placeOf(uri: vscode.Uri): Place | undefined {
    const folder = vscode.workspace.getWorkspaceFolder(uri);
    if (folder === undefined) return undefined;
    const path = uri.path.slice(folder.uri.path.replace(/\/$/, '').length + 1);
    if (!isCandidatePath(path) || isBelowExcluded(path, this.#isExcluded)) return undefined;
    return { uri, folder, path };
  }

  /** Looks at files again; what an event announced counts as changed even if size and time are equal. */
  async #look(places: readonly Place[], announced: boolean): Promise<void> {
    const files = await statAll(places);
    const strangers = files.flatMap((file) => (file !== undefined && !this.has(file.uri) ? [file] : []));
    const welcome = await this.#welcome(strangers);
    if (this.#disposed) return;
    const changed: TrackedFile[] = [];
    const removed: TrackedFile[] = [];
    files.forEach((file, index) => {
      const before = this.#known.get(places[index]!.uri.toString());
      if (file === undefined) {
        if (before !== undefined) removed.push(before);
      } else if (before === undefined ? welcome.has(file) : announced || differs(before, file)) {
        changed.push(file);
      }
    });
    this.#apply({ changed, removed });
  }

  /**
   * Those of files that are not followed yet which a walk would find. Where there is no room for more, or they lie among
   * the examples of a class, a walk decides: it knows which are the newest, and counts the class anew.
   */
  async #welcome(files: readonly TrackedFile[]): Promise<ReadonlySet<TrackedFile>> {
    const { files: most, wholeBytes } = defaultLimits.discovery;
    const welcome = new Set<TrackedFile>();
    const linked = new Map<string, Promise<boolean>>();
    for (const file of files) {
      const folder = vscode.Uri.joinPath(file.uri, '..').toString();
      const isLinked = linked.get(folder) ?? isBelowLink(file);
      linked.set(folder, isLinked);
      if (await isLinked) continue;
      const isExample = this.folderCounts(file.folder).some(({ path }) => file.path.startsWith(`${path}/`));
      const isFull = this.#known.size + welcome.size >= most;
      const isLarge = file.size > wholeBytes && isReadWhole(file.path);
      if (isExample || isFull || isLarge) this.#walkLater();
      else welcome.add(file);
    }
    return welcome;
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

  /** Looks at what is on the screen, and as often as its share of the time allows at all that changed lately. */
  async #sweepOnce(): Promise<void> {
    if (this.#walk !== undefined) return;
    if (this.#walkPace.pause(walkEveryMs) <= 0) {
      await this.rescan();
      return;
    }
    const visible = new Set(vscode.window.visibleTextEditors.map((editor) => editor.document.uri.toString()));
    const seen = this.files().filter((file) => visible.has(file.uri.toString()));
    if (seen.length > 0) await this.#look(seen, false);
    if (this.#sweepPace.pause(0) > 0) return;
    const now = Date.now();
    const lately = this.files().filter(
      (file) => now - file.mtime < activeMs && !visible.has(file.uri.toString()),
    );
    if (lately.length > 0) await this.#sweepPace.measured(() => this.#look(lately, false));
  }
}

function differs(before: TrackedFile | undefined, now: TrackedFile): boolean {
  return before?.size !== now.size || before.mtime !== now.mtime;
}

type Place = Pick<TrackedFile, 'uri' | 'folder' | 'path'>;

function readerOf({ uri }: vscode.WorkspaceFolder): FolderReader {
  return uri.scheme === 'file' ? diskFolders(uri.fsPath) : virtualFolders(uri);
}

/** Size and time of files, in the same order; undefined for what is not there or is no regular file. */
async function statAll(places: readonly Place[]): Promise<(TrackedFile | undefined)[]> {
  const files: (TrackedFile | undefined)[] = [];
  for (let start = 0; start < places.length; start += statBatch) {
    const batch = places.slice(start, start + statBatch);
    for (const file of await Promise.all(batch.map(statOne))) files.push(file);
  }
  return files;
}

async function statOne(place: Place): Promise<TrackedFile | undefined> {
  const facts = await readerOf(place.folder).stat(place.path);
  return facts === undefined ? undefined : { ...place, ...facts };
}

/** True if a folder between the workspace folder and a file is a link: the walk does not enter it. */
async function isBelowLink({ folder, path }: Place): Promise<boolean> {
  const reader = readerOf(folder);
  for (let above = folderOf(path); above !== ''; above = folderOf(above)) {
    if (await reader.isLink(above)) return true;
  }
  return false;
}

function excludedNow(): (path: string) => boolean {
  const globs = vscode.workspace.getConfiguration('imbalanceLens').get<string[]>('files.exclude') ?? [];
  return excludedBy(globs);
}
