import type { TrainingLog } from '../../core/trainingRun.ts';
import type { Format, ReadResult } from '../format.ts';
import { lineReader, lineSplitter, linesOfBytes } from '../lines.ts';
import { isClassificationMetric, isRegressionMetric } from '../metricNames.ts';
import { kerasLine } from './kerasFrame.ts';
import { kerasRuns } from './kerasRuns.ts';
import { logWithReports, reportLines } from '../classReports/reportLines.ts';
import { overlongProblem } from '../overlongProblem.ts';

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
    const splitter = lineSplitter(head.text.length, (text, number) => {
      const line = kerasLine(text, number);
      if (line !== undefined) runs.line(line);
    });
    splitter.push(head.text);
    if (head.complete) splitter.end();
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
    const reports = reportLines(limits.classes);
    const feed = linesOfBytes(limits, (text, number) => {
      const line = kerasLine(text, number);
      if (line !== undefined) runs.line(line);
      reports.line(text, number);
    });
    const result = (atEnd: boolean): ReadResult<TrainingLog> => {
      const read = runs.finished(atEnd);
      const problems = [...runs.problems(), ...reports.problems(), ...overlongProblem(feed, limits)];
      if (read.length > 0) return { document: logWithReports(read, reports), problems };
      const message = `No finished epoch with values: nothing to read${runs.seen().headers > 0 ? ' yet' : ''}.`;
      return { problems: [...problems, { kind: 'refused', message }] };
    };
    return lineReader(feed, result);
  },
};
