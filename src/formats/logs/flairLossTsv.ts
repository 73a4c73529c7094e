import type { Split } from '../../core/trainingRun.ts';
import type { MetricName } from '../metricNames.ts';
import { metricName } from '../metricNames.ts';
import { mostColumns, namedColumns } from './logColumns.ts';
import { writerTable } from './writerTable.ts';

const splits: ReadonlyMap<string, Split> = new Map([
  ['TRAIN', 'train'],
  ['DEV', 'validation'],
  ['TEST', 'test'],
]);

/** Flair scores over all classes at once. */
const metrics: ReadonlyMap<string, string> = new Map([
  ['LOSS', 'loss'],
  ['PRECISION', 'microPrecision'],
  ['RECALL', 'microRecall'],
  ['F1', 'microF1'],
  ['F-SCORE', 'microF1'],
  ['ACCURACY', 'accuracy'],
]);

/**
 * `loss.tsv` of Flair's `ModelTrainer`: `EPOCH TIMESTAMP BAD_EPOCHS LEARNING_RATE TRAIN_LOSS DEV_LOSS DEV_F1 …`.
 *
 * Epochs count from 1, before 0.4.4 from 0. DEV is validation, `_` a value that was not measured. Precision,
 * recall and F1 are micro averages; the accuracy is scikit-learn's, over sentences for a text classifier and over spans
 * for a tagger, and the losses were means of batch means before version 0.9, so `averagesExactly` does not hold. Scores
 * have four decimals. Source: flair/trainers/plugins/loggers/loss_file.py and `Classifier.evaluate` of
 * flair/nn/model.py (0.15.1), flair/trainers/trainer.py (0.10). Beside an `F-SCORE` (0.4) the accuracy is not one
 * of rows, but of the classes one by one or tp / (tp + fp + fn), and keeps its own name.
 */
export const flairLossTsv = writerTable({
  id: 'flairLossTsv',
  title: 'Flair loss file',
  isHeader,
  profile: {
    columns: (header) =>
      isHeader(header)
        ? namedColumns(header, 0, (cell) =>
            nameOf(
              cell,
              header.some((name) => name.endsWith('_F-SCORE')),
            ),
          )
        : undefined,
    averagesExactly: false,
    writtenInFull: false,
    percentages: false,
    mergesRows: true,
    rowsAreEpochs: true,
    raggedNames: namesWithoutEmpty,
  },
});

function isHeader(header: readonly string[]): boolean {
  const isBegun = header.slice(0, 4).join(' ') === 'EPOCH TIMESTAMP BAD_EPOCHS LEARNING_RATE';
  return isBegun && header.length <= mostColumns;
}

/** Version 0.4 puts an empty cell before the `_` of a set that it did not score, and none above them in the header. */
function namesWithoutEmpty(
  header: readonly string[],
  cells: readonly string[],
): readonly string[] | undefined {
  let column = 0;
  const names = cells.map((cell) => (cell === '' ? '' : (header[column++] ?? '')));
  return column === header.length ? names : undefined;
}

function nameOf(cell: string, isOld: boolean): MetricName {
  const [, set = '', name = ''] = /^(TRAIN|DEV|TEST)_([A-Z0-9-]+)$/.exec(cell) ?? [];
  const [split, metric] = [splits.get(set), metrics.get(name)];
  if (split === undefined || metric === undefined) return metricName(cell);
  return { split, metric: isOld && metric === 'accuracy' ? name : metric, kind: 'measure' };
}
