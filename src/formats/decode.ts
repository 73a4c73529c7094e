import type { Head } from './format.ts';

/** How the bytes of a file become text. Bytes that are not UTF-8 in a `utf-8` file are read as windows-1252. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be';

/** Turns pieces of a file into text; a character cut by a piece's end is kept for the next. */
export interface TextDecoding {
  push(bytes: Uint8Array): string;
  /** What a cut character at the end of the file still gives. */
  end(): string;
  /** Bytes so far that were not UTF-8 and were read as windows-1252. */
  foreignBytes(): number;
}

/** windows-1252 0x80-0x9F as the WHATWG encoding standard maps them (undefined codes stay control characters). */
const windows1252High =
  '\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f' +
  '\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178';

/** Bytes that decide the encoding: two characters of UTF-16, or any byte order mark. */
const decidingBytes = 4;

/** Arguments of one `String.fromCharCode` call; engines allow at least 65,536. */
const charactersAtOnce = 8_192;

/**
 * The encoding of a file by its first four bytes: a byte order mark, else the NUL pattern of UTF-16 ASCII
 * characters (PowerShell's `>`), else UTF-8. `start` is where the text begins, after the mark.
 */
export function encodingOf(bytes: Uint8Array): { encoding: Encoding; start: number } {
  const [a, b, c, d] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return { encoding: 'utf-8', start: 3 };
  if (a === 0xff && b === 0xfe) return { encoding: 'utf-16le', start: 2 };
  if (a === 0xfe && b === 0xff) return { encoding: 'utf-16be', start: 2 };
  if (bytes.length >= decidingBytes) {
    if (a !== 0 && b === 0 && c !== 0 && d === 0) return { encoding: 'utf-16le', start: 0 };
    if (a === 0 && b !== 0 && c === 0 && d !== 0) return { encoding: 'utf-16be', start: 0 };
  }
  return { encoding: 'utf-8', start: 0 };
}

/**
 * Decodes a file fed in pieces: byte order mark, else UTF-16 by its NUL pattern, else UTF-8 in which every byte
 * that is not UTF-8 counts as windows-1252 (a Windows console copied into a UTF-8 log mixes the two in one file).
 * The text depends on the bytes alone, not on how they were cut. Line ends are left as they are.
 */
export function textDecoding(): TextDecoding {
  let encoding: Encoding | undefined;
  let pending: Uint8Array = new Uint8Array(0);
  let foreign = 0;

  const decode = (bytes: Uint8Array, atEnd: boolean): string => {
    let text = joinedBytes(pending, bytes);
    if (encoding === undefined) {
      if (text.length < decidingBytes && !atEnd) {
        pending = text;
        return '';
      }
      const decided = encodingOf(text);
      encoding = decided.encoding;
      text = text.subarray(decided.start);
    }
    const end = atEnd ? text.length : wholeCharacters(text, encoding);
    pending = text.slice(end);
    if (encoding !== 'utf-8') return utf16Text(text.subarray(0, end), encoding === 'utf-16le');
    const decoded = utf8Text(text, 0, end);
    foreign += decoded.foreign;
    return decoded.text;
  };

  return {
    push: (bytes) => decode(bytes, false),
    end: () => decode(new Uint8Array(0), true),
    foreignBytes: () => foreign,
  };
}

/** Pieces of a file in any encoding as UTF-8 without its byte order mark: what byte scanners are fed with. */
export interface Utf8Pieces {
  /** May give back (a part of) the same memory: copy what is kept beyond the next push. */
  push(bytes: Uint8Array): Uint8Array;
  end(): Uint8Array;
}

/** Makes every supported encoding UTF-8. UTF-8 itself goes through uncopied; its foreign bytes are left in. */
export function utf8Pieces(): Utf8Pieces {
  let first: Uint8Array | undefined = new Uint8Array(0);
  let decoding: TextDecoding | undefined;

  const start = (known: Uint8Array): Uint8Array => {
    first = undefined;
    const { encoding, start: begin } = encodingOf(known);
    if (encoding === 'utf-8') return known.subarray(begin);
    decoding = textDecoding();
    return utf8Bytes(decoding.push(known));
  };

  return {
    push: (bytes) => {
      if (first === undefined) return decoding === undefined ? bytes : utf8Bytes(decoding.push(bytes));
      const known = joinedBytes(first, bytes);
      if (known.length >= decidingBytes) return start(known);
      first = known.slice();
      return new Uint8Array(0);
    },
    end: () => {
      const begun = first === undefined ? new Uint8Array(0) : start(first);
      return decoding === undefined ? begun : joinedBytes(begun, utf8Bytes(decoding.end()));
    },
  };
}

/** A whole file's bytes as text, without a byte order mark. */
export function decodeText(bytes: Uint8Array): string {
  const decoding = textDecoding();
  const text = decoding.push(bytes);
  return text + decoding.end();
}

/** The start of a file as formats want to see it; with `complete` false a character cut at the end is left out. */
export function headOf(name: string, bytes: Uint8Array, complete: boolean): Head {
  const decoding = textDecoding();
  const text = decoding.push(bytes);
  return { name, bytes, text: complete ? text + decoding.end() : text, complete };
}

