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

/** Size and version of a source now. A file that is not there has a version too: the engine says what is wrong. */
export async function stateOf(source: EngineSource): Promise<HostSourceState> {
  if (source.kind === 'host') return source.state();
  try {
    const { size, mtimeMs } = await stat(source.path);
    return { size, version: `${size}:${mtimeMs}` };
  } catch {
    return { size: 0, version: 'absent' };
  }
}

/** The source as the engine process hears of it. */
export function describe(source: EngineSource, state: HostSourceState): SourceDescription {
  return source.kind === 'file' ? { kind: 'file', path: source.path } : { kind: 'host', state };
}
