import { inflateSync } from 'fflate/browser';
import type { ArrayFile, NamedArray } from '../../core/numberArrays.ts';
import type { Format, ReadResult } from '../format.ts';
import { arrayFile } from './arrayFile.ts';
import { crc32 } from './crc32.ts';
import { npyArray } from './npy.ts';
import { wholeBytesReader } from './numpyArray.ts';
import { storedBytes, zipEntries } from './zipEntries.ts';
import type { ZipEntry } from './zipEntries.ts';

/** Arrays of one archive: predictions come with labels, scores, ids; a data set has a few more. */
const mostArrays = 1_000;

/** Several arrays in one file, as `numpy.savez` and `savez_compressed` write them. */
export const numpyArchive: Format<ArrayFile> = {
  id: 'numpyArchive',
  title: 'NumPy archive',
  kind: 'arrays',
  recognise: ({ bytes, text }) => (isArchive(bytes, text) ? 0.95 : 0),
  reader: ({ limits }) => wholeBytesReader(limits, (bytes) => readArchive(bytes, limits.arrayBytes)),
};

/** A zip file whose first entry is called as an array is. */
function isArchive(bytes: Uint8Array, text: string): boolean {
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4;
  return isZip && /^.{30}[^\0]{0,200}\.npy/s.test(text.slice(0, 300));
}

function readArchive(bytes: Uint8Array, mostBytes: number): ReadResult<ArrayFile> {
  const entries = zipEntries(bytes, mostArrays);
  if (typeof entries === 'string') return { problems: [{ kind: 'refused', message: entries }] };
  if (entries === undefined) {
    const message = 'Has no directory at its end: still being written, or cut. Not read.';
    return { problems: [{ kind: 'refused', message }], unfinished: true };
  }
  const arrays = entries.filter(({ name }) => name.endsWith('.npy'));
  const total = arrays.reduce((sum, { size }) => sum + size, 0);
  if (total > mostBytes) {
    const [has, most] = [total, mostBytes].map((size) => Math.ceil(size / 1_048_576).toLocaleString('en-US'));
    const message = `Inflates to ${has} MB; at most ${most} MB are read. Not opened.`;
    return { problems: [{ kind: 'refused', message }] };
  }
  const names = new Set<string>();
  return arrayFile(
    arrays.flatMap((entry): NamedArray[] => {
      const name = entry.name.slice(0, -'.npy'.length);
      if (names.has(name)) return [];
      names.add(name);
      const content = inflated(bytes, entry);
      if (typeof content !== 'string') return [npyArray(name, content)];
      return [{ name, shape: [], type: 'unknown', content: { kind: 'none', reason: content } }];
    }),
  );
}

/** The bytes of an entry, or why there are none. */
function inflated(bytes: Uint8Array, entry: ZipEntry): Uint8Array | string {
  const stored = storedBytes(bytes, entry);
  const { method, size } = entry;
  if (stored === undefined) return 'is not where the directory of the archive says. Not read.';
  if (method !== 0 && method !== 8) return 'is compressed in a way that is not known. Not read.';
  const content = method === 0 ? stored : inflate(stored, size);
  if (content?.length !== size || crc32(content) !== entry.crc)
    return 'does not fit its checksum: the archive is damaged. Not read.';
  return content;
}

/** Undefined for what is no deflated stream. */
function inflate(stored: Uint8Array, size: number): Uint8Array | undefined {
  try {
    return inflateSync(stored, { out: new Uint8Array(size) });
  } catch {
    return undefined;
  }
}
