import type { TrainingLog } from '../../core/trainingRun.ts';
import type { Format } from '../format.ts';
import {
  foldedName,
  isKnownClassificationMetric,
  isClassificationMetric,
  metricName,
} from '../metricNames.ts';
import { evaluationRuns } from './evaluationRuns.ts';
import type { TextValue } from './textValue.ts';
import { loggedNumber } from './loggedNumber.ts';
import { feedHead, longestLine, textLogReader } from './textLog.ts';
import type { LogLines } from './textLog.ts';
import { runsInUnits } from './valuedRuns.ts';

/**
 * What Caffe's solver logs: `Iteration 500, Testing net (#0)` and below it the outputs of the test net, each the mean over
 * its batches; between them the training loss of every so many iterations.
 *
 * An epoch is a test, numbered by its iteration. Of several test nets the first is read. Source: src/caffe/solver.cpp
 * (1.0).
 */
export const caffeText: Format<TrainingLog> = {
  id: 'caffeText',
  title: "Log of Caffe's solver",
  kind: 'log',
  recognise: (head) => {
    if (!head.text.includes(', Testing net (#0)')) return 0;
    const lines = caffeLines();
    feedHead(head, lines.line);
    const read = lines
      .gathered(true)
      .runs.flatMap(({ epochs }) => epochs.flatMap(({ readings }) => readings));
    return read.some(({ metric }) => isKnownClassificationMetric(metric)) ? 0.95 : 0;
  },
  reader: ({ limits }) =>
    textLogReader(limits, caffeLines(), () => 'No test with an output of classification: nothing to read.'),
};

const testPattern = /\] +Iteration (\d{1,12}), Testing net \(#(\d{1,4})\)/;
const outputPattern = /\] +Test net output #\d{1,4}: (\S{1,100}) = (\S{1,40})/;
const trainPattern = /\] +Iteration (\d{1,12})(?: \([^)]{0,80}\))?, loss = (\S{1,40})/;

function caffeLines(): LogLines {
  const runs = evaluationRuns();
  let test: { readonly step: number; readonly isFirst: boolean } | undefined;
  const add = (step: number, value: TextValue | undefined): void => {
    if (value !== undefined) runs.line({ step, values: [value] });
  };
  return {
    line: (text, line) => {
      if (text.length > longestLine || (!text.includes('Iteration ') && !text.includes('Test net output')))
        return;
      const output = test?.isFirst === true ? outputPattern.exec(text) : null;
      if (output !== null) {
        add(test!.step, testValue(output[1]!, output[2]!, output.index + output[0].length, line));
        return;
      }
      const begun = testPattern.exec(text);
      if (begun !== null) test = { step: Number(begun[1]), isFirst: begun[2] === '0' };
      const trained = trainPattern.exec(text);
      if (trained === null) return;
      const number = loggedNumber(trained[2]!);
      const end = trained.index + trained[0].length;
      const span = { line, start: end - trained[2]!.length, end };
      if (number !== undefined) {
        add(Number(trained[1]), { split: 'train', metric: 'loss', number, percentSign: false, span });
      }
    },
    gathered: () => runsInUnits(runs.runs(), false),
  };
}

/** An output by its name, which the person gave; `loss3/top-1` keeps it. */
function testValue(name: string, text: string, end: number, line: number): TextValue | undefined {
  const number = loggedNumber(text);
  const { metric } = metricName(name);
  const isUseful = isClassificationMetric(metric) || /(?:^|_)loss\d*(?:_|$)/.test(foldedName(metric));
  if (number === undefined || !isUseful) return undefined;
  const span = { line, start: end - text.length, end };
  return { split: 'validation', metric, number, percentSign: false, span };
}
