import type { TrainingLog } from '../../core/trainingRun.ts';
import type { Format, Head } from '../format.ts';
import { isClassificationMetric, isRegressionMetric, kerasMetricName } from '../metricNames.ts';
import { kerasColumns, mostColumns } from './logColumns.ts';
import { loggedNumber } from './loggedNumber.ts';
import type { TableProfile } from './tableProfile.ts';
import { headerCells, readHeadTable, tableReader } from './tableReader.ts';

/** Significant digits from which the text of a number tells whether it was a float32. */
const tellingDigits = 9;

/** Share of telling numbers that must be float32: a metric of the user's own may be a double. */
const leastFloat32 = 0.6;

const profile: TableProfile = {
  columns: (header) => (isHeader(header) ? kerasColumns(header) : undefined),
  averagesExactly: true,
  writtenInFull: true,
  percentages: false,
  mergesRows: false,
};

/**
 * The table Keras' `CSVLogger` writes: `epoch` and the sorted metric names, one row an epoch.
 *
 * Epochs count from 0. Its numbers are float32 written in full, which tells it from tables of the same header whose
 * writers average over batches. Source: keras/src/callbacks/csv_logger.py (3.15.1).
 */
export const kerasCsvLogger: Format<TrainingLog> = {
  id: 'kerasCsvLogger',
  title: 'Keras CSVLogger',
  kind: 'log',
  recognise: (head) => {
    const header = headerCells(head);
    if (header === undefined || !isHeader(header) || isOfRegression(header)) return 0;
    const { document } = readHeadTable(head, profile);
    return document === undefined || !isFloat32(head) ? 0 : 0.95;
  },
  reader: ({ limits }) => tableReader(limits, profile),
};

/** `epoch`, then sorted names; names of a first epoch without validation are followed by their `val_` twins. */
function isHeader(header: readonly string[]): boolean {
  const [first, ...names] = header;
  if (first !== 'epoch' || !names.includes('loss') || header.length > mostColumns) return false;
  if (names.some((name) => /^train/i.test(name))) return false;
  const plain = names.filter((name) => !name.startsWith('val_'));
  const twins = plain.map((name) => `val_${name}`);
  return isSorted(names) || (isSorted(plain) && names.join('\n') === [...plain, ...twins].join('\n'));
}

function isSorted(names: readonly string[]): boolean {
  return names.every((name, index) => index === 0 || names[index - 1]! < name);
}

function isOfRegression(header: readonly string[]): boolean {
  const metrics = header.map((name) => kerasMetricName(name).metric);
  return metrics.some(isRegressionMetric) && !metrics.some(isClassificationMetric);
}

function isFloat32(head: Head): boolean {
  let telling = 0;
  let float32 = 0;
  for (const [text] of head.text.matchAll(/-?\d{1,30}\.\d{1,40}(?:e[+-]?\d{1,4})?/g)) {
    const number = loggedNumber(text);
    if (number === undefined || number.digits < tellingDigits || typeof number.value !== 'number') continue;
    telling++;
    if (Math.fround(number.value) === number.value) float32++;
  }
  return telling > 0 && float32 >= leastFloat32 * telling;
}
