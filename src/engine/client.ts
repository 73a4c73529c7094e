import type { Analysis, FileReport, RunAnalysis } from '../analysis/analysis.ts';
import type { AnalysisContext } from '../analysis/context.ts';
import type { FormatEntry } from '../analysis/formatList.ts';
import type { Reconciliation, ReconcileQuestion } from '../analysis/reconcileTable.ts';
import type { ComparisonResult } from '../core/comparison/comparison.ts';
import type { Limits } from '../core/limits.ts';
import type { Outline } from '../core/outline.ts';
import type { CurveReply, EngineRequest, OpenOptions, RowsQuery, RowsReply } from '../protocol/engine.ts';
import { messageOf, nameOf } from './byteSource.ts';
import { childEnvironment } from './childEnvironment.ts';
import { countCrashes } from './crashes.ts';
import type { Crashes } from './crashes.ts';
import { EngineEnded, EngineProcess } from './engineProcess.ts';
import type { Answer, EngineProcessOptions } from './engineProcess.ts';
import { describe, stateOf } from './engineSource.ts';
import type { EngineSource } from './engineSource.ts';
import { closedLine, isOwnDoing, lineFor, offLine } from './endingLines.ts';
import type { ReadReport } from './session.ts';

export type { EngineSource } from './engineSource.ts';
export type { FormatEntry } from '../analysis/formatList.ts';
export type { ReadReport } from './session.ts';

export interface EngineOptions extends Pick<EngineProcessOptions, 'modulePath' | 'fork'> {
  readonly execArgv?: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  /** Time for any request; reading and analysing get 1 s more for every 25 MB, analysing also for every 20 documents. */
  readonly deadlineMs?: number;
  readonly memoryMb?: number;
  /** Milliseconds of any steady clock. */
  readonly now?: () => number;
}

/**
 * The documents of a host in the engine process. The process starts at the first request and again after it ended;
 * documents that were open are then read again when they are next needed.
 */
export interface Engine {
  /** Reads a document. Never rejects; undefined if a later call for the same path took its place. */
  open(path: string, source: EngineSource, options?: OpenOptions): Promise<ReadReport | undefined>;
  /** Reads what was added to an open document, or all of it where it did not just grow. Never rejects. */
  append(path: string): Promise<ReadReport | undefined>;
  close(path: string): Promise<void>;
  /**
   * The analysis of the given documents (all open ones without `paths`); undefined if a later call for the same
   * paths took its place. Rejects with one line.
   */
  analyse(context: AnalysisContext, paths?: readonly string[]): Promise<Analysis | undefined>;
  /** Rows of one cell of the confusion matrix. Rejects with one line. */
  query(path: string, query: RowsQuery): Promise<RowsReply>;
  /** The precision-recall curve of one class; undefined without scores or rows of it. Rejects with one line. */
  curve(path: string, classIndex: number): Promise<CurveReply | undefined>;
  /** What a file of scalars, of arrays or a Parquet file holds; undefined for any other. Rejects with one line. */
  outline(path: string): Promise<Outline | undefined>;
  /** The formats that a file can be read as. Rejects with one line. */
  formats(): Promise<readonly FormatEntry[]>;
  /** Which definitions give logged numbers on the rows of a prediction file. Rejects with one line. */
  reconcile(path: string, question: ReconcileQuestion): Promise<Reconciliation>;
  /** Two prediction files of the same rows compared, or why they are not. Rejects with one line. */
  compare(paths: readonly [string, string], limits: Limits): Promise<ComparisonResult>;
  /** Settles when the process answers, and starts it if need be. Rejects with one line. */
  ping(): Promise<void>;
  /** Allows everything again: the engine after too many crashes, and files that ended it. */
  reset(): void;
  /** What the process last wrote to stderr, for the log. */
  stderr(): string;
  /** The id of the process, while there is one. */
  pid(): number | undefined;
  dispose(): Promise<void>;
}

export function createEngine(options: EngineOptions): Engine {
  return new EngineClient(options);
}

/** A document as the host opened it. */
interface Held {
  readonly source: EngineSource;
  readonly options: OpenOptions;
  /** The process that was asked to open it. */
  process?: EngineProcess;
  size: number;
  version: string;
}

