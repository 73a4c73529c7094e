/**
 * JSON as Python writes it: the standard's grammar plus the bare words NaN, Infinity and -Infinity.
 * Objects are Maps, so that no key of a file can reach a prototype.
 */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;
export type JsonObject = ReadonlyMap<string, JsonValue>;

/** Why a text is not JSON, and where (offset in UTF-16 units). */
export interface JsonFault {
  readonly message: string;
  readonly offset: number;
  /** True if the text ends before the value does: half written, or cut. */
  readonly cut: boolean;
}

/** Told of each part of a JSON text in its order; offsets are UTF-16 units, ends exclusive. */
export interface JsonHandler {
  key?(key: string, start: number, end: number): void;
  /** A number may be NaN or infinite here. */
  scalar?(value: string | number | boolean | null, start: number, end: number): void;
  open?(bracket: '{' | '[', at: number): void;
  close?(bracket: '}' | ']', at: number): void;
}

/** Nesting beyond which a file is not one of ours; walkers of the value may then recurse safely. */
export const jsonDepth = 64;

const numberPattern = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const wordPattern = /-?[A-Za-z]+/y;
/** What the end of a text leaves of a fraction or an exponent (`527.`, `1e-`), and one character more. */
const cutNumber = /^(?:\.|[eE][+-]?)$/;
const longestCut = 3;

const words = new Map<string, number | boolean | null>([
  ['null', null],
  ['true', true],
  ['false', false],
  ['NaN', NaN],
  ['nan', NaN],
  ['Infinity', Infinity],
  ['inf', Infinity],
  ['-Infinity', -Infinity],
  ['-inf', -Infinity],
]);

/**
 * Reads one JSON value from `from` on without recursion and tells `handler` of its parts. Gives the offset after
 * the value (and the blanks that follow), or what is wrong. What follows the value is the caller's business.
 */
export function scanJson(text: string, handler: JsonHandler, from = 0): number | JsonFault {
  const closers: ('}' | ']')[] = [];
  let at = skipBlanks(text, from);
  for (;;) {
    const char = text[at];
    if (char === '{' || char === '[') {
      if (closers.length === jsonDepth) return fault(`nested deeper than ${jsonDepth}`, at);
      handler.open?.(char, at);
      const closer = char === '{' ? '}' : ']';
      closers.push(closer);
      at = skipBlanks(text, at + 1);
      if (text[at] !== closer) {
        if (closer === ']') continue;
        const afterKey = readKey(text, at, handler);
        if (typeof afterKey !== 'number') return afterKey;
        at = afterKey;
        continue;
      }
    } else {
      const afterScalar = readScalar(text, at, handler);
      if (typeof afterScalar !== 'number') return afterScalar;
      at = skipBlanks(text, afterScalar);
    }
    for (;;) {
      const closer = closers.at(-1);
      if (closer === undefined) return at;
      if (text[at] === closer) {
        handler.close?.(closer, at);
        closers.pop();
        at = skipBlanks(text, at + 1);
        continue;
      }
      if (text[at] !== ',') return unexpected(text, at, `"," or "${closer}"`);
      at = skipBlanks(text, at + 1);
      if (closer === '}') {
        const afterKey = readKey(text, at, handler);
        if (typeof afterKey !== 'number') return afterKey;
        at = afterKey;
      }
      break;
    }
  }
}

/** A value with the offset at which each object and array begins, or a fault and what was read before it. */
export type ParsedJson =
  | { readonly value: JsonValue; readonly offsets: ReadonlyMap<object, number> }
  | { readonly fault: JsonFault; readonly partial: JsonValue };

/** One JSON text as a value. */
export function parseJson(text: string): ParsedJson {
  const offsets = new Map<object, number>();
  const parents: (Map<string, JsonValue> | JsonValue[])[] = [];
  const keys: string[] = [];
  let root: JsonValue = null;
  const place = (value: JsonValue): void => {
    const parent = parents.at(-1);
    if (parent === undefined) root = value;
    else if (Array.isArray(parent)) parent.push(value);
    else parent.set(keys.pop()!, value);
  };
  const end = scanJson(text, {
    key: (key) => keys.push(key),
    scalar: place,
    open: (bracket, at) => {
      const container: Map<string, JsonValue> | JsonValue[] = bracket === '{' ? new Map() : [];
      place(container);
      parents.push(container);
      offsets.set(container, at);
    },
    close: () => parents.pop(),
  });
  if (typeof end !== 'number') return { fault: end, partial: root };
  if (end < text.length) return { fault: fault('more text after the end of the value', end), partial: root };
  return { value: root, offsets };
}

