import { appendFileSync, readFileSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import type { ByteSource } from '../../src/engine/byteSource.ts';
import { fileSource } from '../../src/engine/fileSource.ts';

/** A path that a test writes to, and that is followed. */
export interface WrittenFile {
  readonly source: ByteSource;
  /** What stands in it now. */
  readonly bytes: Uint8Array;
  /** Writes into the file. */
  write(bytes: Uint8Array): void;
  append(bytes: Uint8Array): void;
  /** Puts another file in its place. */
  replace(bytes: Uint8Array): void;
  /** Puts a file in its place that has its inode: file systems give a free one again at once. */
  replaceAlike(bytes: Uint8Array): void;
}

interface ModelFile {
  readonly identity: string;
  bytes: Uint8Array;
  modified: number;
}

/**
 * A file in memory. As on a disk, what is open goes on with the file that it opened, also when another one takes its
 * place, and sees what is written into it.
 */
export function fileModel(): WrittenFile {
  let file: ModelFile = { identity: '1', bytes: new Uint8Array(0), modified: 1 };
  let time = 1;
  let files = 1;
  const open = (): ReturnType<ByteSource['open']> => {
    const opened = file;
    return Promise.resolve({
      size: opened.bytes.length,
      identity: opened.identity,
      modified: String(opened.modified),
      read: async (offset, length) => {
        await new Promise((resolve) => setImmediate(resolve));
        return opened.bytes.slice(offset, offset + length);
      },
      close: () => Promise.resolve(),
    });
  };
  const write = (bytes: Uint8Array): void => {
    file.bytes = bytes.slice();
    file.modified = ++time;
  };
  return {
    source: { open },
    get bytes() {
      return file.bytes;
    },
    write,
    append: (bytes) => write(Buffer.concat([file.bytes, bytes])),
    replace: (bytes) => {
      file = { identity: String(++files), bytes: bytes.slice(), modified: ++time };
    },
    replaceAlike: (bytes) => {
      file = { identity: file.identity, bytes: bytes.slice(), modified: ++time };
    },
  };
}

/** The same on disk. Every change has a time of its own, since file systems count by some milliseconds. */
export function fileOnDisk(path: string): WrittenFile {
  let time = 1;
  const changed = (work: () => void): void => {
    work();
    utimesSync(path, ++time, time);
  };
  changed(() => writeFileSync(path, ''));
  return {
    source: fileSource(path),
    get bytes() {
      return readFileSync(path);
    },
    write: (bytes) => changed(() => writeFileSync(path, bytes)),
    append: (bytes) => changed(() => appendFileSync(path, bytes)),
    replace: (bytes) =>
      changed(() => {
        writeFileSync(`${path}.new`, bytes);
        renameSync(`${path}.new`, path);
      }),
    replaceAlike: (bytes) =>
      changed(() => {
        rmSync(path);
        writeFileSync(path, bytes);
      }),
  };
}
