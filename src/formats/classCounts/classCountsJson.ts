import { totalCount } from '../../core/classCounts.ts';
import type { ClassCounts } from '../../core/classCounts.ts';
import type { Format, Head } from '../format.ts';
import { isJsonObject } from '../jsonTolerant.ts';
import type { JsonObject, JsonValue } from '../jsonTolerant.ts';
import { isNumbering, jsonDocumentReader, parsedObject, wholeNumbers } from './jsonDocument.ts';

const splits = new Map<string, 'train' | 'validation' | 'test'>([
  ['train', 'train'],
  ['training', 'train'],
  ['val', 'validation'],
  ['valid', 'validation'],
  ['validation', 'validation'],
  ['dev', 'validation'],
  ['test', 'test'],
  ['testing', 'test'],
]);

/** Names of files that hold counts; a flat map of whole numbers under another name may be anything. */
export const countsNames = /counts?|distribution|support|histogram|balance/i;

/** Rows of each class: `{"a": 17}`, or one such map for each split. */
export const classCountsJson: Format<ClassCounts> = {
  id: 'classCountsJson',
  title: 'Class counts (JSON)',
  kind: 'classCounts',
  recognise: (head: Head) => {
    if (!head.complete) return 0;
    const value = parsedObject(head.text);
    if (value === undefined) return 0;
    const named = countsNames.test(head.name);
    const split = bySplit(value);
    if (split !== undefined) return named ? 0.9 : sameClasses(split) ? 0.8 : 0;
    const flat = wholeNumbers(value);
    if (flat === undefined || flat.size < 2 || !named) return 0;
    return isNumbering(flat) ? 0.5 : 0.8;
  },
  reader: (options) => jsonDocumentReader(options, read),
};

function read(value: JsonValue): ClassCounts | string {
  if (!isJsonObject(value)) return `Is no map from class to count. ${wanted}`;
  const split = bySplit(value);
  if (split !== undefined) return split;
  const flat = wholeNumbers(value);
  if (flat === undefined) return `Holds values that are not whole numbers of rows. ${wanted}`;
  if (totalCount(flat) === 0) return 'Every count is 0: nothing is counted here.';
  return { kind: 'classCounts', unsplit: flat };
}

const wanted = 'Write {"cat": 17, "dog": 30}, or {"train": {…}, "validation": {…}}.';

/** Counts by split; undefined unless every map in the object is one of a split. */
function bySplit(value: JsonObject): ClassCounts | undefined {
  const counts: { -readonly [Split in 'train' | 'validation' | 'test']?: ReadonlyMap<string, number> } = {};
  for (const [key, held] of value) {
    if (!isJsonObject(held)) continue;
    const split = splits.get(key.trim().toLowerCase());
    const numbers = wholeNumbers(held);
    if (split === undefined || numbers === undefined || totalCount(numbers) === 0) return undefined;
    counts[split] = numbers;
  }
  return (counts.train ?? counts.validation ?? counts.test) ? { kind: 'classCounts', ...counts } : undefined;
}

/** Settings of a training, which also stand under "train" and "test". */
const settingNames = /batch|epoch|seed|step|worker|size|num_|_dim|patience/i;

/** True if two splits count the same classes: what a file must show whose name does not say that it counts. */
function sameClasses({ train, validation, test }: ClassCounts): boolean {
  const [first, ...others] = [train, validation, test].filter((counts) => counts !== undefined);
  if (first === undefined || first.size < 2 || others.length === 0) return false;
  const classes = [...first.keys()];
  if (classes.some((label) => settingNames.test(label))) return false;
  return others.every((counts) => counts.size === first.size && classes.every((label) => counts.has(label)));
}
