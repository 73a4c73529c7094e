import { foldedName, metricName, splitOfWord } from '../metricNames.ts';
import type { FinalValues } from './finalRun.ts';
import type { JsonNumber } from './jsonPlaces.ts';
import { isEpochName } from './logColumns.ts';
import { isPlacedList, isPlacedNumber, isPlacedObject } from './placedJson.ts';
import type { PlacedJson, PlacedObject } from './placedJson.ts';
import { rateMetrics } from './rateMetrics.ts';

/** A set of final values with the other names of the objects that it was read from. */
export interface ResultSet extends FinalValues {
  readonly names: readonly string[];
}

/** Sets of one file above which it is a table of experiments. */
const mostSets = 50;

/** Objects within objects that are looked into. */
const deepest = 4;

/** Keys that hold metrics and do not say of what. */
const containerPattern =
  /^(?:(?:final|overall|all|best|evaluation|eval|model|global|summary|aggregate)_)?(?:metrics?|results?|scores?|evaluation|performance|summary|confusion_matrix)$/;

/** Keys of objects that are of classes, whatever their values are called. */
const classesPattern = /class|label|categor|report|per_|by_/;

/** Names of the text that says which model a record of a list is of. */
const namePattern =
  /^(?:model|name|classifier|algorithm|method|estimator|variant|run|experiment|config|fold|label)(?:_name)?$/;

/**
 * The sets of final values of a document: one, flat or nested by split, or several under the names of models, folds or
 * variants, as an object of objects or a list of records.
 */
export function resultSets(root: PlacedJson): readonly ResultSet[] {
  if (isPlacedList(root)) return setsOfRecords(root);
  if (!isPlacedObject(root)) return [];
  const whole = setOf(root);
  return rateMetrics(whole).length > 0 ? [whole] : setsByName(root, 0);
}

/** The values of one object and of the objects in it that are splits or mere containers. */
function setOf(object: PlacedObject, name?: string): ResultSet {
  const values = new Map<string, JsonNumber>();
  const names: string[] = [];
  let epoch: number | undefined;
  const gather = (from: PlacedObject, path: readonly string[], depth: number): void => {
    for (const [key, value] of from) {
      names.push(key);
      if (isPlacedNumber(value)) {
        const number = value.number.value;
        if (isEpochName(key) && path.length === 0 && typeof number === 'number') epoch ??= number;
        const whole = [...path, key].join('/');
        if (!values.has(whole)) values.set(whole, value);
      } else if (isPlacedObject(value) && depth < deepest) {
        const below = pathBelow(key, path);
        if (below !== undefined) gather(value, hasOwnSplits(value) ? path : below, depth + 1);
      } else if (isPlacedList(value)) {
        const [first] = value;
        if (isPlacedObject(first)) names.push(...first.keys());
      }
    }
  };
  gather(object, [], 0);
  return {
    ...(name === undefined ? {} : { name }),
    values,
    names,
    ...(epoch === undefined ? {} : { epoch }),
  };
}

/** The path of what an object under this key holds: `test` or `test_metrics` is a split, `metrics` adds nothing. */
function pathBelow(key: string, path: readonly string[]): readonly string[] | undefined {
  const folded = foldedName(key);
  if (containerPattern.test(folded)) return path;
  const split = splitOfWord(folded.replace(/_(?:metrics?|results?|scores?|set|performance)$/, ''));
  return split === undefined ? undefined : [...path, split];
}

/** True for values whose names say a split themselves: `{"training": {"train_accuracy": …, "val_accuracy": …}}`. */
function hasOwnSplits(object: PlacedObject): boolean {
  return [...object.keys()].some((key) => metricName(key).split !== undefined);
}

/** Objects of one parent that hold metrics each, by their keys; classes are none. */
function setsByName(object: PlacedObject, depth: number): readonly ResultSet[] {
  const held = [...object].filter((entry): entry is [string, PlacedObject] => isPlacedObject(entry[1]));
  const sets = held.flatMap(([key, value]): ResultSet[] => {
    const set = setOf(value, key);
    return isOfRows(set) ? [set] : [];
  });
  if (sets.length >= 2) return sets.length * 2 > held.length && sets.length <= mostSets ? sets : [];
  if (depth >= 1) return [];
  for (const [key, value] of object) {
    if (classesPattern.test(foldedName(key))) continue;
    const below = isPlacedObject(value)
      ? setsByName(value, depth + 1)
      : isPlacedList(value)
        ? setsOfRecords(value)
        : [];
    if (below.length > 0) return below;
  }
  return [];
}

/** Records that say what they are of, each with metrics. */
function setsOfRecords(records: readonly PlacedJson[]): readonly ResultSet[] {
  if (records.length < 2 || records.length > mostSets || !records.every(isPlacedObject)) return [];
  const sets = records.map((record) => {
    const name = [...record].find(
      ([key, value]) => namePattern.test(foldedName(key)) && typeof value === 'string',
    );
    return name === undefined ? undefined : setOf(record, name[1] as string);
  });
  return sets.every((set) => set !== undefined && isOfRows(set)) ? (sets as ResultSet[]) : [];
}

/** True for values measured on the rows of all classes: a class has precision, recall and a support of its own. */
function isOfRows(set: ResultSet): boolean {
  const metrics = rateMetrics(set);
  if (set.names.some((name) => /^(?:support|count|n|class|correct)$/.test(foldedName(name)))) return false;
  return metrics.some((metric) => !classMetrics.has(metric));
}

const classMetrics: ReadonlySet<string> = new Set(['precision', 'recall', 'f1', 'specificity']);
