import type { HostSourceState } from '../protocol/engine.ts';
import { nameOf } from './byteSource.ts';
import type { ByteSource } from './byteSource.ts';

/** A source whose bytes the host reads on request: files of a virtual workspace, or of one without a disk. */
export function hostSource(
  path: string,
  state: () => HostSourceState,
  ask: (offset: number, length: number) => Promise<Uint8Array>,
): ByteSource {
  return {
    open: () => {
      const { size, version } = state();
      return Promise.resolve({
        size,
        identity: path,
        modified: version,
        read: async (offset, length) => {
          const bytes = await ask(offset, Math.min(length, Math.max(0, size - offset)));
          if (bytes.length > length) throw new Error(`${nameOf(path)} gave more bytes than were asked for.`);
          return bytes;
        },
        close: () => Promise.resolve(),
      });
    },
  };
}
