import { scanJson } from '../jsonTolerant.ts';
import type { JsonFault } from '../jsonTolerant.ts';
import { jsonPlaces } from './jsonPlaces.ts';
import type { JsonNumber } from './jsonPlaces.ts';

/** A JSON value whose numbers know the place of their own characters. */
export type PlacedJson = JsonNumber | string | boolean | null | readonly PlacedJson[] | PlacedObject;
export type PlacedObject = ReadonlyMap<string, PlacedJson>;

export interface PlacedDocument {
  /** With a fault, what was closed before it. */
  readonly value: PlacedJson;
  readonly fault?: JsonFault;
  /** Zero-based line of an offset. */
  lineOf(offset: number): number;
}

type Container = Map<string, PlacedJson> | PlacedJson[];

interface OpenContainer {
  readonly container: Container;
  /** The key that it stands under, in an object. */
  readonly key: string | undefined;
}

/** Items of a list that are kept, one more than any reader takes: what is longer is logged per batch and none of epochs. */
const mostItems = 100_001;

/** Reads a JSON text with the places of its numbers; of a list of more than a hundred thousand items the first. O(text). */
export function placedJson(text: string): PlacedDocument {
  const places = jsonPlaces(text);
  const open: OpenContainer[] = [];
  let root: PlacedJson = null;
  let key: string | undefined;
  const put = (value: PlacedJson): void => {
    const parent = open.at(-1)?.container;
    if (parent === undefined) root = value;
    else if (!Array.isArray(parent)) {
      if (key !== undefined) parent.set(key, value);
    } else if (parent.length < mostItems) parent.push(value);
  };
  const isFull = (): boolean => {
    const parent = open.at(-1)?.container;
    return Array.isArray(parent) && parent.length >= mostItems;
  };
  const end = scanJson(text, {
    key: (name) => {
      key = name;
    },
    scalar: (value, start, stop) => {
      if (isFull()) return;
      put(typeof value === 'number' ? (places.numberAt(start, stop) ?? null) : value);
    },
    open: (bracket) => {
      const container: Container = bracket === '{' ? new Map() : [];
      put(container);
      open.push({ container, key });
    },
    close: () => open.pop(),
  });
  const fault = typeof end === 'number' ? moreText(text, end) : end;
  if (fault !== undefined) dropUnclosed(open);
  return { value: root, ...(fault === undefined ? {} : { fault }), lineOf: places.lineOf };
}

/** True for the object form of a value. */
export function isPlacedObject(value: PlacedJson | undefined): value is PlacedObject {
  return value instanceof Map;
}

/** True for the list form of a value. */
export function isPlacedList(value: PlacedJson | undefined): value is readonly PlacedJson[] {
  return Array.isArray(value);
}

/** True for a number. */
export function isPlacedNumber(value: PlacedJson | undefined): value is JsonNumber {
  return typeof value === 'object' && value !== null && !isPlacedObject(value) && !isPlacedList(value);
}

/** A list of numbers and a record of a list are of use only when they are whole; what holds them is, half or not. */
function dropUnclosed(open: readonly OpenContainer[]): void {
  for (let depth = 1; depth < open.length; depth++) {
    const { container, key } = open[depth]!;
    const parent = open[depth - 1]!.container;
    if (Array.isArray(parent)) {
      parent.pop();
      return;
    }
    if (Array.isArray(container) && !container.some(isPlacedObject) && key !== undefined) {
      parent.delete(key);
      return;
    }
  }
}

function moreText(text: string, end: number): JsonFault | undefined {
  return end < text.length
    ? { message: 'more text after the end of the value', offset: end, cut: false }
    : undefined;
}