/** UTF-8 bytes `start` to `end` as text, without a byte order mark's meaning; `foreign` counts other bytes. */
export function utf8Text(
  bytes: Uint8Array,
  start: number,
  end: number,
): { readonly text: string; readonly foreign: number } {
  let text = '';
  let foreign = 0;
  let at = start;
  while (at < end) {
    const runStart = at;
    const runLimit = Math.min(end, at + charactersAtOnce);
    while (at < runLimit && bytes[at]! < 0x80) at++;
    if (at > runStart) text += fromCodes(bytes.subarray(runStart, at));
    if (at === runLimit) continue;
    const length = sequenceLength(bytes, at, end);
    if (length === 0) {
      text += windows1252(bytes[at]!);
      foreign++;
      at++;
    } else {
      text += String.fromCodePoint(codePointAt(bytes, at, length));
      at += length;
    }
  }
  return { text, foreign };
}

/** Text as UTF-8; a lone surrogate becomes U+FFFD. */
export function utf8Bytes(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length * 3);
  let length = 0;
  for (let at = 0; at < text.length; at++) {
    let code = text.charCodeAt(at);
    if (code >= 0xd800 && code <= 0xdfff) {
      const low = code < 0xdc00 ? text.charCodeAt(at + 1) : 0;
      if (low >= 0xdc00 && low <= 0xdfff) {
        code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
        at++;
      } else {
        code = 0xfffd;
      }
    }
    if (code < 0x80) {
      bytes[length++] = code;
      continue;
    }
    if (code < 0x800) {
      bytes[length++] = 0xc0 | (code >> 6);
    } else {
      if (code < 0x10000) {
        bytes[length++] = 0xe0 | (code >> 12);
      } else {
        bytes[length++] = 0xf0 | (code >> 18);
        bytes[length++] = 0x80 | ((code >> 12) & 0x3f);
      }
      bytes[length++] = 0x80 | ((code >> 6) & 0x3f);
    }
    bytes[length++] = 0x80 | (code & 0x3f);
  }
  return bytes.subarray(0, length);
}

export function joinedBytes(a: Uint8Array, b: Uint8Array): Uint8Array {
  if (a.length === 0) return b;
  if (b.length === 0) return a;
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

function fromCodes(codes: Uint8Array | Uint16Array): string {
  return String.fromCharCode.apply(null, codes as unknown as number[]);
}

function windows1252(byte: number): string {
  return byte < 0xa0 ? windows1252High.charAt(byte - 0x80) : String.fromCharCode(byte);
}

/** Length of the well-formed sequence at `at` (Unicode table 3-7), or 0. */
function sequenceLength(bytes: Uint8Array, at: number, end: number): number {
  const lead = bytes[at]!;
  const length = expectedLength(lead);
  if (length < 2 || at + length > end || !secondFits(lead, bytes[at + 1]!)) return 0;
  for (let next = at + 2; next < at + length; next++) {
    if ((bytes[next]! & 0xc0) !== 0x80) return 0;
  }
  return length;
}

function expectedLength(lead: number): number {
  if (lead < 0x80) return 1;
  if (lead < 0xc2 || lead > 0xf4) return 0;
  return lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
}

function secondFits(lead: number, second: number): boolean {
  const lowest = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
  const highest = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
  return second >= lowest && second <= highest;
}

function codePointAt(bytes: Uint8Array, at: number, length: number): number {
  let code = bytes[at]! & (0xff >> (length + 1));
  for (let next = at + 1; next < at + length; next++) code = (code << 6) | (bytes[next]! & 0x3f);
  return code;
}

/** Where the last whole character of `bytes` ends; a character that more bytes could still complete is not whole. */
function wholeCharacters(bytes: Uint8Array, encoding: Encoding): number {
  const end = bytes.length;
  if (encoding !== 'utf-8') {
    const even = end - (end % 2);
    const high = bytes[encoding === 'utf-16le' ? even - 1 : even - 2];
    return high !== undefined && high >= 0xd8 && high <= 0xdb ? even - 2 : even;
  }
  for (let at = end - 1; at >= 0 && at >= end - 3; at--) {
    const byte = bytes[at]!;
    if (byte < 0x80) return end;
    if (byte < 0xc0) continue;
    const complete = at + expectedLength(byte) <= end;
    const possible = at + 1 === end || secondFits(byte, bytes[at + 1]!);
    return complete || !possible ? end : at;
  }
  return end;
}

function utf16Text(bytes: Uint8Array, littleEndian: boolean): string {
  let text = '';
  const units = new Uint16Array(Math.min(charactersAtOnce, bytes.length >> 1));
  for (let at = 0; at + 1 < bytes.length;) {
    let count = 0;
    for (; count < units.length && at + 1 < bytes.length; at += 2) {
      const [low, high] = littleEndian ? [bytes[at]!, bytes[at + 1]!] : [bytes[at + 1]!, bytes[at]!];
      units[count++] = low | (high << 8);
    }
    text += fromCodes(units.subarray(0, count));
  }
  return text;
}
