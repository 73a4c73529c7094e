import type { NamedArray } from '../../core/numberArrays.ts';
import { sizeOfShape } from '../../core/numberArrays.ts';
import { utf8Text } from '../decode.ts';
import { arrayType } from './arrayType.ts';

const magic = [0x93, ...Array.from('NUMPY', (char) => char.charCodeAt(0))] as const;

/** Bytes of a header, as NumPy itself limits it. */
const longestHeader = 10_000;

/** Dimensions: images come in four, labels and probabilities in one or two. */
const mostDimensions = 8;

/** Elements that are read: ten million rows of five classes. */
export const mostElements = 50_000_000;

/** What the header of an array says. */
export interface NpyHeader {
  readonly descr: string;
  readonly fortranOrder: boolean;
  readonly shape: readonly number[];
  /** Where the elements begin. */
  readonly start: number;
}

/** True if the bytes begin as an array does. */
export function isNpy(bytes: Uint8Array): boolean {
  return magic.every((byte, at) => bytes[at] === byte);
}

/**
 * The header of an array, or one line that says what is wrong with it; undefined if the bytes end before it does.
 * Source: numpy/lib/format.py (2.4).
 */
export function npyHeader(bytes: Uint8Array): NpyHeader | string | undefined {
  if (!isNpy(bytes)) return 'does not begin as a NumPy array does. Not read.';
  const [major = 0] = bytes.subarray(6, 7);
  const lengthBytes = major === 1 ? 2 : 4;
  if (major > 3) return `is of version ${major} of NumPy's format, which is not known. Not read.`;
  if (bytes.length < 8 + lengthBytes) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = lengthBytes === 2 ? view.getUint16(8, true) : view.getUint32(8, true);
  if (length > longestHeader) return 'has a header that is longer than NumPy allows. Not read.';
  const start = 8 + lengthBytes + length;
  if (bytes.length < start) return undefined;
  const read = headerFields(utf8Text(bytes, 8 + lengthBytes, start).text);
  return read === undefined ? 'has a header that cannot be read. Not read.' : { ...read, start };
}

/** The fields of the header, which is a Python dictionary; it is matched and never run. */
function headerFields(text: string): Omit<NpyHeader, 'start'> | undefined {
  const descr = /'descr':\s*(?:'([^']{1,64})'|(\[))/.exec(text);
  const order = /'fortran_order':\s*(True|False)/.exec(text)?.[1];
  const dimensions = /'shape':\s*\(([\d\s,L]*)\)/.exec(text)?.[1];
  if (descr === null || order === undefined || dimensions === undefined) return undefined;
  const shape = dimensions
    .split(',')
    .map((part) => part.trim().replace(/L$/, ''))
    .filter((part) => part !== '')
    .map(Number);
  if (shape.length > mostDimensions || !shape.every(Number.isSafeInteger)) return undefined;
  return { descr: descr[1] ?? '(fields)', fortranOrder: order === 'True', shape };
}

/** A whole file as an array: what cannot be read has a reason in the place of its content. */
export function npyArray(name: string, bytes: Uint8Array): NamedArray {
  const header = npyHeader(bytes);
  const none = (reason: string, shape: readonly number[] = [], type = 'unknown'): NamedArray => ({
    name,
    shape,
    type,
    content: { kind: 'none', reason },
  });
  const unfinished = (reason: string, shape?: readonly number[], type?: string): NamedArray => {
    const why = `${reason}: still being written, or cut. Not read.`;
    return { ...none(why, shape, type), content: { kind: 'none', reason: why, unfinished: true } };
  };
  if (header === undefined) return unfinished('ends within its header');
  if (typeof header === 'string') return none(header);
  const { descr, fortranOrder, shape, start } = header;
  if (descr === '(fields)')
    return none('holds records of several fields. Not read. Save one array for each.', shape, 'record');
  const type = arrayType(descr);
  if (typeof type === 'string') return none(type, shape, descr);
  const count = sizeOfShape(shape);
  if (count > mostElements) {
    const most = mostElements.toLocaleString('en-US');
    return none(`has more than ${most} elements. Not read.`, shape, type.name);
  }
  const held = bytes.length - start;
  const wanted = count * type.bytes;
  if (held < wanted) {
    const bytesHeld = `${held.toLocaleString('en-US')} of the ${wanted.toLocaleString('en-US')} bytes`;
    return unfinished(`has ${bytesHeld} that its shape takes`, shape, type.name);
  }
  if (held > wanted) return none('has more bytes than its shape takes. Not read.', shape, type.name);
  const content = type.read(bytes, start, count);
  return { name, shape, type: type.name, content: fortranOrder ? rowsFirst(content, shape) : content };
}

/** Elements stored column by column in the order of rows; of more than two dimensions none are used. */
function rowsFirst(content: NamedArray['content'], shape: readonly number[]): NamedArray['content'] {
  const [rows = 0, columns = 0] = shape;
  if (shape.length !== 2) return content;
  if (content.kind === 'numbers') {
    const values = new Float64Array(content.values.length);
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++)
        values[row * columns + column] = content.values[column * rows + row]!;
    }
    return { kind: 'numbers', values };
  }
  if (content.kind === 'none') return content;
  const values = Array.from(
    content.values,
    (_, at) => content.values[(at % columns) * rows + Math.floor(at / columns)]!,
  );
  return { kind: 'texts', values };
}
