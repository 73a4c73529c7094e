import { utf8Text } from './decode.ts';

const slots = 8_192;

/** Distinct labels of a column in the order of their first row, found by their bytes. */
export class LabelTable {
  readonly texts: string[] = [];
  /** Labels that hold bytes other than UTF-8, read as windows-1252. */
  foreign = 0;
  private readonly limit: number;
  private readonly table = new Int32Array(slots).fill(-1);
  private readonly encoded: Uint8Array[] = [];

  /** `limit` is the most labels that are kept, below 8,000. */
  constructor(limit: number) {
    this.limit = Math.min(limit, slots - 192);
  }

  /** The number of the label in `bytes[start..end)`, or -1 if it is new and the table is full. */
  intern(bytes: Uint8Array, start: number, end: number): number {
    let hash = end - start;
    for (let at = start; at < end; at++) hash = Math.imul(hash ^ bytes[at]!, 0x01000193);
    let slot = (hash ^ (hash >>> 15)) & (slots - 1);
    for (;;) {
      const code = this.table[slot]!;
      if (code < 0) return this.add(slot, bytes, start, end);
      if (sameBytes(this.encoded[code]!, bytes, start, end)) return code;
      slot = (slot + 1) & (slots - 1);
    }
  }

  private add(slot: number, bytes: Uint8Array, start: number, end: number): number {
    if (this.texts.length === this.limit) return -1;
    const code = this.texts.length;
    const { text, foreign } = utf8Text(bytes, start, end);
    if (foreign > 0) this.foreign++;
    this.encoded.push(bytes.slice(start, end));
    this.texts.push(text);
    this.table[slot] = code;
    return code;
  }
}

function sameBytes(known: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean {
  if (known.length !== end - start) return false;
  for (let at = 0; at < known.length; at++) {
    if (known[at] !== bytes[start + at]) return false;
  }
  return true;
}
