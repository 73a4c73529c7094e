import { areSame, mayNeedNames } from '../analysis/classNames.ts';
import type { FollowStep } from '../analysis/follow.ts';
import type { FileStart } from '../analysis/openReader.ts';
import type { Problem } from '../core/problem.ts';
import type { Format, ReadResult } from '../formats/format.ts';
import type { OpenOptions } from '../protocol/engine.ts';
import { messageOf, nameOf } from './byteSource.ts';
import type { ByteSource, OpenedSource } from './byteSource.ts';
import type { EngineParts } from './parts.ts';
import { beginReading, feed, mustRestart, nextStep, resultOf } from './reading.ts';
import type { Reading } from './reading.ts';

/** Bytes of one read: long enough for the disk, short enough (2 to 10 ms of reading) that pings are answered. */
const chunkBytes = 1_048_576;

/** Bytes of the first read: twice what formats are recognised by, since most files of a project are none of ours. */
const firstBytes = 131_072;

/** Bytes of the second read where the first does not show what the file is: a little more than it is looked for in. */
const startBytes = 266_240;

/** What a look at a document's source came to; `replaced`, `truncated` and `rewritten` were read from the start. */
export type ReadStep =
  'started' | 'unchanged' | 'appended' | 'failed' | Extract<FollowStep, { kind: 'restart' }>['because'];

/** What a file says, and the format that it was read as. */
export interface Said {
  /** Present if the file was recognised and could be read. */
  readonly format?: Format;
  readonly result: ReadResult;
}

/**
 * One document with its source and the reader that follows it.
 *
 * What means nothing before it is whole (a JSON document, an archive, a Parquet file) is written anew while a training
 * goes on, and a look may come when only half of it is there. What it said last holds until it is whole again.
 */
export class FollowedDocument {
  readonly #name: string;
  readonly #source: ByteSource;
  readonly #options: OpenOptions;
  readonly #parts: EngineParts;
  /** Number of the newest call; a call that finds another number here was overtaken and touches nothing more. */
  #revision = 0;
  #running: Promise<unknown> = Promise.resolve();
  #reading: Reading | undefined;
  #failure: Problem | undefined;
  /** What a file that is only read as a whole said when it last was whole. */
  #whole: Said | undefined;
  /** Why it is not whole now, where what is left of it does not tell its format. */
  #cut: readonly Problem[] | undefined;
  #size = 0;
  /** Class names that files near by give; those that a person declared go before them. */
  #names: readonly string[] | undefined;

  constructor(path: string, source: ByteSource, options: OpenOptions, parts: EngineParts) {
    this.#name = nameOf(path);
    this.#source = source;
    this.#options = options;
    this.#parts = parts;
  }

  /** What the person declared about it. */
  get options(): OpenOptions {
    return this.#options;
  }

  /** Bytes of the source at the last look. */
  get size(): number {
    return this.#size;
  }

  /** Present if the file was recognised and could be read, or was when it was last whole. */
  get format(): Format | undefined {
    const reading = this.#reading;
    if (reading?.finished === true) return this.said(true).format;
    return this.#whole?.format ?? reading?.format;
  }

  /** The formats that fit equally well, where that is why the file has none. */
  get candidates(): readonly string[] | undefined {
    return this.format === undefined ? this.#reading?.candidates : undefined;
  }

  /** True once everything the source held was read: before it, asking for the result would end the reader too early. */
  get finished(): boolean {
    return this.#reading?.finished === true;
  }

  /**
   * Reads what there is to read; a later call takes over from one that is still reading, which then gives undefined.
   * Never rejects: what cannot be read is a problem of the document.
   */
  catchUp(): Promise<ReadStep | undefined> {
    const work = this.#look(++this.#revision);
    this.#running = Promise.all([this.#running, work]);
    return work;
  }

