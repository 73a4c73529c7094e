import { foldedName, metricName, splitOfWord } from '../metricNames.ts';
import { historyName, partName } from './historyNames.ts';
import type { JsonList } from './historyRun.ts';
import type { JsonNumber } from './jsonPlaces.ts';
import { isEpochName, isStepName } from './logColumns.ts';
import { isPlacedNumber, isPlacedObject } from './placedJson.ts';
import type { PlacedJson, PlacedObject } from './placedJson.ts';
import { numbered } from './stepLists.ts';

/** Records above which a list is none of epochs. */
const mostRecords = 100_000;

/** Names of the text that says which split a record is of. */
const splitNames: ReadonlySet<string> = new Set(['phase', 'split', 'mode', 'stage', 'set', 'subset']);

/** What one epoch holds. */
interface Row {
  readonly epoch: JsonNumber | undefined;
  readonly values: Map<string, JsonNumber>;
}

type Records = { readonly lists: readonly JsonList[]; readonly names: readonly string[] };

/**
 * The histories of a list of records, one an epoch: `[{"epoch": 1, "loss": 0.5}, …]`. Records of one epoch that hold
 * different values of it are one; where the epochs fall or a value comes again, another training begins.
 *
 * Without epochs every record is one, if each holds a loss and no text: records of models have a name.
 */
export function historyRecords(
  records: readonly PlacedJson[],
  epochs?: readonly number[],
): readonly Records[] {
  if (records.length === 0 || records.length > mostRecords || !records.every(isPlacedObject)) return [];
  const rows = records.map((record, index) => rowOf(record, epochs?.[index]));
  const isNumbered = rows.some(({ epoch }) => epoch !== undefined);
  if (!isNumbered && (!rows.every(hasLoss) || records.some(hasText))) return [];
  const trainings = isNumbered ? splitByEpoch(rows.filter(({ epoch }) => epoch !== undefined)) : [rows];
  return trainings.map((training) => ({ lists: listsOfRows(training), names: namesOf(training) }));
}

function hasLoss({ values }: Row): boolean {
  return [...values.keys()].some((name) => metricName(name).metric === 'loss');
}

function hasText(record: PlacedObject): boolean {
  return [...record].some(([key, value]) => typeof value === 'string' && !splitNames.has(foldedName(key)));
}

function rowOf(record: PlacedObject, epoch: number | undefined): Row {
  const values = new Map<string, JsonNumber>();
  const word = [...record].find(
    ([key, value]) =>
      splitNames.has(foldedName(key)) && typeof value === 'string' && splitOfWord(value.toLowerCase()),
  )?.[1] as string | undefined;
  let own: JsonNumber | undefined;
  const add = (key: string, value: PlacedJson): void => {
    if (!isPlacedNumber(value)) return;
    const name = historyName(key);
    if (isEpochName(name)) own ??= value;
    else values.set(word !== undefined && isSplitless(name) ? `${word}_${name}` : name, value);
  };
  for (const [key, value] of record) {
    if (!isPlacedObject(value)) add(key, value);
    else if (isGroup(key)) for (const [inner, one] of value) add(partName(key, inner), one);
  }
  return { epoch: own ?? (epoch === undefined ? undefined : numbered(epoch)), values };
}

function isSplitless(name: string): boolean {
  const { split, kind } = metricName(name);
  return split === undefined && kind === 'measure';
}

/** True for a key whose object holds metrics of one split, or just metrics: `val`, `val_metrics`, `metrics`. */
function isGroup(key: string): boolean {
  const stem = partName(key, '').replace(/_$/, '');
  return stem === '' || splitOfWord(stem) !== undefined;
}

function splitByEpoch(rows: readonly Row[]): Row[][] {
  const trainings: Row[][] = [];
  let last: Row | undefined;
  for (const row of rows) {
    const epoch = row.epoch!.number.value;
    const before = last?.epoch?.number.value;
    if (
      last !== undefined &&
      epoch === before &&
      ![...row.values.keys()].some((name) => isTakenBy(last!, name))
    ) {
      for (const [name, value] of row.values) last.values.set(name, value);
      continue;
    }
    const goesOn = typeof epoch === 'number' && typeof before === 'number' && epoch > before;
    if (goesOn) trainings.at(-1)!.push(row);
    else trainings.push([row]);
    last = row;
  }
  return trainings;
}

/** What numbers the records, and a learning rate, may stand in several of one epoch. */
function isTakenBy({ values }: Row, name: string): boolean {
  return values.has(name) && !isStepName(name) && metricName(name).kind === 'measure';
}

function namesOf(rows: readonly Row[]): string[] {
  return [...new Set(rows.flatMap(({ values }) => [...values.keys()]))];
}

function listsOfRows(rows: readonly Row[]): JsonList[] {
  const lists = namesOf(rows).map((key) => ({ key, items: rows.map(({ values }) => values.get(key)) }));
  if (rows.every(({ epoch }) => epoch === undefined)) return lists;
  return [{ key: 'epoch', items: rows.map(({ epoch }) => epoch) }, ...lists];
}
