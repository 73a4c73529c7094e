import type { ArrayContent } from '../../core/numberArrays.ts';

/** A type of NumPy's elements that can be read. */
export interface ArrayType {
  readonly name: string;
  /** Bytes of an element. */
  readonly bytes: number;
  /** The `count` elements from byte `start` on. */
  read(bytes: Uint8Array, start: number, count: number): ArrayContent;
}

type Getter = (view: DataView, at: number, littleEndian: boolean) => number;

const numbers: ReadonlyMap<string, readonly [name: string, bytes: number, get: Getter]> = new Map([
  ['f2', ['float16', 2, (view, at, little) => halfFloat(view.getUint16(at, little))]],
  ['f4', ['float32', 4, (view, at, little) => view.getFloat32(at, little)]],
  ['f8', ['float64', 8, (view, at, little) => view.getFloat64(at, little)]],
  ['b1', ['bool', 1, (view, at) => view.getUint8(at)]],
  ['i1', ['int8', 1, (view, at) => view.getInt8(at)]],
  ['i2', ['int16', 2, (view, at, little) => view.getInt16(at, little)]],
  ['i4', ['int32', 4, (view, at, little) => view.getInt32(at, little)]],
  ['i8', ['int64', 8, (view, at, little) => Number(view.getBigInt64(at, little))]],
  ['u1', ['uint8', 1, (view, at) => view.getUint8(at)]],
  ['u2', ['uint16', 2, (view, at, little) => view.getUint16(at, little)]],
  ['u4', ['uint32', 4, (view, at, little) => view.getUint32(at, little)]],
  ['u8', ['uint64', 8, (view, at, little) => Number(view.getBigUint64(at, little))]],
]);

/** Characters of a text element: a longer one is no label. */
const longestText = 1_024;

const utf32Bytes = 4;

/** The type that a `descr` such as `<f4` or `<U12` means, or the reason why its elements are not read. */
export function arrayType(descr: string): ArrayType | string {
  const [, order = '', kind = '', digits = ''] = /^([<>|=]?)([a-zA-Z])(\d{0,6})$/.exec(descr) ?? [];
  if (kind === 'O') {
    return 'holds Python objects, which only unpickling can read, and that runs what the file says. Not read. Save numbers or texts, without allow_pickle.';
  }
  const size = Number(digits);
  const littleEndian = order !== '>';
  const numeric = numbers.get(`${kind}${digits}`);
  if (numeric !== undefined) return numberType(...numeric, littleEndian);
  if (kind === 'U' && size > 0 && size <= longestText)
    return textType('str', size * utf32Bytes, utf32(littleEndian));
  if (kind === 'S' && size > 0 && size <= longestText) return textType('bytes', size, singleBytes);
  return `holds elements of type '${descr.slice(0, 40)}', which are neither numbers nor short texts. Not read.`;
}

function numberType(name: string, bytes: number, get: Getter, littleEndian: boolean): ArrayType {
  return {
    name,
    bytes,
    read: (held, start, count) => {
      const view = new DataView(held.buffer, held.byteOffset + start, count * bytes);
      const values = new Float64Array(count);
      for (let index = 0; index < count; index++) values[index] = get(view, index * bytes, littleEndian);
      return { kind: 'numbers', values };
    },
  };
}

function textType(
  name: string,
  bytes: number,
  read: (held: Uint8Array, start: number, end: number) => string,
): ArrayType {
  return {
    name,
    bytes,
    read: (held, start, count) => ({
      kind: 'texts',
      values: Array.from({ length: count }, (_, index) => {
        const from = start + index * bytes;
        return read(held, from, from + bytes);
      }),
    }),
  };
}

const lastCodePoint = 0x10ffff;
const replacement = 0xfffd;

/** Texts are filled up with zeros. */
function utf32(littleEndian: boolean): (held: Uint8Array, start: number, end: number) => string {
  return (held, start, end) => {
    const view = new DataView(held.buffer, held.byteOffset, held.byteLength);
    let text = '';
    for (let at = start; at < end; at += utf32Bytes) {
      const code = view.getUint32(at, littleEndian);
      if (code !== 0) text += String.fromCodePoint(code > lastCodePoint ? replacement : code);
    }
    return text;
  };
}

function singleBytes(held: Uint8Array, start: number, end: number): string {
  let text = '';
  for (let at = start; at < end; at++) if (held[at] !== 0) text += String.fromCharCode(held[at]!);
  return text;
}

/** IEEE 754 binary16. */
function halfFloat(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
