import * as vscode from 'vscode';
import { configName } from '../analysis/candidates.ts';
import type { Analysis, FileReport, RunAnalysis } from '../analysis/analysis.ts';
import { isNamesPath, namesFolders } from '../analysis/classNames.ts';
import type { AnalysisContext } from '../analysis/context.ts';
import { parseConfig } from '../analysis/config.ts';
import type { Config } from '../analysis/config.ts';
import { columnsFor, positiveClassFor, readAsFor } from '../analysis/configLookup.ts';
import { folderOf } from '../analysis/paths.ts';
import { defaultLimits } from '../core/limits.ts';
import type { Outline } from '../core/outline.ts';
import { analyseLeavingOut } from '../engine/analyseLeavingOut.ts';
import type { Engine, FormatEntry, ReadReport } from '../engine/client.ts';
import type { CurveReply, OpenOptions, RowsQuery, RowsReply } from '../protocol/engine.ts';
import { ReadingLoop } from './readingLoop.ts';
import { sourceOf } from './source.ts';

/** A file as a project takes it: its address, and when it was last changed (milliseconds since 1970). */
export interface ProjectFile {
  readonly uri: vscode.Uri;
  /** Path below the project's root, with `/`. */
  readonly path: string;
  readonly mtime: number;
}

export interface ProjectOptions {
  readonly root: vscode.Uri;
  /** Set before every path, so that the paths of several projects differ; empty or ending with `/`. */
  readonly prefix: string;
  readonly engine: Engine;
  readonly log: vscode.LogOutputChannel;
  folderCounts(): AnalysisContext['folderCounts'];
}

/** A file that is to be read. */
interface WaitingFile extends ProjectFile {
  /** It was there before anything was read. */
  readonly atStart: boolean;
}

interface HeldFile extends ProjectFile {
  /** Time between its last two changes: how long an epoch takes. */
  readonly gapMs: number;
  /** How it was to be read. */
  readonly options?: OpenOptions;
  /** It came whole, with its folder: copied, unpacked or checked out. */
  readonly cameWhole: boolean;
  readonly report?: ReadReport;
}

/** A log that did not change for this long is over, unless its epochs take longer: then three of them. */
const quietMs = 60_000;
const quietEpochs = 3;
/** Folder, file and last byte of what is copied come within this time; of a training whole epochs lie between them. */
const wholeMs = 2_000;
/** Bytes of a settings file that are read: it is written by hand. */
const configBytes = 1_048_576;

/** One folder's documents and what the newest analysis says of them: the newest runs are read and published first. */
export class Project implements vscode.Disposable {
  readonly root: vscode.Uri;
  readonly #options: ProjectOptions;
  readonly #published = new vscode.EventEmitter<void>();
  readonly #files = new Map<string, HeldFile>();
  /** What the person chose for single files in this window, by path. */
  readonly #chosen = new Map<string, OpenOptions>();
  #config: { path: string; text: string; parsed: Config } | undefined;
  readonly #loop: ReadingLoop<WaitingFile>;
  /** Paths of files of which what was read before does not count. */
  readonly #anew = new Set<string>();
  #quiet: NodeJS.Timeout | undefined;
  #publishedAt = 0;
  #disposed = false;
  #analysis: Analysis = { runs: [], files: [] };

  readonly onDidPublish = this.#published.event;