  /**
   * Takes the class names that a file near by gives. Prediction tables that they may change are read again; what else the
   * document is stays as it was read.
   */
  async nameClasses(names: readonly string[] | undefined): Promise<void> {
    if (this.#options.classNames !== undefined || areSame(this.#names, names)) return;
    if (this.#names === undefined && !mayNeedNames(this.result(false))) return;
    this.#names = names;
    this.#reading = undefined;
    await this.catchUp();
  }

  /** Takes the class names for what is still to be read. */
  expectNames(names: readonly string[] | undefined): void {
    this.#names = names;
  }

  /** Makes a call that is still reading stop after its current chunk. What was read is kept for the next call. */
  cancel(): void {
    this.#revision++;
  }

  /** Settles when nothing is being read. */
  async idle(): Promise<void> {
    for (let seen; seen !== this.#running;) {
      seen = this.#running;
      await seen;
    }
  }

  /** What the file says, to be asked when nothing is being read; for a live log its complete lines alone. */
  result(live: boolean): ReadResult {
    return this.said(live).result;
  }

  /**
   * The same with its format. While a file that is only read as a whole is written anew, it is what it said before; if it
   * stays half written, a problem says so.
   */
  said(live: boolean): Said {
    const result = this.#resultNow(live);
    const format = this.#reading?.format;
    const now = format === undefined ? { result } : { format, result };
    const { document, question, problems } = result;
    if (this.#whole === undefined || document !== undefined || question !== undefined) return now;
    if (live) return this.#whole;
    const why = result.unfinished === true ? problems : this.#cut;
    if (why === undefined) return now;
    return { ...this.#whole, result: heldBefore(this.#whole.result, this.#name, why) };
  }

  #resultNow(live: boolean): ReadResult {
    if (this.#reading === undefined) return { problems: this.#failure === undefined ? [] : [this.#failure] };
    try {
      return resultOf(this.#reading, live);
    } catch (error) {
      return { problems: [this.#fail(error)] };
    }
  }

  async #look(mine: number): Promise<ReadStep | undefined> {
    try {
      const opened = await this.#source.open();
      try {
        return await this.#take(opened, mine);
      } finally {
        await opened.close();
      }
    } catch (error) {
      if (mine !== this.#revision) return undefined;
      this.#fail(error);
      return 'failed';
    }
  }

  async #take(opened: OpenedSource, mine: number): Promise<ReadStep | undefined> {
    if (mine !== this.#revision) return undefined;
    const before = this.#reading;
    const next = before === undefined ? undefined : await nextStep(before, opened);
    if (mine !== this.#revision) return undefined;
    this.#size = opened.size;
    if (next?.kind === 'unchanged') return 'unchanged';
    if (next?.kind === 'restart' || (before !== undefined && mustRestart(before))) this.#reading = undefined;
    if (!(await this.#readOn(opened, mine))) return undefined;
    if (next === undefined) return 'started';
    return next.kind === 'restart' ? next.because : 'appended';
  }

  /** Feeds the reader up to the size the source had when it was opened; false if a later call took over. */
  async #readOn(opened: OpenedSource, mine: number): Promise<boolean> {
    for (;;) {
      const offset = this.#reading?.read.offset ?? 0;
      if (offset >= opened.size) break;
      const most = offset === 0 ? firstBytes : chunkBytes;
      let bytes = await opened.read(offset, Math.min(most, opened.size - offset));
      if (mine !== this.#revision) return false;
      if (bytes.length === 0) break;
      const excuse = this.#exhausted();
      if (excuse !== undefined) throw new Error(excuse);
      if (this.#reading === undefined) {
        let begun = this.#begin(bytes, opened);
        if (!begun.settled && bytes.length < opened.size) {
          bytes = await opened.read(0, Math.min(startBytes, opened.size));
          if (mine !== this.#revision) return false;
          begun = this.#begin(bytes, opened, { again: true });
        }
        this.#reading = begun;
      }
      feed(this.#reading, bytes, opened.modified);
      if (this.#reading.format === undefined || this.#reading.full) break;
    }
    if (this.#reading === undefined) throw new EmptySource(this.#name);
    await this.#reading.reader?.complete?.();
    if (mine !== this.#revision) return false;
    this.#reading.finished = true;
    this.#reading.seen = { size: opened.size, modified: opened.modified };
    this.#keepWhole(this.#reading);
    return true;
  }

  /** Takes note of what a file says that is whole now, and forgets it once the file is one of lines. */
  #keepWhole({ format, needsAll }: Reading): void {
    if (format === undefined) return;
    if (!needsAll) this.#whole = undefined;
    else {
      const result = this.#resultNow(true);
      if (result.document !== undefined) this.#whole = { format, result };
    }
  }

  #begin(bytes: Uint8Array, opened: OpenedSource, looked: Pick<FileStart, 'again'> = {}): Reading {
    const start = { name: this.#name, bytes, complete: bytes.length >= opened.size, ...looked };
    const named = this.#names === undefined ? undefined : { classNames: this.#names };
    const choice = this.#parts.openReader(start, { ...named, ...this.#options });
    this.#cut = choice.chosen === undefined && start.complete ? this.#cutAsBefore(start) : undefined;
    return beginReading(choice, opened);
  }

  /** Why a file of no known format is what the file was before, only cut; undefined if it is not. */
  #cutAsBefore(start: FileStart): readonly Problem[] | undefined {
    if (this.#whole?.format === undefined) return undefined;
    const { chosen } = this.#parts.openReader(start, { ...this.#options, format: this.#whole.format.id });
    chosen?.reader.push(start.bytes);
    const result = chosen?.reader.end();
    return result?.unfinished === true ? result.problems : undefined;
  }

  /** Memory is for what the file says now before what it said. */
  #exhausted(): string | undefined {
    const excuse = this.#parts.exhausted?.(this.#name);
    if (excuse === undefined || this.#whole === undefined) return excuse;
    this.#whole = undefined;
    return this.#parts.exhausted?.(this.#name);
  }

  #fail(error: unknown): Problem {
    this.#reading = undefined;
    this.#size = 0;
    this.#failure = { kind: 'refused', message: messageOf(error) };
    this.#cut = error instanceof EmptySource ? [this.#failure] : undefined;
    return this.#failure;
  }
}

class EmptySource extends Error {
  constructor(name: string) {
    super(`${name} is empty. There is nothing to read yet.`);
  }
}

function heldBefore(result: ReadResult, name: string, problems: readonly Problem[]): ReadResult {
  const why = problems.find(({ kind }) => kind === 'refused')?.message ?? '';
  const message = `Shown is what ${name} held when it was last whole. Now: ${why}`;
  return { ...result, problems: [...result.problems, { kind: 'skipped', message }] };
}
