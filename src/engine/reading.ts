import { advance, follow, unread } from '../analysis/follow.ts';
import type { Followed, FollowStep } from '../analysis/follow.ts';
import type { ReaderChoice } from '../analysis/openReader.ts';
import type { Problem } from '../core/problem.ts';
import type { Format, Reader, ReadResult } from '../formats/format.ts';
import { messageOf } from './byteSource.ts';
import type { OpenedSource } from './byteSource.ts';

/** A file's reader with how far it was fed, and what it gave for the bytes so far. */
export interface Reading {
  /** Absent if the file was not recognised; `problems` may say why. */
  readonly format?: Format;
  readonly problems: readonly Problem[];
  readonly candidates?: readonly string[];
  /** True if more bytes cannot change the choice of format. */
  readonly settled: boolean;
  /** True if the file means nothing before it is whole. */
  readonly needsAll: boolean;
  /** Gone once it ended: a reader takes no more bytes then, and holds memory. */
  reader?: Reader;
  read: Followed;
  /** True once everything the source held was fed, or all that can matter. */
  finished: boolean;
  /** True once more bytes cannot change what the file says. */
  full: boolean;
  /** The source at the last look: it may hold bytes that were not read because they cannot matter. */
  seen?: Pick<OpenedSource, 'size' | 'modified'>;
  snapshot?: ReadResult;
  ended?: ReadResult;
}

export function beginReading(choice: ReaderChoice, opened: OpenedSource): Reading {
  const { problems, candidates, settled } = choice;
  const read = unread(opened.identity, opened.modified);
  return {
    ...choice.chosen,
    problems,
    ...(candidates === undefined ? {} : { candidates }),
    settled,
    needsAll: choice.chosen?.reader.needsAll === true,
    read,
    finished: false,
    full: false,
  };
}

export function feed(reading: Reading, bytes: Uint8Array, modified: string): void {
  guarded(() => reading.reader?.push(bytes));
  reading.full = guarded(() => reading.reader?.full?.() ?? false);
  reading.read = advance(reading.read, bytes, modified);
  reading.finished = false;
  delete reading.snapshot;
}

/** What to do about a source that was read before and may have changed. */
export async function nextStep(reading: Reading, opened: OpenedSource): Promise<FollowStep> {
  const { offset, head, tail } = reading.read;
  const { identity, modified, size } = opened;
  const comparable = identity === reading.read.identity && size >= offset;
  const now = comparable
    ? await Promise.all([standing(opened, 0, head), standing(opened, offset - tail.length, tail)])
    : ([head, tail] as const);
  const step = follow(reading.read, { size, identity, modified, head: now[0], tail: now[1] });
  const known = reading.full || (reading.format === undefined && reading.settled);
  return step.kind === 'append' && known ? beyond(reading, opened) : step;
}

/** What to do about a source of which no further bytes matter: those that were read may have changed in their place. */
function beyond(reading: Reading, { size, modified }: OpenedSource): FollowStep {
  const before = reading.seen;
  reading.seen = { size, modified };
  return before?.size === size && before.modified !== modified
    ? { kind: 'restart', because: 'rewritten' }
    : { kind: 'unchanged' };
}

/** What now stands where these bytes stood. */
async function standing(opened: OpenedSource, offset: number, bytes: Uint8Array): Promise<Uint8Array> {
  return bytes.length === 0 ? bytes : await opened.read(offset, bytes.length);
}

/**
 * True if bytes cannot just be added: the choice of format rests on a start that has grown, the document only makes
 * sense as a whole, or its reader was asked for its end because the log seemed finished.
 */
export function mustRestart({ format, settled, finished, ended }: Reading): boolean {
  return !settled || ended !== undefined || (finished && !growsByLines(format));
}

/** True for what is written while a training runs: more bytes go on with it. */
function growsByLines(format: Format | undefined): boolean {
  return format?.kind === 'log' || format?.kind === 'scalars';
}

/** What the file says: for a live log its complete lines, else all of it. */
export function resultOf(reading: Reading, live: boolean): ReadResult {
  const { format, reader } = reading;
  if (growsByLines(format) && reader !== undefined) {
    reading.snapshot ??= guarded(() => reader.snapshot());
  }
  if (live && reading.snapshot !== undefined) return reading.snapshot;
  if (reader !== undefined) {
    reading.ended = guarded(() => reader.end());
    delete reading.reader;
  }
  return reading.ended ?? { problems: reading.problems };
}

/** Readers never throw; should one do so all the same, its file gets the line and the session goes on. */
function guarded<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw new Error(
      `Not read: its reader failed (${messageOf(error)}). This is a defect of Imbalance Lens; please report it.`,
      { cause: error },
    );
  }
}
