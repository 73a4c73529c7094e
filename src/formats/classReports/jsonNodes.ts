import type { Span } from '../../core/span.ts';
import { scanJson } from '../jsonTolerant.ts';
import type { WrittenNumber } from './reportEntries.ts';

/** A value of a JSON text with its place; `at` is the offset that it begins at. */
export type JsonNode = ObjectNode | ArrayNode | ScalarNode;

export interface ObjectNode {
  readonly kind: 'object';
  readonly at: number;
  /** In the order of the text; a key may occur twice. */
  readonly entries: readonly JsonEntry[];
}

export interface ArrayNode {
  readonly kind: 'array';
  readonly at: number;
  readonly items: readonly JsonNode[];
}

export interface ScalarNode {
  readonly kind: 'scalar';
  readonly at: number;
  readonly end: number;
  readonly value: string | number | boolean | null;
}

export interface JsonEntry {
  readonly key: string;
  /** Offsets of the key with its quotes. */
  readonly start: number;
  readonly end: number;
  readonly node: JsonNode;
}

/** A JSON text as a tree of places. */
export interface JsonTree {
  readonly root: JsonNode;
  spanOf(start: number, end: number): Span;
  /** The characters of a number, and their place. */
  written(node: ScalarNode): WrittenNumber;
  /** Keys that results of training stood under, and their places. */
  readonly leftOut: readonly { readonly key: string; readonly span: Span }[];
  /** The keys that lead to a place, outer ones first. */
  keysTo(span: Span): readonly string[];
}

/** Why there is no tree of a text that ends too early. */
export const cutJson = 'Ends in the middle of the JSON: still being written, or cut. Not read.';

/**
 * The tree of a whole JSON text, or why there is none in one line. Results of rows that were trained on are left out
 * where those of others stand beside them.
 */
export function jsonTree(text: string): JsonTree | string {
  const parents: (JsonEntry[] | JsonNode[])[] = [];
  const keys: { readonly key: string; readonly start: number; readonly end: number }[] = [];
  const isObject: boolean[] = [];
  const leftOut: JsonEntry[] = [];
  let root: JsonNode | undefined;
  const place = (node: JsonNode): void => {
    const parent = parents.at(-1);
    if (parent === undefined) root = node;
    else if (isObject.at(-1) === true) (parent as JsonEntry[]).push({ ...keys.pop()!, node });
    else (parent as JsonNode[]).push(node);
  };
  const end = scanJson(text, {
    key: (key, start, stop) => keys.push({ key, start, end: stop }),
    scalar: (value, at, stop) => place({ kind: 'scalar', at, end: stop, value }),
    open: (bracket, at) => {
      const children: JsonEntry[] & JsonNode[] = [];
      place(
        bracket === '{' ? { kind: 'object', at, entries: children } : { kind: 'array', at, items: children },
      );
      parents.push(children);
      isObject.push(bracket === '{');
    },
    close: () => {
      const children = parents.pop()!;
      if (isObject.pop() === true) leftOut.push(...leaveOutTraining(children as JsonEntry[]));
    },
  });
  if (typeof end !== 'number') return end.cut ? cutJson : `Is not JSON: ${end.message}. Not read.`;
  if (root === undefined || end < text.length)
    return 'Is not JSON: more text after the end of the value. Not read.';
  const starts = [0];
  for (const { 0: lineEnd, index } of text.matchAll(/\r\n|\r|\n/g)) starts.push(index + lineEnd.length);
  const spanOf = placesIn(starts);
  return {
    root,
    spanOf,
    written: ({ at, end: stop }) => ({ text: text.slice(at, stop), span: spanOf(at, stop) }),
    leftOut: leftOut.map(({ key, start, end: stop }) => ({ key, span: spanOf(start, stop) })),
    keysTo: ({ line, start }) => keysTo(root!, starts[line]! + start),
  };
}

const training = /^train(?:ing)?(?:_(?:metrics|results|report|set|data))?$/i;
const heldOut =
  /^(?:test|testing|val|valid|validation|dev|holdout|eval)(?:_(?:metrics|results|report|set|data))?$/i;

/** Takes the entries of training out, where there are others, and gives them. */
function leaveOutTraining(entries: JsonEntry[]): readonly JsonEntry[] {
  const isOf = (pattern: RegExp, { key, node }: JsonEntry): boolean =>
    node.kind === 'object' && pattern.test(key);
  if (!entries.some((entry) => isOf(heldOut, entry))) return [];
  const others = entries.filter((entry) => !isOf(training, entry));
  const own = entries.filter((entry) => isOf(training, entry));
  entries.splice(0, entries.length, ...others);
  return own;
}

function keysTo(node: JsonNode, offset: number): readonly string[] {
  if (node.kind === 'array') {
    const index = node.items.filter(({ at }) => at <= offset).length - 1;
    const item = node.items[index];
    return item === undefined ? [] : [nameOf(item) ?? `[${index + 1}]`, ...keysTo(item, offset)];
  }
  const before = node.kind === 'object' ? node.entries.filter(({ start }) => start <= offset) : [];
  const entry = before.at(-1);
  return entry === undefined ? [] : [entry.key, ...keysTo(entry.node, offset)];
}

const nameKeys = [
  'model',
  'model_name',
  'name',
  'classifier',
  'algorithm',
  'method',
  'experiment',
  'split',
] as const;

/** What a record of a list calls itself. */
function nameOf(node: JsonNode): string | undefined {
  const name = under(node, ...nameKeys);
  return name?.kind === 'scalar' && typeof name.value === 'string' ? name.value : undefined;
}

function placesIn(starts: readonly number[]): (start: number, end: number) => Span {
  return (start, end) => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (starts[middle]! <= start) low = middle;
      else high = middle - 1;
    }
    return { line: low, start: start - starts[low]!, end: end - starts[low]! };
  };
}

/** The value under a key of an object; of two the first. */
export function under(node: JsonNode | undefined, ...keys: readonly string[]): JsonNode | undefined {
  if (node?.kind !== 'object') return undefined;
  return node.entries.find(({ key }) => keys.includes(key))?.node;
}

/** The number that a node is, if it is finite. */
export function numberIn(node: JsonNode | undefined): (ScalarNode & { readonly value: number }) | undefined {
  if (node?.kind !== 'scalar' || typeof node.value !== 'number' || !Number.isFinite(node.value))
    return undefined;
  return { ...node, value: node.value };
}

/** The texts of a list of texts, or of numbers as they are written; undefined for another value. */
export function textsIn(node: JsonNode | undefined): readonly string[] | undefined {
  if (node?.kind !== 'array' || node.items.length === 0) return undefined;
  const texts = node.items.map((item) =>
    item.kind === 'scalar' && (typeof item.value === 'string' || typeof item.value === 'number')
      ? String(item.value)
      : undefined,
  );
  return texts.every((text) => text !== undefined) ? texts : undefined;
}

/** The whole numbers of a list of lists of one length each, as many as there are lists; undefined for another value. */
export function squareIn(node: JsonNode | undefined): readonly (readonly number[])[] | undefined {
  if (node?.kind !== 'array' || node.items.length < 2) return undefined;
  const rows = node.items.map((item) => {
    if (item.kind !== 'array' || item.items.length !== node.items.length) return undefined;
    const values = item.items.map((one) => numberIn(one)?.value);
    return values.every((value) => value !== undefined && Number.isSafeInteger(value) && value >= 0)
      ? (values as number[])
      : undefined;
  });
  return rows.every((row) => row !== undefined) ? rows : undefined;
}
