import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';

/** Bytes of a settings file: one with a mapping for each of a thousand files has some 100,000. */
const mostBytes = 1_048_576;

/**
 * The text of a small regular file without its byte order mark. Throws where the system does, for anything but a file
 * (a project may hold a link to a device that never ends) and above 1 MiB.
 */
export function readSmallFile(path: string): string {
  // Opened without blocking: a pipe without a writer would hold the command for ever. Windows has no such flag.
  const nonBlocking = (constants as Partial<typeof constants>).O_NONBLOCK ?? 0;
  const file = openSync(path, constants.O_RDONLY | nonBlocking);
  try {
    const stats = fstatSync(file);
    if (stats.isDirectory()) throw new Error('it is a folder');
    if (!stats.isFile()) throw new Error('it is a pipe or a device, not a file');
    if (stats.size > mostBytes)
      throw new Error(`it is longer than ${mostBytes.toLocaleString('en-US')} bytes`);
    return readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  } finally {
    closeSync(file);
  }
}
