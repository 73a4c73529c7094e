import type { TrainingLog } from '../../core/trainingRun.ts';
import type { Format } from '../format.ts';
import type { LineSink } from '../lines.ts';
import { isClassificationMetric, isRegressionMetric } from '../metricNames.ts';
import { kerasLine } from './kerasFrame.ts';
import { kerasRuns } from './kerasRuns.ts';
import type { KerasRuns } from './kerasRuns.ts';
import { feedHead, textLogReader } from './textLog.ts';

/**
 * What Keras and tf.keras print while they train (`verbose=1` and `2`), of all versions, in any surrounding text.
 *
 * Epochs count from 1. Only the last frame of a bar is an epoch: it alone has the values of validation. Source:
 * keras/src/utils/progbar.py and callbacks/progbar_logger.py (3.15.1).
 */
export const kerasText: Format<TrainingLog> = {
  id: 'kerasText',
  title: 'Keras progress text',
  kind: 'log',
  recognise: (head) => {
    const runs = kerasRuns();
    feedHead(head, sinkOf(runs));
    const { headers, running } = runs.seen();
    const metrics = runs
      .finished(true)
      .flatMap(({ epochs }) => epochs.flatMap(({ readings }) => readings.map(({ metric }) => metric)));
    if (metrics.length === 0) return headers > 0 && running > 0 ? 0.6 : 0;
    if (metrics.some(isRegressionMetric) && !metrics.some(isClassificationMetric)) return 0;
    return headers > 0 ? 0.95 : 0.8;
  },
  reader: ({ limits }) => {
    const runs = kerasRuns();
    const lines = {
      line: sinkOf(runs),
      gathered: (isOver: boolean) => ({ runs: runs.finished(isOver), problems: runs.problems() }),
    };
    return textLogReader(
      limits,
      lines,
      () => `No finished epoch with values: nothing to read${runs.seen().headers > 0 ? ' yet' : ''}.`,
    );
  },
};

function sinkOf(runs: KerasRuns): LineSink {
  return (text, number) => {
    const line = kerasLine(text, number);
    if (line !== undefined) runs.line(line);
  };
}
