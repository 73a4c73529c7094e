import { stat } from 'node:fs/promises';
import type { HostSourceState, SourceDescription } from '../protocol/engine.ts';

/** A file on disk, or a source that only the host can read. */
export type EngineSource =
  | { readonly kind: 'file'; readonly path: string }
  | {
      readonly kind: 'host';
      /** Rejects with one clear line if there is nothing to read. */
      state(): Promise<HostSourceState>;
      /** Bytes at `offset`; fewer than `length` only where the source ends. */
      read(offset: number, length: number): Promise<Uint8Array>;
    };

/**
 * Size and version of a source now; rejects if that takes longer than `deadlineMs`, as on a dead network drive. A file
 * that is not there has a version too: the engine says what is wrong with it.
 */
export async function stateOf(
  source: EngineSource,
  name: string,
  deadlineMs: number,
): Promise<HostSourceState> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const line = `${name} was not read: its storage did not answer within ${deadlineMs / 1000} s.`;
    timer = setTimeout(() => reject(new Error(line)), deadlineMs);
  });
  try {
    return await Promise.race([source.kind === 'host' ? source.state() : fileState(source.path), late]);
  } finally {
    clearTimeout(timer);
  }
}

async function fileState(path: string): Promise<HostSourceState> {
  try {
    const { size, mtimeMs } = await stat(path);
    return { size, version: `${size}:${mtimeMs}` };
  } catch {
    return { size: 0, version: 'absent' };
  }
}

/** The source as the engine process hears of it. */
export function describe(source: EngineSource, state: HostSourceState): SourceDescription {
  return source.kind === 'file' ? { kind: 'file', path: source.path } : { kind: 'host', state };
}
