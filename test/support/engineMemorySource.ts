import type { ByteSource } from '../../src/engine/byteSource.ts';

/** A source of bytes in memory, which counts what is read of it. */
export class MemorySource implements ByteSource {
  bytes = new Uint8Array(0);
  identity = '1';
  modified = 0;
  bytesRead = 0;
  opened = 0;
  closed = 0;

  set text(text: string) {
    this.bytes = new TextEncoder().encode(text);
    this.modified++;
  }

  open(): ReturnType<ByteSource['open']> {
    this.opened++;
    return Promise.resolve({
      size: this.bytes.length,
      identity: this.identity,
      modified: String(this.modified),
      read: async (offset, length) => {
        await new Promise((resolve) => setImmediate(resolve));
        const bytes = this.bytes.slice(offset, offset + length);
        this.bytesRead += bytes.length;
        return bytes;
      },
      close: () => {
        this.closed++;
        return Promise.resolve();
      },
    });
  }
}