  constructor(options: ProjectOptions) {
    this.root = options.root;
    this.#options = options;
    this.#loop = new ReadingLoop({
      first: configName,
      read: async (file) => {
        await this.#attempt(file.path, () => this.#take(file));
      },
      drop: async (file) => {
        await this.#attempt(file.path, () => this.#drop(file));
      },
      publish: () => this.#analyse(),
    });
  }

  get analysis(): Analysis {
    return this.#analysis;
  }

  uriOf(path: string): vscode.Uri {
    const held = this.#files.get(path);
    return held?.uri ?? vscode.Uri.joinPath(this.root, path.slice(this.#options.prefix.length));
  }

  /** A glob that in this project's settings means one path (or run) and no other. */
  globOf(path: string): string {
    return `/${path.slice(this.#options.prefix.length)}`;
  }

  /** What is known of a file that was read; undefined for one that was not. */
  reportOf(uri: vscode.Uri): FileReport | undefined {
    const path = [...this.#files].find(([, file]) => file.uri.toString() === uri.toString())?.[0];
    if (path === undefined) return undefined;
    return this.#analysis.files.find((file) => file.path === path) ?? this.#files.get(path)?.report;
  }

  /** What is known of the files of a kind that is read, or of one of several, but for those that may still be written. */
  reports(): readonly { readonly uri: vscode.Uri; readonly report: FileReport }[] {
    const now = Date.now();
    const analysed = new Map(this.#analysis.files.map((file) => [file.path, file]));
    return [...this.#files].flatMap(([path, { uri, report }]) =>
      (report?.role === undefined && report?.candidates === undefined) || this.#quietAt(path) > now
        ? []
        : [{ uri, report: { ...report, ...analysed.get(path) } }],
    );
  }

  /** Another one whenever a file was read; undefined for a file that is not there. */
  readingOf(path: string): object | undefined {
    return this.#files.get(path)?.report;
  }

  /** When the run's newest file was changed, in milliseconds since 1970. */
  changedAt(run: RunAnalysis): number {
    return Math.max(0, ...run.files.map(({ path }) => this.#files.get(path)?.mtime ?? 0));
  }

  /** Takes changes in, and resolves when an analysis that knows them is published. */
  update(changed: readonly ProjectFile[], removed: readonly ProjectFile[]): Promise<void> {
    return this.#loop.update(changed.map(this.#waitingOf), removed.map(this.#waitingOf));
  }

  /** Reads a file that a person asks for, with what waits near it, before everything else. */
  readNow(file: ProjectFile): Promise<void> {
    return this.#loop.readNow(this.#waitingOf(file));
  }

  /** Reads a file as the person chose, now and whenever it changes. */
  choose(file: ProjectFile, options: OpenOptions): Promise<void> {
    this.#chosen.set(this.#options.prefix + file.path, options);
    this.#anew.add(file.path);
    return this.readNow(file);
  }

  /** Resolves when what waits to be read in a file's folder and above it is analysed; it is read before everything else. */
  settleNear(path: string): Promise<void> {
    return this.#loop.settleNear(path);
  }

  rows(path: string, query: RowsQuery): Promise<RowsReply> {
    return this.#options.engine.query(path, query);
  }

  curve(path: string, classIndex: number): Promise<CurveReply | undefined> {
    return this.#options.engine.curve(path, classIndex);
  }

  /** The columns of a table with some of its rows, whatever it was read as; or why it has none. */
  async columnsOf(file: ProjectFile): Promise<FileReport> {
    const { engine, prefix } = this.#options;
    // A document of its own, so that the one that is read stays as it is; in turn, so that no analysis meets it.
    const path = `${prefix}${file.path}?columns`;
    let report: FileReport = { path, problems: [] };
    await this.#loop.aside(async () => {
      await this.#attempt(path, async () => {
        report =
          (await engine.open(path, sourceOf(file.uri), { format: 'predictions', ask: true })) ?? report;
        await engine.close(path);
      });
    });
    return report;
  }

  /** The formats that a file can be read as. */
  formats(): Promise<readonly FormatEntry[]> {
    return this.#options.engine.formats();
  }

  /** What a file without lines holds, or why that cannot be said; undefined for one that was not recognised. */
  async outline(path: string): Promise<Outline | { readonly failed: string } | undefined> {
    if (this.#files.get(path)?.report?.format === undefined) return undefined;
    try {
      return await this.#options.engine.outline(path);
    } catch (error) {
      return { failed: error instanceof Error ? error.message : String(error) };
    }
  }

  dispose(): void {
    clearTimeout(this.#quiet);
    this.#disposed = true;
    this.#loop.dispose();
    for (const path of this.#files.keys()) void this.#options.engine.close(path).catch(() => undefined);
    this.#published.dispose();
  }

  #waitingOf = (file: ProjectFile): WaitingFile => ({ ...file, atStart: this.#publishedAt === 0 });

  /** Reads a file; settings first say how the others are read, which then are read again. */
  async #take(file: WaitingFile): Promise<void> {
    if (file.path !== configName) return this.#read(file);
    await this.#readConfig(file);
    return this.#readAgain();
  }

  async #drop(file: ProjectFile): Promise<void> {
    if (file.path === configName) {
      this.#config = undefined;
      return this.#readAgain();
    }
    const path = this.#options.prefix + file.path;
    if (this.#files.delete(path)) await this.#attempt(path, () => this.#options.engine.close(path));
    this.#renew(path);
  }

  async #readConfig(file: ProjectFile): Promise<void> {
    try {
      const bytes = await vscode.workspace.fs.readFile(file.uri);
      const text = new TextDecoder().decode(bytes.subarray(0, configBytes));
      this.#config = { path: this.#options.prefix + configName, text, parsed: parseConfig(text).config };
    } catch (error) {
      this.#options.log.warn(`${configName}: ${String(error)}`);
    }
  }

  async #read({ atStart, ...file }: WaitingFile): Promise<void> {
    const path = this.#options.prefix + file.path;
    if (this.#anew.delete(file.path)) this.#files.delete(path);
    const before = this.#files.get(path);
    const gapMs = Math.max(before?.gapMs ?? 0, before === undefined ? 0 : file.mtime - before.mtime);
    // What appears while the window is open may be the first epoch of a training.
    const cameWhole =
      before === undefined
        ? atStart && (await this.#cameWhole(file))
        : before.cameWhole && before.mtime === file.mtime;
    const { engine } = this.#options;
    const isOpen = before?.report?.format !== undefined;
    const options = isOpen ? before.options : this.#optionsFor(path);
    const report = await this.#attempt(path, () =>
      isOpen ? engine.append(path) : engine.open(path, sourceOf(file.uri), options),
    );
    this.#files.set(path, {
      ...file,
      gapMs,
      cameWhole,
      ...(options === undefined ? {} : { options }),
      ...(report === undefined ? {} : { report }),
    });
    this.#renew(path);
    // What is no document of ours is not kept open; it is looked at again when it changes.
    if (report !== undefined && report.format === undefined)
      await this.#attempt(path, () => engine.close(path));
  }

  /** Predictions near a file of class names are other ones once it changed, though they were not read again. */
  #renew(path: string): void {
    if (!isNamesPath(path)) return;
    for (const [near, file] of this.#files) {
      if (file.report?.role !== 'predictions' || !namesFolders(near).includes(folderOf(path))) continue;
      this.#files.set(near, { ...file, report: { ...file.report } });
    }
  }

  /** The settings changed: what is to be read in another way now is read anew. */
  async #readAgain(): Promise<void> {
    for (const [path, file] of [...this.#files]) {
      if (JSON.stringify(file.options) === JSON.stringify(this.#optionsFor(path))) continue;
      this.#files.delete(path);
      await this.#read({ ...file, atStart: false });
    }
  }

  #optionsFor(path: string): OpenOptions {
    const chosen = this.#chosen.get(path) ?? {};
    if (this.#config === undefined) return chosen;
    const { parsed: config } = this.#config;
    const columns = columnsFor(config, this.#config.path, path);
    const positiveClass = positiveClassFor(config, this.#config.path, path);
    const format = readAsFor(config, this.#config.path, path);
    return {
      ...(format === undefined ? {} : { format }),
      ...(config.headers.length === 0 ? {} : { headers: config.headers }),
      ...(columns === undefined ? {} : { columns }),
      ...(positiveClass === undefined ? {} : { positiveClass }),
      ...chosen,
    };
  }

  /** Publishes what the files say now; gives the number of documents. */
  async #analyse(): Promise<number> {
    const { engine, folderCounts } = this.#options;
    const sizes = new Map<string, number>();
    for (const [path, { report }] of this.#files)
      if (report?.format !== undefined) sizes.set(path, report.size);
    const open = [...sizes.keys()];
    const now = Date.now();
    const live = open.filter((path) => this.#quietAt(path) > now);
    const context: AnalysisContext = {
      limits: defaultLimits,
      ...(this.#config === undefined ? {} : { config: { path: this.#config.path, text: this.#config.text } }),
      folderCounts: folderCounts().map((counts) => ({ ...counts, path: this.#options.prefix + counts.path })),
      live,
      declared: {},
    };
    const result =
      open.length === 0
        ? { analysis: { runs: [], files: [] }, leftOut: [] }
        : await this.#attempt('the files', () => analyseLeavingOut(engine, context, sizes));
    if (result === undefined || this.#disposed) return open.length;
    for (const { path, message } of result.leftOut) this.#options.log.warn(`${path} is left out: ${message}`);
    this.#analysis = result.analysis;
    this.#publishedAt = performance.now();
    this.#analyseWhenQuiet(live, now);
    this.#published.fire();
    return open.length;
  }

  #quietAt(path: string): number {
    const file = this.#files.get(path);
    if (file === undefined || file.cameWhole) return 0;
    return file.mtime + Math.max(quietMs, quietEpochs * file.gapMs);
  }

  async #cameWhole({ uri, mtime }: ProjectFile): Promise<boolean> {
    if (Date.now() - mtime > quietMs) return false;
    try {
      const { fs } = vscode.workspace;
      const places = await Promise.all([fs.stat(uri), fs.stat(vscode.Uri.joinPath(uri, '..'))]);
      return places.every(({ ctime }) => Math.abs(mtime - ctime) < wholeMs);
    } catch {
      return false;
    }
  }

  /** A run that is over is judged without the guard for live ones, though no file changes then. */
  #analyseWhenQuiet(live: readonly string[], now: number): void {
    clearTimeout(this.#quiet);
    if (live.length === 0) return;
    const next = Math.min(...live.map((path) => this.#quietAt(path)));
    this.#quiet = setTimeout(() => void this.update([], []), Math.max(1000, next - now + 100));
  }

  async #attempt<T>(what: string, work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      this.#options.log.warn(`${what}: ${error instanceof Error ? error.message : String(error)}`);
      return undefined;
    }
  }
}
