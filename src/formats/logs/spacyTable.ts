import type { TrainingLog } from '../../core/trainingRun.ts';
import type { Format } from '../format.ts';
import type { LogColumn } from './logColumns.ts';
import { printedTableLines } from './printedTableLines.ts';
import { spacyMetric } from './spacyMetrics.ts';
import { feedHead, textLogReader } from './textLog.ts';

/**
 * The table that `spacy train` prints for a pipeline with exclusive text categories: a row an evaluation, numbered here
 * by its step (`#`), because one epoch (`E`) may have several.
 *
 * Scores are 100 times the fraction. A loss is the sum over the batches since the row before and keeps its name. Source:
 * spacy/training/loggers.py (3.8.16).
 */
export const spacyTable: Format<TrainingLog> = {
  id: 'spacyTable',
  title: "Training table of spaCy's text categories",
  kind: 'log',
  recognise: (head) => {
    if (!head.text.includes('CATS_')) return 0;
    const lines = printedTableLines(columnsOf);
    feedHead(head, lines.line);
    return lines.gathered().runs.length > 0 ? 0.95 : 0;
  },
  reader: ({ limits }) =>
    textLogReader(
      limits,
      printedTableLines(columnsOf),
      () => 'No row of an evaluation yet: nothing to read.',
    ),
};

const none: LogColumn = { role: 'none' };

function columnsOf(header: readonly string[]): readonly LogColumn[] | undefined {
  if (header[0] !== 'E' || header[1] !== '#' || !header.some((cell) => cell.startsWith('CATS_')))
    return undefined;
  // `LOSS TEXTC...`: of classes that may come together.
  if (header.some((cell) => /^LOSS TEXTC(?:\.|AT_M)/.test(cell))) return undefined;
  return header.map((cell, index): LogColumn => {
    if (index === 1) return { role: 'epoch' };
    const loss = /^LOSS (\S+)$/.exec(cell)?.[1];
    if (loss !== undefined) return valueColumn('train', `${loss.toLowerCase()}_loss`, false);
    const metric = spacyMetric(cell);
    return metric === undefined ? none : valueColumn('validation', metric, true);
  });
}

function valueColumn(split: 'train' | 'validation', metric: string, percent: boolean): LogColumn {
  return { role: 'value', split, metric, rate: percent, percent, measured: true, wholeEpoch: false };
}
