import type { MetricName } from '../metricNames.ts';
import { metricName } from '../metricNames.ts';
import { mostColumns, namedColumns } from './logColumns.ts';
import { writerTable } from './writerTable.ts';

const evaluated = ['eval_loss', 'eval_top1', 'eval_top5'] as const;

/**
 * `summary.csv` of timm's `train.py`: `epoch,train_loss,eval_loss,eval_top1,eval_top5,lr`.
 *
 * Epochs count from 0, accuracies are percentages in double precision. `eval_loss` is plain cross-entropy, and it and
 * the accuracies are means over rows (of several processes each has as many, so a few rows count twice); with an EMA
 * they are the averaged model's. `train_loss` holds mixup and smoothing. An epoch that is not evaluated has a row
 * without those cells, and a header is written at every epoch until a best one is known. Source: timm/utils/summary.py,
 * timm/utils/metrics.py and `validate` of train.py (1.0.29); before April 2020 it was `eval_prec1`.
 */
export const timmCsv = writerTable({
  id: 'timmCsv',
  title: 'timm summary',
  isHeader: (header) => isWholeHeader(header) || isUnevaluated(header),
  isRows: ({ text }) => text.split(/[\r\n]+/).some((line) => isWholeHeader(line.split(','))),
  profile: {
    columns: (header) =>
      header.length <= mostColumns && (isWholeHeader(header) || isUnevaluated(header))
        ? namedColumns(header, 0, nameOf)
        : undefined,
    averagesExactly: true,
    writtenInFull: false,
    percentages: true,
    mergesRows: true,
    rowsAreEpochs: true,
    goesOnBelowHeaders: true,
    raggedNames: (header, cells) => {
      const unevaluated = header.filter((name) => !name.startsWith('eval_'));
      return unevaluated.length === cells.length ? unevaluated : undefined;
    },
  },
});

function isWholeHeader([first, second, ...rest]: readonly string[]): boolean {
  const isOld = rest.includes('eval_prec1') && rest.includes('eval_loss');
  return (
    first === 'epoch' && second === 'train_loss' && (isOld || evaluated.every((name) => rest.includes(name)))
  );
}

/** The header of a first epoch that was not evaluated. */
function isUnevaluated([first, second, ...rest]: readonly string[]): boolean {
  return first === 'epoch' && second === 'train_loss' && (rest.length === 0 || rest.join() === 'lr');
}

function nameOf(cell: string): MetricName {
  return metricName(cell.replace(/^eval_prec(?=[15]$)/, 'eval_top'));
}
