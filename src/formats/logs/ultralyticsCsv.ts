import type { Problem } from '../../core/problem.ts';
import { findReading } from '../../core/trainingRun.ts';
import type { Epoch, Split, TrainingLog, TrainingRun } from '../../core/trainingRun.ts';
import type { ReadResult } from '../format.ts';
import { metricName } from '../metricNames.ts';
import type { MetricName } from '../metricNames.ts';
import { mostColumns, namedColumns } from './logColumns.ts';
import { writerTable } from './writerTable.ts';

const accuracyNames: ReadonlyMap<string, string> = new Map([
  ['metrics/accuracy_top1', 'accuracy'],
  ['metrics/accuracy_top5', 'top5Accuracy'],
]);

/**
 * `results.csv` of an Ultralytics classifier: `epoch,time,train/loss,metrics/accuracy_top1,…,val/loss,lr/pg0,…`.
 *
 * Epochs count from 1 (YOLOv5 and the first YOLOv8 from 0). The accuracies are shares of the validation rows, the
 * losses means of batch means, of smoothed labels in YOLOv5; before 8.3.39 the validation loss was taken of
 * probabilities instead of logits, and in the first versions a loss was the sum over a batch divided by 64. Cells have
 * five significant digits and 23 characters, or six digits and a `time` column. Epochs without validation repeat the
 * values before them, which are zeros at first. `top5` is 1 wherever there are at most five classes. Source:
 * `save_metrics` of ultralytics/engine/trainer.py @00016300, engine/validator.py @002d0dd7, `ClassifyMetrics` of
 * utils/metrics.py, `v8ClassificationLoss` of utils/loss.py.
 */
export const ultralyticsCsv = writerTable({
  id: 'ultralyticsCsv',
  title: 'Ultralytics classification results',
  isHeader,
  revised: withoutUnmeasured,
  profile: {
    columns: (header) => (isHeader(header) ? namedColumns(header, 0, namesBeside(header)) : undefined),
    averagesExactly: false,
    countsRows: true,
    writtenInFull: false,
    percentages: false,
    mergesRows: true,
    rowsAreEpochs: true,
  },
});

function isHeader(header: readonly string[]): boolean {
  const isNamed = header[0] === 'epoch' && header.includes('train/loss') && header.length <= mostColumns;
  return isNamed && [...accuracyNames.keys()].every((name) => header.includes(name));
}

/** YOLOv5 validates on the test images where there are no others, and says so in the name of the loss alone. */
function namesBeside(header: readonly string[]): (cell: string) => MetricName {
  const split: Split = header.includes('test/loss') ? 'test' : 'validation';
  return (cell) => {
    const metric = accuracyNames.get(cell);
    return metric === undefined ? metricName(cell) : { split, metric, kind: 'measure' };
  };
}

/** An accuracy of 0 and a loss of 0 exclude each other: such an epoch was not validated. */
function withoutUnmeasured({ document, problems }: ReadResult<TrainingLog>): ReadResult<TrainingLog> {
  if (document === undefined) return { problems };
  const unmeasured = document.runs.flatMap(({ epochs }) => epochs.filter(isUnmeasured));
  if (unmeasured.length === 0) return { document, problems };
  const runs = document.runs.map((run): TrainingRun => ({ ...run, epochs: run.epochs.map(trainingAlone) }));
  return { document: { ...document, runs }, problems: [...problems, unmeasuredNote(unmeasured)] };
}

function isUnmeasured(epoch: Epoch): boolean {
  return ['accuracy', 'loss'].every((metric) => findReading(epoch, 'validation', metric)?.value === 0);
}

function trainingAlone(epoch: Epoch): Epoch {
  if (!isUnmeasured(epoch)) return epoch;
  return { ...epoch, readings: epoch.readings.filter(({ split }) => split !== 'validation') };
}

function unmeasuredNote(epochs: readonly Epoch[]): Problem {
  const count = epochs.length === 1 ? '1 epoch was' : `${epochs.length} epochs were`;
  const message = `${count} not validated (val=False): the zeros that stand there are no measurement and are left out.`;
  return { kind: 'note', message, line: epochs[0]!.line };
}
