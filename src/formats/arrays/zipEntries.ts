import { utf8Text } from '../decode.ts';

/** One file of an archive, as its directory has it. */
export interface ZipEntry {
  readonly name: string;
  /** 0 stored, 8 deflated; any other is not read. */
  readonly method: number;
  readonly crc: number;
  readonly compressedSize: number;
  readonly size: number;
  /** Where its local header begins. */
  readonly offset: number;
}

const signatures = {
  directory: 0x02014b50,
  local: 0x04034b50,
  end: 0x06054b50,
  end64: 0x06064b50,
  locator64: 0x07064b50,
};
const endBytes = 22;
const longestComment = 65_535;
const entryBytes = 46;
const localBytes = 30;
const extra64 = 1;
const unknown32 = 0xffffffff;

/**
 * The files that the directory at the end of an archive lists, at most `most`; one line if it cannot be read, undefined
 * if there is none: it is written last. Source: PKWARE's APPNOTE.TXT, 4.3.
 */
export function zipEntries(bytes: Uint8Array, most: number): readonly ZipEntry[] | string | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = directoryEnd(view);
  if (end === undefined) return undefined;
  if (end.count > most) return `Holds more than ${most.toLocaleString('en-US')} arrays. Not read.`;
  const entries: ZipEntry[] = [];
  let at = end.offset;
  for (let index = 0; index < end.count; index++) {
    if (at + entryBytes > bytes.length || view.getUint32(at, true) !== signatures.directory)
      return 'Has a directory that cannot be read. Not read.';
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((offset) =>
      view.getUint16(at + offset, true),
    ) as [number, number, number];
    const next = at + entryBytes + nameLength + extraLength + commentLength;
    if (next > bytes.length) return 'Has a directory that cannot be read. Not read.';
    const nameEnd = at + entryBytes + nameLength;
    const sizes = wideSizes(view, at, nameEnd, nameEnd + extraLength);
    entries.push({
      name: utf8Text(bytes, at + entryBytes, nameEnd).text,
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      ...sizes,
    });
    at = next;
  }
  return entries;
}

/** Sizes and offset of an entry; of 64 bits where the 32 do not hold them. */
function wideSizes(
  view: DataView,
  at: number,
  extraStart: number,
  extraEnd: number,
): Pick<ZipEntry, 'compressedSize' | 'size' | 'offset'> {
  let [compressedSize, size, offset] = [20, 24, 42].map((place) => view.getUint32(at + place, true)) as [
    number,
    number,
    number,
  ];
  for (let from = extraStart; from + 4 <= extraEnd; from += 4 + view.getUint16(from + 2, true)) {
    if (view.getUint16(from, true) !== extra64) continue;
    let field = from + 4;
    const wide = (value: number): number => {
      if (value !== unknown32 || field + 8 > extraEnd) return value;
      field += 8;
      return Number(view.getBigUint64(field - 8, true));
    };
    size = wide(size);
    compressedSize = wide(compressedSize);
    offset = wide(offset);
  }
  return { compressedSize, size, offset };
}

function directoryEnd(view: DataView): { count: number; offset: number } | undefined {
  const first = Math.max(0, view.byteLength - endBytes - longestComment);
  for (let at = view.byteLength - endBytes; at >= first; at--) {
    if (view.getUint32(at, true) !== signatures.end) continue;
    const count = view.getUint16(at + 10, true);
    const offset = view.getUint32(at + 16, true);
    return wideEnd(view, at) ?? { count, offset };
  }
  return undefined;
}

function wideEnd(view: DataView, end: number): { count: number; offset: number } | undefined {
  const locator = end - 20;
  if (locator < 0 || view.getUint32(locator, true) !== signatures.locator64) return undefined;
  const at = Number(view.getBigUint64(locator + 8, true));
  if (at + 56 > view.byteLength || view.getUint32(at, true) !== signatures.end64) return undefined;
  return {
    count: Number(view.getBigUint64(at + 32, true)),
    offset: Number(view.getBigUint64(at + 48, true)),
  };
}

/** The bytes of an entry as they are stored; undefined if they are not where the directory says. */
export function storedBytes(bytes: Uint8Array, { offset, compressedSize }: ZipEntry): Uint8Array | undefined {
  if (offset + localBytes > bytes.length) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(offset, true) !== signatures.local) return undefined;
  const start = offset + localBytes + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
  return start + compressedSize > bytes.length ? undefined : bytes.subarray(start, start + compressedSize);
}
