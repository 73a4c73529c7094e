import type { FollowStep } from '../analysis/follow.ts';
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

/** What a look at a document's source came to; `replaced`, `truncated` and `rewritten` were read from the start. */
export type ReadStep =
  'started' | 'unchanged' | 'appended' | 'failed' | Extract<FollowStep, { kind: 'restart' }>['because'];

/** One document with its source and the reader that follows it. */
export interface FollowedDocument {
  /**
   * Reads what there is to read; a later call takes over from one that is still reading, which then gives undefined.
   * Never rejects: what cannot be read is a problem of the document.
   */
  catchUp(): Promise<ReadStep | undefined>;
  /** Makes a call that is still reading stop after its current chunk. What was read is kept for the next call. */
  cancel(): void;
  /** Settles when nothing is being read. */
  idle(): Promise<void>;
  /** Bytes of the source at the last look. */
  size(): number;
  /** Present if the file was recognised and could be read. */
  format(): Format | undefined;
  /** What the file says; for a live log its complete lines alone. */
  result(live: boolean): ReadResult;
}

export function followDocument(
  path: string,
  source: ByteSource,
  options: OpenOptions,
  parts: EngineParts,
): FollowedDocument {
  const name = nameOf(path);
  let revision = 0;
  let running: Promise<unknown> = Promise.resolve();
  let reading: Reading | undefined;
  let failure: Problem | undefined;
  let size = 0;

  /** Feeds the reader up to the size the source had when it was opened; false if a later call took over. */
  async function readOn(opened: OpenedSource, mine: number): Promise<boolean> {
    for (;;) {
      const offset = reading?.read.offset ?? 0;
      if (offset >= opened.size) break;
      const bytes = await opened.read(offset, Math.min(chunkBytes, opened.size - offset));
      if (mine !== revision) return false;
      if (bytes.length === 0) break;
      const excuse = parts.exhausted?.(name);
      if (excuse !== undefined) throw new Error(excuse);
      const complete = bytes.length >= opened.size;
      reading ??= beginReading(parts.openReader({ name, bytes, complete }, options), opened);
      feed(reading, bytes, opened.modified);
      if (reading.format === undefined) break;
    }
    if (reading === undefined) throw new Error(`${name} is empty. There is nothing to read yet.`);
    reading.finished = true;
    return true;
  }

  async function look(mine: number): Promise<ReadStep | undefined> {
    const opened = await source.open();
    try {
      if (mine !== revision) return undefined;
      const next = reading === undefined ? undefined : await nextStep(reading, opened);
      if (mine !== revision) return undefined;
      size = opened.size;
      if (next?.kind === 'unchanged') return 'unchanged';
      if (next?.kind === 'restart' || (reading !== undefined && mustRestart(reading))) reading = undefined;
      if (!(await readOn(opened, mine))) return undefined;
      return next === undefined ? 'started' : next.kind === 'restart' ? next.because : 'appended';
    } finally {
      await opened.close();
    }
  }

  async function catchUp(): Promise<ReadStep | undefined> {
    const mine = ++revision;
    try {
      return await look(mine);
    } catch (error) {
      if (mine !== revision) return undefined;
      fail(error);
      return 'failed';
    }
  }

  function fail(error: unknown): readonly Problem[] {
    reading = undefined;
    size = 0;
    failure = { kind: 'refused', message: messageOf(error) };
    return [failure];
  }

  return {
    catchUp: () => {
      const work = catchUp();
      running = Promise.all([running, work]);
      return work;
    },
    cancel: () => void revision++,
    idle: async () => {
      for (let seen; seen !== running;) {
        seen = running;
        await seen;
      }
    },
    size: () => size,
    format: () => reading?.format,
    result: (live) => {
      if (reading === undefined) return { problems: failure === undefined ? [] : [failure] };
      try {
        return resultOf(reading, live);
      } catch (error) {
        return { problems: fail(error) };
      }
    },
  };
}