/**
 * Time for each document of an analysis after the first: the metrics of a small table take 8 ms, and after a restart
 * those of a thousand runs are all made anew; slower machines get six times that.
 */
const documentMs = 50;

class EngineClient implements Engine {
  readonly #options: EngineOptions;
  readonly #deadlineMs: number;
  readonly #memoryMb: number;
  readonly #crashes: Crashes;
  readonly #documents = new Map<string, Held>();
  /** The newest read of each path, and the newest analysis of each set of paths: what is older is not published. */
  readonly #newestRead = new Map<string, symbol>();
  readonly #newestAnalysis = new Map<string, symbol>();
  /** Files that ended the engine, by path, also after they were closed: the version that did, and the line about it. */
  readonly #refused = new Map<string, { readonly version: string; readonly message: string }>();
  /** Lines of analyses and comparisons that ended the engine, by the versions of their files. */
  readonly #refusedAnalyses = new Map<string, string>();
  #process: EngineProcess | undefined;
  /** Reading and analysing go one at a time, so that a hang or a crash names its file. */
  #queue: Promise<unknown> = Promise.resolve();
  #busy: { readonly path?: string; readonly deadlineMs: number } | undefined;
  #disposed = false;

  constructor(options: EngineOptions) {
    this.#options = options;
    this.#deadlineMs = options.deadlineMs ?? 10_000;
    this.#memoryMb = options.memoryMb ?? 1024;
    this.#crashes = countCrashes(options.now ?? (() => performance.now()));
  }

  open(path: string, source: EngineSource, options: OpenOptions = {}): Promise<ReadReport | undefined> {
    this.#documents.set(path, { source, options, size: 0, version: '' });
    return this.#readInTurn(path);
  }

  append(path: string): Promise<ReadReport | undefined> {
    return this.#readInTurn(path);
  }

