import type { TrainingLog } from '../../core/trainingRun.ts';
import type { Format, Head } from '../format.ts';
import { isClassificationMetric, isRegressionMetric, kerasMetricName } from '../metricNames.ts';
import { epochCsv } from './epochCsv.ts';
import { float32Witness } from './float32Witness.ts';
import { kerasColumns, mostColumns } from './logColumns.ts';
import { loggedNumber } from './loggedNumber.ts';
import type { TableProfile } from './tableProfile.ts';
import { headerCells, readHeadTable, tableReader } from './tableReader.ts';

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
 * Epochs count from 0. Its numbers are float32 written in full; a table of doubles under the same header is read like
 * it, but its writer is not Keras' own and may average over batches. Source: keras/src/callbacks/csv_logger.py (3.15.1).
 */
export const kerasCsvLogger: Format<TrainingLog> = {
  id: 'kerasCsvLogger',
  title: 'Keras CSVLogger',
  kind: 'log',
  recognise: (head) => {
    const header = headerCells(head);
    if (header === undefined || !isHeader(header) || isOfRegression(header)) return 0;
    const { document } = readHeadTable(head, profile);
    if (document === undefined) return 0;
    switch (numbersOf(head)) {
      case 'float32':
        return 0.95;
      case 'double':
        return epochCsv.recognise(head) > 0 ? 0.9 : 0;
      case 'rounded':
        return 0;
    }
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

/** How the numbers of a head are written; rounded ones tell nothing of their type. */
function numbersOf(head: Head): 'float32' | 'double' | 'rounded' {
  const witness = float32Witness();
  for (const [text] of head.text.matchAll(/-?\d{1,30}\.\d{1,40}(?:e[+-]?\d{1,4})?/g)) {
    const number = loggedNumber(text);
    if (typeof number?.value === 'number') witness.see(number.value, number.digits);
  }
  if (!witness.tells()) return 'rounded';
  return witness.agrees() ? 'float32' : 'double';
}
