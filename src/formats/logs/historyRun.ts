import type { Problem } from '../../core/problem.ts';
import type { Epoch, TrainingRun } from '../../core/trainingRun.ts';
import { isClassificationMetric, isRate } from '../metricNames.ts';
import { decisiveLine } from './decisiveLine.ts';
import { float32Witness } from './float32Witness.ts';
import type { JsonNumber } from './jsonPlaces.ts';
import { epochTableColumns, isEpochName, mostColumns } from './logColumns.ts';
import { placedReadings } from './placedReadings.ts';
import type { PlacedColumn } from './placedReadings.ts';

/** The values of a training history under one name, one an epoch; undefined for `null`. */
export interface JsonList {
  readonly key: string;
  readonly items: readonly (JsonNumber | undefined)[];
}

/** What the lists of a training history give. */
export interface HistoryRun {
  readonly run?: TrainingRun;
  readonly problems: readonly Problem[];
  /** Metrics of the lists that were used. */
  readonly metrics: readonly string[];
}

interface Column extends PlacedColumn {
  readonly key: string;
}

/**
 * The epochs of lists of equal length, numbered by a list of epochs where there is one, else from 1. A list that is
 * shorter or longer than those of the training metrics is left out: with `validation_freq` nothing says which epochs
 * its values belong to.
 */
export function historyRun(lists: readonly JsonList[]): HistoryRun {
  if (lists.length > mostColumns) return { problems: [], metrics: [] };
  const numbering = lists.findIndex(({ key }) => isEpochName(key));
  const columns = columnsOf(lists, numbering);
  const length = lengthOf(columns);
  const used = columns.filter(({ items }) => items.length === length);
  const unequal = columns.filter(({ items }) => items.length !== length);
  const metrics = [...new Set(used.map(({ metric }) => metric))];
  const problems = unequal.length === 0 ? [] : [unequalProblem(unequal, length)];
  if (!used.some(({ split }) => split !== undefined)) return { problems, metrics };
  const numbers = epochNumbers(lists[numbering], length);
  const readings = placedReadings(used);
  const epochs = numbers.flatMap((epoch, index): Epoch[] => {
    const [first, ...rest] = readings.flatMap((column) => column[index] ?? []);
    if (first === undefined) return [];
    return [{ epoch, line: decisiveLine([first, ...rest]), readings: [first, ...rest] }];
  });
  if (epochs.length === 0) return { problems, metrics };
  return { run: { epochs, averagesExactly: isOfKeras(lists) }, problems, metrics };
}

function columnsOf(lists: readonly JsonList[], numbering: number): readonly Column[] {
  const named = epochTableColumns(
    lists.map(({ key }) => key),
    numbering,
  );
  const metrics = named.map((column) => (column.role === 'value' ? column.metric : ''));
  // Other lists (the starts of phases, weights of classes) stand among them; a metric of any name comes in twins.
  const isUseful = (metric: string): boolean =>
    metric === 'learningRate' ||
    metric === 'loss' ||
    isClassificationMetric(metric) ||
    metrics.filter((other) => other === metric).length > 1;
  return lists.flatMap(({ key, items }, index) => {
    const column = named[index]!;
    if (column.role !== 'value' || !isUseful(column.metric)) return [];
    return [
      { key, ...(column.split === undefined ? {} : { split: column.split }), metric: column.metric, items },
    ];
  });
}

/** The values of a list of epochs, if it numbers every epoch in rising order; else 1, 2, 3, … */
function epochNumbers(list: JsonList | undefined, length: number): readonly number[] {
  const written = list?.items.map((item) => item?.number.value) ?? [];
  const numbers = written.filter((value) => typeof value === 'number');
  const rises = numbers.every((value, index) => index === 0 || value > numbers[index - 1]!);
  if (numbers.length === length && written.length === length && rises) return numbers;
  return Array.from({ length }, (_, index) => index + 1);
}

/** Keras marks validation alone and its values are float32: then metrics are averages over rows. */
function isOfKeras(lists: readonly JsonList[]): boolean {
  const witness = float32Witness();
  for (const { items } of lists) {
    for (const item of items) {
      if (typeof item?.number.value === 'number') witness.see(item.number.value, item.number.digits);
    }
  }
  const keys = lists.map(({ key }) => key);
  return (
    keys.includes('loss') &&
    !keys.some((key) => key.startsWith('train')) &&
    witness.tells() &&
    witness.agrees()
  );
}

/** The length of the training lists, which every epoch fills; without any, the most frequent length. */
function lengthOf(columns: readonly Column[]): number {
  const trained = columns.filter(
    ({ split, metric }) => split === 'train' && (metric === 'loss' || isRate(metric)),
  );
  const lengths = (trained.length > 0 ? trained : columns.filter(({ split }) => split !== undefined)).map(
    ({ items }) => items.length,
  );
  const count = (length: number): number => lengths.filter((other) => other === length).length;
  return lengths.reduce((best, length) => (count(length) > count(best) ? length : best), lengths[0] ?? 0);
}

function unequalProblem(columns: readonly Column[], length: number): Problem {
  const names = columns.slice(0, 4).map(({ key, items }) => `'${key}' (${items.length})`);
  const more = columns.length > names.length ? ` and ${columns.length - names.length} more` : '';
  const message =
    `Left out, because the training metrics have ${length} values: ${names.join(', ')}${more}. ` +
    'Nothing says which epochs these belong to; log with CSVLogger, which writes the epoch of each.';
  return { kind: 'note', message };
}
