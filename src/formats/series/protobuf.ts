/** One field of a protobuf message: a number, or the place of its bytes. */
export type ProtobufField =
  | { readonly number: number; readonly kind: 'varint'; readonly value: number }
  | { readonly number: number; readonly kind: 'fixed32' | 'fixed64'; readonly at: number }
  | { readonly number: number; readonly kind: 'bytes'; readonly start: number; readonly end: number };

/** Bytes of a varint: seven bits each, 64 in all. */
const longestVarint = 10;

interface Varint {
  readonly value: number;
  readonly next: number;
}

/** The fields of the message in `bytes[start..end)` in their order; undefined if the bytes are none. */
export function protobufFields(
  bytes: Uint8Array,
  start: number,
  end: number,
): readonly ProtobufField[] | undefined {
  const fields: ProtobufField[] = [];
  for (let at = start; at < end;) {
    const key = varint(bytes, at, end);
    if (key === undefined || key.value < 8) return undefined;
    const number = Math.floor(key.value / 8);
    at = key.next;
    switch (key.value % 8) {
      case 0: {
        const own = varint(bytes, at, end);
        if (own === undefined) return undefined;
        fields.push({ number, kind: 'varint', value: own.value });
        at = own.next;
        break;
      }
      case 1:
        fields.push({ number, kind: 'fixed64', at });
        at += 8;
        break;
      case 2: {
        const length = varint(bytes, at, end);
        if (length === undefined || length.value < 0) return undefined;
        fields.push({ number, kind: 'bytes', start: length.next, end: length.next + length.value });
        at = length.next + length.value;
        break;
      }
      case 5:
        fields.push({ number, kind: 'fixed32', at });
        at += 4;
        break;
      default:
        return undefined;
    }
    if (at > end) return undefined;
  }
  return fields;
}

/** A signed number of up to 64 bits; those beyond 2⁵³ are rounded. */
function varint(bytes: Uint8Array, from: number, end: number): Varint | undefined {
  let low = 0;
  let factor = 1;
  for (let at = from; at < end && at - from < longestVarint; at++) {
    const byte = bytes[at]!;
    low += (byte & 127) * factor;
    factor *= 128;
    if (byte < 128) return { value: low >= 2 ** 63 ? low - 2 ** 64 : low, next: at + 1 };
  }
  return undefined;
}
