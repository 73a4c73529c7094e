import type { Reading, TrainingLog } from '../../core/trainingRun.ts';
import type { Format } from '../format.ts';
import { isKnownClassificationMetric } from '../metricNames.ts';
import { epochTableColumns, isEpochName, mostColumns } from './logColumns.ts';
import type { LogColumn } from './logColumns.ts';
import { printedTableLines } from './printedTableLines.ts';
import { feedHead, textLogReader } from './textLog.ts';

/**
 * A table that grows by a row an epoch, as fastai and skorch print it, in any surrounding text: names above columns of
 * numbers, without separators.
 *
 * A header that is printed again begins a run. Source: fastprogress/fastprogress.py (1.0.3), skorch/callbacks/logging.py
 * (1.1.0).
 */
export const printedTable: Format<TrainingLog> = {
  id: 'printedTable',
  title: 'Printed table of epochs',
  kind: 'log',
  recognise: (head) => {
    if (!/epoch[ \t]/i.test(head.text)) return 0;
    const lines = printedTableLines(columnsOf);
    feedHead(head, lines.line);
    return confidence(
      lines.gathered().runs.flatMap(({ epochs }) => epochs.flatMap((epoch) => epoch.readings)),
    );
  },
  reader: ({ limits }) =>
    textLogReader(
      limits,
      printedTableLines(columnsOf),
      () => 'No row below a header with an epoch: nothing to read.',
    ),
};

/** Columns of a header that begins with the epoch and names a loss or a metric of classification. */
function columnsOf(header: readonly string[]): readonly LogColumn[] | undefined {
  if (header.length > mostColumns || !isEpochName(header[0] ?? '')) return undefined;
  const columns = epochTableColumns(header, 0);
  return columns.some((column) => column.role === 'value' && isKey(column.metric)) ? columns : undefined;
}

function isKey(metric: string): boolean {
  return metric === 'loss' || isKnownClassificationMetric(metric);
}

/** A regression prints the same table with losses alone. */
function confidence(readings: readonly Reading[]): number {
  const classified = readings.filter(({ metric }) => isKnownClassificationMetric(metric));
  if (classified.length === 0) return 0;
  return classified.length >= 2 ? 0.8 : 0.7;
}
