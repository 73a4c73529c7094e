import { scanJson } from '../jsonTolerant.ts';
import type { JsonNumber } from './jsonPlaces.ts';
import { loggedNumber } from './loggedNumber.ts';

/** The numbers and words of one JSON object on a line. */
export interface JsonRecord {
  /** By name; what an inner object holds has its path, as in `val/accuracy`. A quoted number is one too. */
  readonly numbers: ReadonlyMap<string, JsonNumber>;
  /** Texts that are no numbers, by name. */
  readonly words: ReadonlyMap<string, string>;
}

/** Characters of a line above which it is none of a logger: a thousand values have some 50,000. */
const longestLine = 131_072;

/** Objects inside an object that are looked into: `{"val": {"accuracy": 0.5}}` is one. */
const deepest = 3;

/** Values of one line: a hundred classes with three metrics on three splits have 900. */
const mostValues = 1_000;

/** Characters of a text above which it is no word. */
const longestWord = 64;

/** Reads a line that is one JSON object and nothing else; lists in it are passed over. O(length). */
export function jsonRecord(text: string, line: number): JsonRecord | undefined {
  if (text.length > longestLine || !isObject(text)) return undefined;
  const numbers = new Map<string, JsonNumber>();
  const words = new Map<string, string>();
  const path: string[] = [];
  let key = '';
  let depth = 0;
  let lists = 0;
  const end = scanJson(text, {
    key: (name) => (key = name),
    open: (bracket) => {
      if (bracket === '[') lists++;
      if (depth > 0) path.push(key);
      depth++;
    },
    close: (bracket) => {
      if (bracket === ']') lists--;
      depth--;
      path.pop();
    },
    scalar: (value, start, stop) => {
      if (lists > 0 || depth > deepest || numbers.size >= mostValues) return;
      const isText = typeof value === 'string';
      if (!isText && typeof value !== 'number') return;
      const name = [...path, key].join('/');
      const [from, to] = isText ? [start + 1, stop - 1] : [start, stop];
      const number = loggedNumber(text.slice(from, to));
      if (number !== undefined) numbers.set(name, { number, span: { line, start: from, end: to } });
      else if (isText && value.length <= longestWord) words.set(name, value);
    },
  });
  return typeof end === 'number' && end === text.length ? { numbers, words } : undefined;
}

function isObject(text: string): boolean {
  return /^\s{0,8}\{/.test(text) && text.trimEnd().endsWith('}');
}
