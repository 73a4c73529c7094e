import { foldedName, isClassificationMetric, metricName, splitOfWord } from '../metricNames.ts';
import { historyRecords } from './historyRecords.ts';
import type { JsonList } from './historyRun.ts';
import { isPlacedList, isPlacedNumber, isPlacedObject } from './placedJson.ts';
import type { PlacedJson, PlacedObject } from './placedJson.ts';
import type { JsonNumber } from './jsonPlaces.ts';
import { historyName, partName } from './historyNames.ts';

/** One training history of a JSON document. */
export interface PlacedHistory {
  /** The keys above it that say which training it is: a phase, a model. Absent where the document holds only it. */
  readonly name?: string;
  readonly lists: readonly JsonList[];
  /** The names of the object, or of the records, that hold it. */
  readonly names: readonly string[];
}

/** Values above which a list is none of epochs: what a training logs per batch. */
const mostItems = 100_000;

/** Objects within objects in which a history is looked for: a model, its run, its history. */
const deepest = 4;

/** Histories of one document: ten folds of ten models. */
const mostHistories = 100;

/** Keys that say that a history follows and not of what. */
const containerPattern =
  /^(?:(?:train|training|fit)_)?(?:histor(?:y|ies)|logs?|log_history|metrics|epochs|records|runs?)$/;

/**
 * The histories of a JSON document: lists by name, tables as pandas writes them, one record an epoch, under a key such as
 * `history`, or several under the names of phases or models.
 */
export function placedHistories(root: PlacedJson): readonly PlacedHistory[] {
  return historiesIn(root, [], 0).slice(0, mostHistories);
}

function historiesIn(value: PlacedJson, path: readonly string[], depth: number): PlacedHistory[] {
  const name = path.length === 0 ? {} : { name: path.join('/') };
  if (isPlacedList(value)) return historyRecords(value).map((history) => ({ ...name, ...history }));
  if (!isPlacedObject(value) || depth > deepest) return [];
  // Keras' History as an object has the epochs beside it, and a model's record its settings.
  const inner = value.get('history');
  const below = inner === undefined ? [] : historiesIn(inner, path, depth + 1);
  if (below.length > 0) return below.map((history) => withTested(history, value));
  const byEpoch = recordsByEpoch(value);
  if (byEpoch !== undefined)
    return historyRecords(byEpoch.records, byEpoch.epochs).map((history) => ({ ...name, ...history }));
  const own = { ...name, lists: listsOf(value), names: [...value.keys()] };
  if (own.lists.some(isMetric)) return [withTested(own, value)];
  return [...value].flatMap(([key, child]) =>
    historiesIn(child, containerPattern.test(foldedName(key)) ? path : [...path, key], depth + 1),
  );
}

function isMetric({ key }: JsonList): boolean {
  const { metric } = metricName(key);
  return metric === 'loss' || isClassificationMetric(metric);
}

/** Everything of an object that is one value an epoch. */
function listsOf(object: PlacedObject): JsonList[] {
  return [...object].flatMap(([key, value]): JsonList[] => {
    const items = itemsOf(value);
    if (items !== undefined) return [{ key: historyName(key), items }];
    if (isPlacedList(value)) return listsOfRecords(key, value);
    if (!isPlacedObject(value)) return [];
    const isSplit = splitOfWord(foldedName(key)) !== undefined;
    return [...value].flatMap(([innerKey, innerValue]): JsonList[] => {
      // `{"train": {"loss": […]}}`, `{"loss": {"train": […]}}`
      const split = isSplit ? key : innerKey;
      const innerItems = splitOfWord(foldedName(split)) === undefined ? undefined : itemsOf(innerValue);
      return innerItems === undefined
        ? []
        : [{ key: `${split}_${historyName(isSplit ? innerKey : key)}`, items: innerItems }];
    });
  });
}

/** The values of a list, or of a column as pandas writes it (`{"0": …, "1": …}`), of numbers and `null`. */
function itemsOf(value: PlacedJson): readonly (JsonNumber | undefined)[] | undefined {
  const items = isPlacedObject(value) ? columnItems(value) : isPlacedList(value) ? value : undefined;
  if (items === undefined || items.length === 0 || items.length > mostItems) return undefined;
  return numbersOf(items);
}

function columnItems(column: PlacedObject): readonly PlacedJson[] | undefined {
  let row = 0;
  for (const key of column.keys()) if (key !== `${row++}`) return undefined;
  return [...column.values()];
}

/** Metrics that stand together, an object an epoch: `"val_metrics": [{"accuracy": 0.6}, …]`. */
function listsOfRecords(key: string, records: readonly PlacedJson[]): JsonList[] {
  if (records.length === 0 || records.length > mostItems || !records.every(isPlacedObject)) return [];
  const names = [...new Set(records.flatMap((record) => [...record.keys()]))];
  return names.flatMap((name): JsonList[] => {
    const items = numbersOf(records.map((record) => record.get(name)));
    return items === undefined ? [] : [{ key: historyName(partName(key, name)), items }];
  });
}

/** Numbers and gaps; undefined if anything else is among them. */
function numbersOf(
  items: readonly (PlacedJson | undefined)[],
): readonly (JsonNumber | undefined)[] | undefined {
  const numbers: (JsonNumber | undefined)[] = [];
  for (const item of items) {
    if (item !== undefined && item !== null && !isPlacedNumber(item)) return undefined;
    numbers.push(item ?? undefined);
  }
  return numbers;
}

/** `{"epoch_1": {…}, "epoch_2": {…}}` as records. */
function recordsByEpoch(
  object: PlacedObject,
): { readonly records: readonly PlacedJson[]; readonly epochs: readonly number[] } | undefined {
  const records: PlacedJson[] = [];
  const epochs: number[] = [];
  for (const [key, value] of object) {
    const epoch = /^epoch[\s_-]*(\d{1,7})$/i.exec(key)?.[1];
    if (epoch === undefined) {
      if (isPlacedObject(value)) return undefined;
      continue;
    }
    records.push(value);
    epochs.push(Number(epoch));
  }
  return records.length === 0 ? undefined : { records, epochs };
}

/** What one evaluation on test rows gave after the last epoch, where it stands beside the history. */
function withTested(history: PlacedHistory, object: PlacedObject): PlacedHistory {
  const length = Math.max(0, ...history.lists.map(({ items }) => items.length));
  const known = new Set(history.lists.map(({ key }) => metricKey(key)));
  if ([...known].some((key) => key.startsWith('test '))) return history;
  const tested = [...object].flatMap(([key, value]): JsonList[] => {
    const { split, metric } = metricName(key);
    if (split !== 'test' || !isPlacedNumber(value) || !isMetric({ key, items: [] })) return [];
    if (!known.has(`train ${metric}`) && !known.has(`validation ${metric}`) && !known.has(` ${metric}`))
      return [];
    return [{ key, items: [...Array.from({ length: length - 1 }, () => undefined), value] }];
  });
  return { ...history, lists: [...history.lists, ...tested] };
}

function metricKey(key: string): string {
  const { split, metric } = metricName(key);
  return `${split ?? ''} ${metric}`;
}
