import type { Split, TrainingLog } from '../../core/trainingRun.ts';
import type { Format } from '../format.ts';
import { evaluationRuns } from './evaluationRuns.ts';
import type { TextValue } from './textValue.ts';
import { loggedNumber } from './loggedNumber.ts';
import { feedHead, longestLine, textLogReader } from './textLog.ts';
import type { LogLines } from './textLog.ts';
import { runsInUnits } from './valuedRuns.ts';

/**
 * What the training script of PyTorch Image Models (timm) logs: `Train: 0 [ 49/50 (100%)]  Loss: 0.43 (0.88)` and, for
 * the epoch before it, `Test: [  9/9]  …  Acc@1: 100.000 ( 78.333)`.
 *
 * Only the last line of each counts, with the average in parentheses. Epochs count from 0; a test of averaged weights
 * (`Test (EMA)`) is one of another model and left out. Source: train.py (1.0.29).
 */
export const timmText: Format<TrainingLog> = {
  id: 'timmText',
  title: 'Log of PyTorch Image Models (timm)',
  kind: 'log',
  recognise: (head) => {
    if (!/Train: \d{1,9} \[/.test(head.text)) return 0;
    const lines = timmLines();
    feedHead(head, lines.line);
    const { epochs, tests } = lines.seen();
    return tests > 0 ? 0.95 : epochs > 0 ? 0.6 : 0;
  },
  reader: ({ limits }) => textLogReader(limits, timmLines(), () => 'No whole epoch yet: nothing to read.'),
};

const trainPattern = /(?:^|\s)Train: (\d{1,9}) \[ *\d{1,9}\/\d{1,9} \( *(\d{1,3})%\)\] /;
const testPattern = /(?:^|\s)Test: \[ *(\d{1,9})\/(\d{1,9})\] /;

/** A meter: its value at the last batch and, in parentheses, its average so far. */
const meterPattern = /(Loss|Acc@1|Acc@5): +[-\d.einfa]{1,20} +\( *([-\d.einfa]{1,20})\)/g;

const metrics: ReadonlyMap<string, string> = new Map([
  ['Loss', 'loss'],
  ['Acc@1', 'accuracy'],
  ['Acc@5', 'top5Accuracy'],
]);

function timmLines(): LogLines & { seen(): { readonly epochs: number; readonly tests: number } } {
  const runs = evaluationRuns();
  let epoch: number | undefined;
  let epochs = 0;
  let tests = 0;
  const add = (split: Split, text: string, line: number): void => {
    const values = meters(split, text, line);
    if (epoch !== undefined && values.length > 0) runs.line({ epoch, values });
  };
  return {
    line: (text, line) => {
      if (text.length > longestLine || (!text.includes(': [') && !text.includes('Train: '))) return;
      const train = trainPattern.exec(text);
      const test = train === null ? testPattern.exec(text) : null;
      if (train !== null) epoch = Number(train[1]);
      if (train?.[2] === '100') {
        epochs++;
        add('train', text, line);
      } else if (test !== null && test[1] === test[2] && epoch !== undefined) {
        tests++;
        add('validation', text, line);
      }
    },
    gathered: () => runsInUnits(runs.runs(), false),
    seen: () => ({ epochs, tests }),
  };
}

function meters(split: Split, text: string, line: number): readonly TextValue[] {
  return [...text.matchAll(meterPattern)].flatMap(({ 0: meter, 1: name, 2: average, index }): TextValue[] => {
    const number = loggedNumber(average!);
    if (number === undefined) return [];
    const end = index + meter.length - 1;
    const span = { line, start: end - average!.length, end };
    const percent = name === 'Loss' ? {} : { percent: true as const };
    return [{ split, metric: metrics.get(name!)!, number, percentSign: false, ...percent, span }];
  });
}