/** True for the object form of a value. */
export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return value instanceof Map;
}

/** True for the array form of a value. */
export function isJsonArray(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}

function fault(message: string, offset: number, cut = false): JsonFault {
  return { message, offset, cut };
}

function unexpected(text: string, at: number, wanted: string): JsonFault {
  if (at >= text.length) return fault(`the text ends where ${wanted} should stand`, at, true);
  return fault(`${wanted} should stand here`, at);
}

function skipBlanks(text: string, from: number): number {
  let at = from;
  for (;;) {
    const code = text.charCodeAt(at);
    if (code !== 32 && code !== 10 && code !== 13 && code !== 9) return at;
    at++;
  }
}

function readKey(text: string, at: number, handler: JsonHandler): number | JsonFault {
  if (text[at] !== '"') return unexpected(text, at, 'a quoted key');
  const end = stringEnd(text, at);
  if (end < 0) return fault('a quote is not closed', at, true);
  const key = stringValue(text, at, end);
  if (key === undefined) return fault('a key holds an escape that JSON does not know', at);
  handler.key?.(key, at, end);
  const colon = skipBlanks(text, end);
  if (text[colon] !== ':') return unexpected(text, colon, '":"');
  return skipBlanks(text, colon + 1);
}

function readScalar(text: string, at: number, handler: JsonHandler): number | JsonFault {
  const char = text[at];
  if (char === '"') {
    const end = stringEnd(text, at);
    if (end < 0) return fault('a quote is not closed', at, true);
    const value = stringValue(text, at, end);
    if (value === undefined) return fault('a text holds an escape that JSON does not know', at);
    handler.scalar?.(value, at, end);
    return end;
  }
  numberPattern.lastIndex = at;
  const number = numberPattern.exec(text);
  if (number !== null) {
    const end = at + number[0].length;
    if (cutNumber.test(text.slice(end, end + longestCut))) return fault('a number is not finished', at, true);
    handler.scalar?.(Number(number[0]), at, end);
    return end;
  }
  wordPattern.lastIndex = at;
  const word = wordPattern.exec(text)?.[0];
  const value = word === undefined ? undefined : words.get(word);
  if (word === undefined || value === undefined) {
    const cut = at + (word?.length ?? (char === '-' ? 1 : 0)) >= text.length;
    return cut
      ? fault('the text ends where a value should stand', at, true)
      : unexpected(text, at, 'a value');
  }
  handler.scalar?.(value, at, at + word.length);
  return at + word.length;
}

/** Offset after the closing quote of the text that begins at `at`, or -1. */
function stringEnd(text: string, at: number): number {
  let from = at + 1;
  for (;;) {
    const quote = text.indexOf('"', from);
    if (quote < 0) return -1;
    let backslashes = 0;
    while (text.charCodeAt(quote - 1 - backslashes) === 92) backslashes++;
    if (backslashes % 2 === 0) return quote + 1;
    from = quote + 1;
  }
}

/** The text between two quotes; raw control characters inside are let pass, as Python's reader can. */
function stringValue(text: string, start: number, end: number): string | undefined {
  const inner = text.slice(start + 1, end - 1);
  if (!inner.includes('\\')) return inner;
  const unknown: string[] = [];
  const value = inner.replace(/\\(?:u([0-9a-fA-F]{4})|([^]))/g, (whole, hex?: string, char?: string) => {
    if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
    const simple = '"\\/bfnrt'.indexOf(char ?? '');
    if (simple < 0) unknown.push(whole);
    return '"\\/\b\f\n\r\t'.charAt(simple);
  });
  return unknown.length === 0 ? value : undefined;
}
