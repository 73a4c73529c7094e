import type { Problem } from '../../core/problem.ts';
import type { Head } from '../format.ts';
import { isKeyColumn } from './classifierColumns.ts';
import { float32Witness } from './float32Witness.ts';
import { epochTableColumns, mostColumns } from './logColumns.ts';
import type { LogColumn } from './logColumns.ts';
import { loggedNumber } from './loggedNumber.ts';
import { headTable } from './tableReader.ts';
import { writerTable } from './writerTable.ts';

const firstLoader = '/dataloader_idx_0';

/**
 * `metrics.csv` of Lightning's `CSVLogger`: `epoch`, `step` and every logged name, one row a call of the logger.
 *
 * Epochs count from 0; a test has the number of epochs for its epoch, rows of the learning rate have none. Its numbers
 * are float32 in full. Until version 2.0 the file is rewritten whole and keys stand as they came, from 2.1 it grows and
 * is rewritten where a key is new. `self.log` weights the values of batches by their rows and torchmetrics counts, but
 * `MulticlassAccuracy` averages over classes unless told otherwise, so `averagesExactly` does not hold. Source:
 * lightning/fabric/loggers/csv_logs.py and trainer/connectors/logger_connector (1.0 to 2.6.6).
 */
export const lightningCsv = writerTable({
  id: 'lightningCsv',
  title: 'Lightning CSVLogger',
  isHeader,
  isRows: isOfTensors,
  profile: {
    columns: (header) => (isHeader(header) ? columnsOf(header) : undefined),
    averagesExactly: false,
    writtenInFull: true,
    percentages: false,
    mergesRows: true,
    writesAsItGoes: true,
    notes: loaderNotes,
  },
});

function isHeader(header: readonly string[]): boolean {
  return header.includes('epoch') && header.includes('step') && header.length <= mostColumns;
}

function columnsOf(header: readonly string[]): readonly LogColumn[] | undefined {
  const columns = epochTableColumns(header.map(withoutFirstLoader), header.indexOf('epoch'));
  return columns.some(isKeyColumn) ? columns : undefined;
}

/** Of several validation sets the first is the one that a training compares itself with. */
function withoutFirstLoader(name: string): string {
  return name.endsWith(firstLoader) ? name.slice(0, -firstLoader.length) : name;
}

function loaderNotes(header: readonly string[]): readonly Problem[] {
  const sets = new Set(header.flatMap((name) => /\/dataloader_idx_(\d+)$/.exec(name)?.[1] ?? []));
  if (sets.size < 2) return [];
  const message =
    `Measured on ${sets.size} data sets at once (dataloader_idx_0 and on). The first is taken for validation; ` +
    'values of the others keep their names.';
  return [{ kind: 'note', message }];
}

/** True if the values of the rows are float32 written in full; learning rates are doubles. */
function isOfTensors(head: Head): boolean {
  const table = headTable(head);
  if (table === undefined) return false;
  const { header, rows } = table;
  const isValue = header.map((name) => !/^lr(?:-|$)|learning_rate/i.test(name));
  const witness = float32Witness();
  for (const row of rows) {
    row.forEach((cell, column) => {
      const number = isValue[column] === true ? loggedNumber(cell) : undefined;
      if (typeof number?.value === 'number') witness.see(number.value, number.digits);
    });
  }
  return witness.tells() && witness.agrees();
}