  async close(path: string): Promise<void> {
    const held = this.#documents.get(path);
    this.#documents.delete(path);
    this.#newestRead.delete(path);
    if (held?.process?.alive !== true) return;
    await held.process.request({ type: 'close', path }, this.#patience()).catch(() => undefined);
  }

  analyse(context: AnalysisContext, paths?: readonly string[]): Promise<Analysis | undefined> {
    const key = paths === undefined ? '' : [...paths].sort().join('\n');
    const call = Symbol(key);
    this.#newestAnalysis.set(key, call);
    return this.#inTurn(async () => {
      if (this.#newestAnalysis.get(key) !== call) return undefined;
      for (const path of paths ?? []) this.#held(path);
      const analysis = await untilTaken(() => this.#analyse(context, paths ?? [...this.#documents.keys()]));
      if (this.#newestAnalysis.get(key) !== call) return undefined;
      this.#newestAnalysis.delete(key);
      return analysis;
    });
  }

  async query(path: string, query: RowsQuery): Promise<RowsReply> {
    return (await this.#askOf({ type: 'query', path, query })) as RowsReply;
  }

  async curve(path: string, classIndex: number): Promise<CurveReply | undefined> {
    return (await this.#askOf({ type: 'curve', path, classIndex })) as CurveReply | undefined;
  }

  async outline(path: string): Promise<Outline | undefined> {
    return (await this.#askOf({ type: 'outline', path })) as Outline | undefined;
  }

  async reconcile(path: string, question: ReconcileQuestion): Promise<Reconciliation> {
    return (await this.#askOf({ type: 'reconcile', path, question })) as Reconciliation;
  }

  compare(paths: readonly [string, string], limits: Limits): Promise<ComparisonResult> {
    return this.#inTurn(() => untilTaken(() => this.#compare(paths, limits)));
  }

  async formats(): Promise<readonly FormatEntry[]> {
    const { result } = await untilTaken(() => this.#lightly({ type: 'formats' }, 'The engine'));
    return result as readonly FormatEntry[];
  }

  async ping(): Promise<void> {
    await untilTaken(() => this.#lightly({ type: 'ping' }, 'The engine'));
  }

  reset(): void {
    this.#crashes.reset();
    this.#refusedAnalyses.clear();
    this.#refused.clear();
  }

  stderr(): string {
    return this.#process?.stderr ?? '';
  }

  pid(): number | undefined {
    return this.#process?.alive === true ? this.#process.pid : undefined;
  }

  async dispose(): Promise<void> {
    this.#disposed = true;
    this.#process?.stop({ kind: 'disposed' });
    await this.#process?.ended;
  }

  #running(): EngineProcess {
    if (this.#disposed) throw new Error(closedLine);
    if (this.#crashes.tooMany()) throw new Error(offLine);
    if (this.#process?.alive === true) return this.#process;
    const started = new EngineProcess({
      ...this.#options,
      execArgv: this.#options.execArgv ?? [],
      env: childEnvironment(this.#options.env ?? process.env),
      memoryMb: this.#memoryMb,
      readHost: (path, offset, length) => {
        const source = this.#documents.get(path)?.source;
        if (source?.kind !== 'host')
          return Promise.reject(new Error(`${nameOf(path)} is not open any more.`));
        return source.read(offset, length);
      },
    });
    void started.ended.then(({ kind }) => {
      if (kind !== 'disposed') this.#crashes.add();
    });
    this.#process = started;
    return started;
  }

  #held(path: string): Held {
    const held = this.#documents.get(path);
    if (held === undefined) throw new Error(`${nameOf(path)} is not open.`);
    return held;
  }

  /** True if the document has to be opened (again) before anything can be asked of it. */
  #isLost(path: string): boolean {
    const held = this.#documents.get(path);
    return held !== undefined && held.process?.alive !== true;
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#queue.then(work);
    this.#queue = turn.catch(() => undefined);
    return turn;
  }

  /** Time for a request that the engine answers at once, unless it is at something longer. */
  #patience(): number {
    return this.#deadlineMs + (this.#busy?.deadlineMs ?? 0);
  }

  /** Sends a request that may take long. If the process ends now, this request ended it. */
  async #ask(process: EngineProcess, request: EngineRequest, bytes: number): Promise<Answer> {
    const others = 'paths' in request ? Math.max(0, request.paths.length - 1) : 0;
    const deadlineMs = this.#deadlineMs + bytes / 25_000 + others * documentMs;
    this.#busy = 'path' in request ? { path: request.path, deadlineMs } : { deadlineMs };
    try {
      return await process.request(request, deadlineMs);
    } finally {
      this.#busy = undefined;
    }
  }

  async #lightly(request: EngineRequest, subject: string): Promise<Answer> {
    try {
      return await this.#running().request(request, this.#patience());
    } catch (error) {
      if (!(error instanceof EngineEnded) || error.before) throw error;
      throw new Error(lineFor(error.ending, subject, this.#memoryMb), { cause: error });
    }
  }

  /** Asks something of one document, opened again first where the process that had it is gone. */
  async #askOf(request: EngineRequest & { readonly path: string }): Promise<unknown> {
    const { path } = request;
    this.#held(path);
    return untilTaken(async () => {
      const unread = this.#isLost(path) ? await this.#inTurn(() => this.#openAgain([path])) : undefined;
      const [problem] = unread?.get(path)?.problems ?? [];
      if (problem !== undefined) throw new Error(problem.message);
      return (await this.#lightly(request, nameOf(path))).result;
    });
  }

  #readInTurn(path: string): Promise<ReadReport | undefined> {
    const call = Symbol(path);
    this.#newestRead.set(path, call);
    if (this.#busy?.path === path) {
      this.#process?.request({ type: 'cancel', path }, this.#patience()).catch(() => undefined);
    }
    return this.#inTurn(async () => {
      if (this.#newestRead.get(path) !== call) return undefined;
      const held = this.#documents.get(path);
      if (held === undefined) return failed(path, `${nameOf(path)} is not open.`);
      const report = await this.#read(path, held);
      return this.#newestRead.get(path) === call ? report : undefined;
    });
  }

  /** Opens the document, or reads on where the process has it open already. */
  async #read(path: string, held: Held): Promise<ReadReport | undefined> {
    try {
      return await untilTaken(() => this.#readOnce(path, held));
    } catch (error) {
      delete held.process;
      if (!(error instanceof EngineEnded)) return failed(path, messageOf(error));
      const message = lineFor(error.ending, nameOf(path), this.#memoryMb);
      if (isOwnDoing(error.ending)) this.#refused.set(path, { version: held.version, message });
      return failed(path, message);
    }
  }

  async #readOnce(path: string, held: Held): Promise<ReadReport | undefined> {
    const state = await stateOf(held.source, nameOf(path), this.#deadlineMs);
    const refused = this.#refused.get(path);
    if (refused?.version === state.version) return failed(path, refused.message);
    this.#refused.delete(path);
    const process = this.#running();
    const request: EngineRequest =
      held.process === process
        ? { type: 'append', path, ...(held.source.kind === 'host' ? { state } : {}) }
        : { type: 'open', path, source: describe(held.source, state), options: held.options };
    Object.assign(held, { process, size: state.size, version: state.version });
    const { result } = await this.#ask(process, request, state.size);
    return result as ReadReport | undefined;
  }

  /** Opens documents that were lost with their process; gives a report of each that could not be. */
  async #openAgain(paths: readonly string[]): Promise<Map<string, FileReport>> {
    const unread = new Map<string, FileReport>();
    for (;;) {
      this.#running();
      const lost = paths.find((path) => !unread.has(path) && this.#isLost(path));
      const held = lost === undefined ? undefined : this.#documents.get(lost);
      if (lost === undefined || held === undefined) return unread;
      const refused = this.#refused.get(lost);
      const report = refused === undefined ? await this.#read(lost, held) : failed(lost, refused.message);
      if (this.#isLost(lost)) unread.set(lost, { path: lost, problems: report?.problems ?? [] });
    }
  }

  async #analyse(context: AnalysisContext, wanted: readonly string[]): Promise<Analysis> {
    const unread = await this.#openAgain(wanted);
    const paths = wanted.filter((path) => this.#documents.has(path) && !unread.has(path));
    const subject = `The analysis of ${paths.length === 1 ? nameOf(paths[0]!) : `${paths.length} files`}`;
    const { result, parts } = await this.#askOfAll({ type: 'analyse', context, paths }, subject);
    const files = [...(result as Pick<Analysis, 'files'>).files, ...unread.values()];
    files.sort((a, b) => (a.path < b.path ? -1 : 1));
    return { runs: parts as readonly RunAnalysis[], files };
  }

  async #compare(paths: readonly [string, string], limits: Limits): Promise<ComparisonResult> {
    for (const path of paths) this.#held(path);
    const unread = await this.#openAgain(paths);
    const [problem] = [...unread.values()].flatMap(({ problems }) => problems);
    if (problem !== undefined) throw new Error(problem.message);
    const subject = `The comparison of ${nameOf(paths[0])} and ${nameOf(paths[1])}`;
    const { result } = await this.#askOfAll({ type: 'compare', paths, limits }, subject);
    return result as ComparisonResult;
  }

  /** Asks something of several open documents; what ended the process is not asked again until one of them changes. */
  async #askOfAll(
    request: EngineRequest & { readonly paths: readonly string[] },
    subject: string,
  ): Promise<Answer> {
    const held = request.paths.map((path) => this.#held(path));
    const versions = held.map(({ version }, index) => `${request.paths[index]!} ${version}`);
    const key = [request.type, ...versions].join('\n');
    const refused = this.#refusedAnalyses.get(key);
    if (refused !== undefined) throw new Error(refused);
    const bytes = held.reduce((sum, { size }) => sum + size, 0);
    try {
      return await this.#ask(this.#running(), request, bytes);
    } catch (error) {
      if (!(error instanceof EngineEnded) || error.before) throw error;
      const message = lineFor(error.ending, subject, this.#memoryMb);
      if (isOwnDoing(error.ending)) this.#refusedAnalyses.set(key, message);
      throw new Error(message, { cause: error });
    }
  }
}

/** Asks again where the process had ended before it took the request up; the count of crashes ends that. */
async function untilTaken<T>(work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof EngineEnded && error.before)) throw error;
    }
  }
}

function failed(path: string, message: string): ReadReport {
  return { path, problems: [{ kind: 'refused', message }], step: 'failed', size: 0 };
}
