import type { TrainingLog, TrainingRun } from '../../core/trainingRun.ts';
import type { ReadResult } from '../format.ts';
import type { LogColumn } from './logColumns.ts';
import { mostColumns, namedColumns } from './logColumns.ts';
import type { MetricName } from '../metricNames.ts';
import { isRate, metricName } from '../metricNames.ts';
import { headTable } from './tableReader.ts';
import { writerTable } from './writerTable.ts';

/**
 * `history.csv` of fastai's `CSVLogger`: `epoch,train_loss,valid_loss,accuracy,time`.
 *
 * Epochs count from 0 in every fit, and each fit writes the header again (version 2) or goes on without one (version
 * 1): each is a run. Metrics without a prefix are of validation, and they and `valid_loss` are means over rows;
 * `train_loss` is smoothed over the last batches. Version 1 prints six decimals and `#na#`, version 2 its float32 in
 * full. Source: fastai/callback/progress.py @1678d7ff and `Recorder`, `AvgMetric`, `AvgLoss` of fastai/learner.py (2);
 * fastai/callbacks/csv_logger.py of fastai1 @15bc02c6 (1).
 */
export const fastaiCsv = writerTable({
  id: 'fastaiCsv',
  title: 'fastai CSVLogger',
  isHeader,
  revised: withoutExactTraining,
  isRows: (head) => headTable(head)?.rows.some((cells) => isDuration(cells.at(-1) ?? '')) === true,
  profile: {
    columns: (header) => (isHeader(header) ? columnsOf(header) : undefined),
    averagesExactly: true,
    writtenInFull: false,
    percentages: false,
    mergesRows: false,
  },
});

/** The smoothed loss is of the last batches, an accuracy beside it of the whole epoch: the two do not belong together. */
function withoutExactTraining({ document, problems }: ReadResult<TrainingLog>): ReadResult<TrainingLog> {
  if (document === undefined) return { problems };
  const runs = document.runs.map((run): TrainingRun => {
    const readings = run.epochs.flatMap((epoch) => epoch.readings);
    const hasTrainRates = readings.some(({ split, metric }) => split === 'train' && isRate(metric));
    return hasTrainRates ? { ...run, averagesExactly: false, countsRows: true } : run;
  });
  return { document: { ...document, runs }, problems };
}

function isHeader(header: readonly string[]): boolean {
  const isNamed = header[0] === 'epoch' && header[1] === 'train_loss' && header.includes('valid_loss');
  return isNamed && header.at(-1) === 'time' && header.length <= mostColumns;
}

/** `00:07`, or `1:02:03`, as fastprogress writes it. */
function isDuration(cell: string): boolean {
  return /^(?:\d+:)?\d\d:\d\d$/.test(cell);
}

function columnsOf(header: readonly string[]): readonly LogColumn[] {
  const columns = namedColumns(header, 0, nameOf);
  const hasAccuracy = columns.some((column) => column.role === 'value' && column.metric === 'accuracy');
  if (hasAccuracy) return columns;
  return columns.map((column) =>
    column.role === 'value' && column.metric === 'error_rate' && column.split === 'validation'
      ? { ...column, metric: 'accuracy', complement: true }
      : column,
  );
}

function nameOf(cell: string): MetricName {
  const parsed = metricName(cell);
  return parsed.kind === 'measure' && parsed.split === undefined
    ? { ...parsed, split: 'validation' }
    : parsed;
}
