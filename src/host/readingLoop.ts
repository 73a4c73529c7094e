import type { DatedFile } from '../analysis/newestRuns.ts';
import { folderOf } from '../analysis/paths.ts';
import { paceOf } from './pace.ts';
import { readingQueue } from './readingQueue.ts';

/** What is done with files; none of it rejects. */
export interface ReadingWork<File extends DatedFile> {
  /** The path of the file that says how others are read: it goes before them. */
  readonly first: string;
  read(file: File): Promise<void>;
  drop(file: File): Promise<void>;
  /** Analyses what was read, and shows it; gives the number of documents. */
  publish(): Promise<number>;
}

/** A call that waits until what is published knows its changes. */
interface Waiting {
  /** Paths that are still to be read. */
  readonly paths: Set<string>;
  /** A person waits for it. */
  readonly urgent: boolean;
  readonly resolve: () => void;
}

/**
 * While there is more to read, what was read is published this often, once a quarter more files are read: the analysis
 * of a thousand runs takes half a second even where nothing of them changed. Where files are slow to read, it is
 * published as soon as that takes no more than a fifth of the time.
 */
const publishEveryMs = 500;
const publishShare = 0.25;
const analysisShare = 0.2;

/**
 * Reads what waits run by run, the newest first, and publishes as it goes on: the person sees the run that trains now
 * while a thousand older ones are still to be read. Reading and publishing go one at a time, so that nothing is published
 * after what is newer.
 */
export class ReadingLoop<File extends DatedFile> {
  readonly #work: ReadingWork<File>;
  readonly #now: () => number;
  readonly #pace: ReturnType<typeof paceOf>;
  readonly #queue = readingQueue<File>();
  readonly #dropped = new Map<string, File>();
  readonly #aside: { readonly work: () => Promise<void>; readonly resolve: () => void }[] = [];
  #waiting: Waiting[] = [];
  #working = false;
  #disposed = false;
  /** What is published does not know everything. */
  #isStale = false;
  #publishedAt = -Infinity;
  /** Documents when it was last published, and files that were read since. */
  #published = 0;
  #readSince = 0;

  constructor(work: ReadingWork<File>, now: () => number = () => performance.now()) {
    this.#work = work;
    this.#now = now;
    this.#pace = paceOf(analysisShare, now);
  }

  /** Takes changes in, and resolves when what is published knows them. */
  update(changed: readonly File[], removed: readonly File[]): Promise<void> {
    for (const file of removed) {
      this.#queue.take(file.path);
      this.#dropped.set(file.path, file);
      for (const { paths } of this.#waiting) paths.delete(file.path);
    }
    for (const file of changed) this.#queue.put(file);
    this.#isStale = true;
    return this.#until(changed.map(({ path }) => path));
  }

  /** Reads a file that a person asks for, with what waits near it, before everything else. */
  readNow(file: File): Promise<void> {
    this.#queue.put(file);
    return this.settleNear(file.path);
  }

  /** Resolves when what waits in a file's folder and above it is published; it is read before everything else. */
  settleNear(path: string): Promise<void> {
    return this.#until(this.#queue.prefer(folderOf(path)), true);
  }

  /** Does something between reading and publishing, before what waits: what it opens meets no analysis. `work` must not reject. */
  aside(work: () => Promise<void>): Promise<void> {
    if (this.#disposed) return Promise.resolve();
    return new Promise((resolve) => {
      this.#aside.push({ work, resolve });
      if (!this.#working) void this.#run();
    });
  }

  dispose(): void {
    this.#disposed = true;
    for (const { resolve } of [...this.#waiting.splice(0), ...this.#aside.splice(0)]) resolve();
  }

  #until(paths: readonly string[], urgent = false): Promise<void> {
    if (this.#disposed) return Promise.resolve();
    return new Promise((resolve) => {
      this.#waiting.push({ paths: new Set(paths), urgent, resolve });
      if (!this.#working) void this.#run();
    });
  }

  async #run(): Promise<void> {
    this.#working = true;
    // What comes in one turn is taken together.
    await Promise.resolve();
    while (!this.#disposed && (this.#aside.length > 0 || this.#waiting.length > 0)) {
      for (const { work, resolve } of this.#aside.splice(0)) await work().finally(resolve);
      await this.#readNext();
      const isLast = this.#queue.size === 0 && this.#dropped.size === 0;
      if (!isLast && !this.#isDue()) continue;
      const known = new Set(this.#waiting.filter(({ paths }) => isLast || paths.size === 0));
      if (this.#isStale) await this.#publish();
      this.#waiting = this.#waiting.filter((one) => !known.has(one));
      for (const { resolve } of known) resolve();
    }
    this.#working = false;
  }

  /** Lets go of what is gone, and reads the files of one run. */
  async #readNext(): Promise<void> {
    const dropped = [...this.#dropped.values()];
    this.#dropped.clear();
    for (const file of dropped) await this.#work.drop(file);
    const first = this.#queue.take(this.#work.first);
    for (const file of first === undefined ? this.#queue.next() : [first]) {
      if (this.#disposed) return;
      await this.#work.read(file);
      this.#isStale = true;
      this.#readSince++;
      for (const { paths } of this.#waiting) paths.delete(file.path);
    }
  }

  /** True if it is time to publish though more is to be read. */
  #isDue(): boolean {
    if (this.#waiting.some(({ paths, urgent }) => urgent && paths.size === 0)) return true;
    if (this.#readSince === 0) return false;
    const isMore = this.#readSince >= this.#published * publishShare;
    return (
      (isMore && this.#now() - this.#publishedAt >= publishEveryMs) || this.#pace.pause(publishEveryMs) <= 0
    );
  }

  async #publish(): Promise<void> {
    this.#isStale = false;
    this.#readSince = 0;
    this.#published = await this.#pace.measured(() => this.#work.publish());
    this.#publishedAt = this.#now();
  }
}
