import type { Reading, TrainingLog } from '../../core/trainingRun.ts';
import type { Format, Head } from '../format.ts';
import { isKeyColumn, isKeyMetric, isOfClassifier } from './classifierColumns.ts';
import { epochTableColumns, isEpochName, isStepName, mostColumns } from './logColumns.ts';
import type { LogColumn } from './logColumns.ts';
import type { TableProfile } from './tableProfile.ts';
import { headerCells, readHeadTable, tableReader } from './tableReader.ts';

const profile: TableProfile = {
  columns: columnsOf,
  averagesExactly: false,
  writtenInFull: false,
  percentages: true,
  mergesRows: true,
};

/** Share of rows at which the epoch may fall: appended runs of a few epochs each; a sensor's values fall at half of them. */
const mostFalls = 0.34;

/**
 * A table with one row an epoch, written by anyone: `epoch`, and loss or accuracy of training and validation. Rows of
 * one epoch are put together. How such writers average is unknown: many log the mean of batch means.
 */
export const epochCsv: Format<TrainingLog> = {
  id: 'epochCsv',
  title: 'Table of epochs',
  kind: 'log',
  recognise: (head) => {
    const header = headerCells(head);
    const columns = header === undefined ? undefined : columnsOf(header);
    if (columns === undefined || !isOfClassifier(columns)) return 0;
    return confidence(head, header?.[0] === '');
  },
  reader: ({ limits }) => tableReader(limits, profile),
};

/** Above it an `epoch` is a time in seconds (position logs call their error `accuracy`). */
const mostEpochs = 10_000_000;

/** The columns of a header with an epoch and a loss or an accuracy, or undefined. */
function columnsOf(header: readonly string[]): readonly LogColumn[] | undefined {
  if (header.length > mostColumns) return undefined;
  const epoch = header.findIndex(isEpochName);
  if (epoch >= 0) return withKeyMetric(epochTableColumns(header, epoch));
  // pandas writes the row numbers of Keras' history under an empty name.
  const isHistory = header[0] === '' && header.includes('loss') && header.includes('val_loss');
  if (isHistory) return withKeyMetric(epochTableColumns(header, 0));
  const step = header.findIndex(isStepName);
  if (step < 0) return undefined;
  const columns = withKeyMetric(epochTableColumns(header, step));
  // Without an epoch a name like `Accuracy` says too little: the split must be written.
  return columns?.some((column) => isKeyColumn(column) && column.split === 'validation') === true
    ? columns
    : undefined;
}

function withKeyMetric(columns: readonly LogColumn[]): readonly LogColumn[] | undefined {
  return columns.some(isKeyColumn) ? columns : undefined;
}

function confidence(head: Head, isHistory: boolean): number {
  const { document } = readHeadTable(head, profile);
  if (document === undefined) return 0;
  const epochs = document.runs.flatMap((run) => run.epochs);
  if (document.runs.length - 1 > epochs.length * mostFalls) return 0;
  if (epochs.some(({ epoch }) => epoch < 0 || epoch > mostEpochs)) return 0;
  if (isHistory && epochs.some(({ epoch }, index) => epoch !== index)) return 0;
  const readings = epochs.flatMap((epoch) => epoch.readings).filter(({ metric }) => isKeyMetric(metric));
  if (readings.length === 0) return 0;
  const isNamed = (reading: Reading): boolean => reading.split === 'validation' || reading.split === 'test';
  return readings.some(isNamed) ? 0.85 : 0.7;
}
