import { scanJson } from '../jsonTolerant.ts';
import type { JsonFault } from '../jsonTolerant.ts';
import { jsonPlaces } from './jsonPlaces.ts';
import type { JsonNumber } from './jsonPlaces.ts';

/** A list of numbers under a key, each with the place of its own characters. */
export interface JsonList {
  readonly key: string;
  /** Undefined for `null`. */
  readonly items: readonly (JsonNumber | undefined)[];
}

/** The lists of an object that hold numbers or `null` alone. */
export interface JsonLists {
  readonly lists: readonly JsonList[];
  /** The keys of the object that holds them. */
  readonly names: readonly string[];
  readonly fault?: JsonFault;
  /** Zero-based line of an offset. */
  lineOf(offset: number): number;
}

interface OpenList {
  readonly key: string;
  readonly items: (JsonNumber | undefined)[];
  isNumbers: boolean;
}

/** Values above which a list is none of epochs: what a training logs per batch. */
const mostItems = 100_000;

/** Depth of the object that is looked at: the whole one, or the one under `"history"` (Keras' History as an object). */
const depthOfRoot = 1;
const historyKey = 'history';

/** Scans a JSON text for them; with a fault `lists` is what was closed before it. */
export function listsOfJson(text: string): JsonLists {
  const places = jsonPlaces(text);
  const lists: JsonList[] = [];
  const names: string[] = [];
  let depth = 0;
  /** Depth of the object whose keys count. */
  let level = depthOfRoot;
  let key = '';
  let list: OpenList | undefined;
  const end = scanJson(text, {
    key: (name) => {
      if (depth !== level) return;
      key = name;
      names.push(name);
    },
    scalar: (value, start, stop) => {
      if (list?.isNumbers !== true || depth !== level + 1) return;
      if (value === null) list.items.push(undefined);
      else if (typeof value !== 'number' || list.items.length === mostItems) list.isNumbers = false;
      else list.items.push(places.numberAt(start, stop));
    },
    open: (bracket) => {
      const isHistory = bracket === '{' && depth === depthOfRoot && level === depth && key === historyKey;
      if (depth === level && bracket === '[') list = { key, items: [], isNumbers: true };
      else if (list !== undefined) list.isNumbers = false;
      depth++;
      if (isHistory) {
        level = depth;
        lists.length = 0;
        names.length = 0;
      }
    },
    close: () => {
      depth--;
      if (depth !== level || list === undefined) return;
      if (list.isNumbers && list.items.length > 0) lists.push({ key: list.key, items: list.items });
      list = undefined;
    },
  });
  const fault = typeof end === 'number' ? moreText(text, end) : end;
  return {
    lists,
    names,
    ...(fault === undefined ? {} : { fault }),
    lineOf: places.lineOf,
  };
}

function moreText(text: string, end: number): JsonFault | undefined {
  return end < text.length
    ? { message: 'more text after the end of the value', offset: end, cut: false }
    : undefined;
}
