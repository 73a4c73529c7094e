import type { ScalarLog } from '../../core/scalarSeries.ts';
import type { Format } from '../format.ts';
import { headLines, scalarLinesReader } from './scalarLines.ts';
import type { ScalarLine } from './scalarLines.ts';

/** Milliseconds since 1970, the value and the step, which the first versions did not write; newer ones may add a data set. */
const linePattern = /^(\d{13}) ([-+.\w]{1,40})(?: (-?\d{1,15})(?: \S{1,200}){0,2})?\s*$/;

/**
 * A metric of MLflow's file store, `mlruns/<experiment>/<run>/metrics/<name>`: one value a line, appended.
 *
 * The path names it; a name with slashes is a path of folders. Source: mlflow/store/tracking/file_store.py (2.x).
 */
export const mlflowMetric: Format<ScalarLog> = {
  id: 'mlflowMetric',
  title: 'MLflow metric',
  kind: 'scalars',
  recognise: (head) => {
    const lines = headLines(head).filter((line) => line.trim() !== '');
    return lines.length > 0 && lines.every((line) => linePattern.test(line)) ? 0.9 : 0;
  },
  reader: ({ limits }) => scalarLinesReader(limits, readLine),
};

function readLine(text: string): ScalarLine {
  if (text.trim() === '') return [];
  const match = linePattern.exec(text);
  if (match === null) return undefined;
  const [, time, value, step = '0'] = match as unknown as [string, string, string, string?];
  return [{ name: '', step, text: value, start: time.length + 1 }];
}
