import type { BigIntStats } from 'node:fs';
import { constants } from 'node:fs';
import { lstat, open, stat } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { messageOf, nameOf } from './byteSource.ts';
import type { ByteSource, OpenedSource } from './byteSource.ts';

/**
 * A regular file on disk. Links are followed: whether a link may be followed is decided by who asks. Pipes and
 * devices are refused before and after opening, and opened without blocking, since a path may change in between.
 */
export function fileSource(path: string): ByteSource {
  return {
    open: () =>
      inOneLine(path, async () => {
        refuseOther(path, await stat(path, { bigint: true }));
        // Windows has no O_NONBLOCK, and no pipes among its files.
        const nonBlocking = (constants as Partial<typeof constants>).O_NONBLOCK ?? 0;
        return await opened(path, await open(path, constants.O_RDONLY | nonBlocking));
      }),
  };
}

async function opened(path: string, handle: FileHandle): Promise<OpenedSource> {
  try {
    const stats = await handle.stat({ bigint: true });
    refuseOther(path, stats);
    return {
      size: Number(stats.size),
      identity: `${stats.dev}:${stats.ino}`,
      modified: `${stats.mtimeNs}:${stats.ctimeNs}`,
      read: (offset, length) => inOneLine(path, () => readFully(handle, offset, length)),
      close: () => handle.close(),
    };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

async function readFully(handle: FileHandle, offset: number, length: number): Promise<Uint8Array> {
  const buffer = new Uint8Array(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await handle.read(buffer, filled, length - filled, offset + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return buffer.subarray(0, filled);
}

function refuseOther(path: string, stats: BigIntStats): void {
  if (stats.isFile()) return;
  const kind = stats.isDirectory()
    ? 'a folder'
    : stats.isFIFO()
      ? 'a named pipe'
      : stats.isSocket()
        ? 'a socket'
        : 'a device';
  throw new Error(`${nameOf(path)} is ${kind}, not a file. Not read.`);
}

async function inOneLine<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new Error(await lineFor(error, path), { cause: error });
  }
}

async function lineFor(error: unknown, path: string): Promise<string> {
  const name = nameOf(path);
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  switch (code) {
    case undefined:
      return messageOf(error);
    case 'ENOENT': {
      const link = await lstat(path).then(
        (stats) => stats.isSymbolicLink(),
        () => false,
      );
      if (link) return `${name} is a link to a file that does not exist. Not read.`;
      return `${name} does not exist (any more). Not read.`;
    }
    case 'EACCES':
    case 'EPERM':
      return `${name} may not be read by this user. Not read. Check its permissions.`;
    case 'ELOOP':
      return `${name} is a link that leads back to itself. Not read.`;
    case 'EMFILE':
    case 'ENFILE':
      return `${name} was not read: too many files are open on this system. Close some and try again.`;
    case 'ENXIO':
      return `${name} is a socket, not a file. Not read.`;
    default:
      return `${name} was not read: the system reports ${String(code)}.`;
  }
}
