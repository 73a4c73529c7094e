import type { Split, TrainingLog } from '../../core/trainingRun.ts';
import type { Format } from '../format.ts';
import { isKnownClassificationMetric, metricName, splitOfWord } from '../metricNames.ts';
import { evaluationRuns } from './evaluationRuns.ts';
import type { TextValue } from './textValue.ts';
import { loggedNumber } from './loggedNumber.ts';
import { feedHead, longestLine, textLogReader } from './textLog.ts';
import type { LogLines } from './textLog.ts';
import { runsInUnits } from './valuedRuns.ts';

/**
 * What fairseq logs after an epoch, as JSON (`| valid | {"epoch": 2, "valid_loss": "0.45", …}`) or as text (`| valid |
 * epoch 002 | valid on 'valid' subset | loss 0.45 | …`).
 *
 * Losses are in bits and therefore none that is compared with an accuracy; accuracies are in percent since 0.10. The lines
 * of single updates (`train_inner`) are left out. Source: fairseq/logging/progress_bar.py and criterions (0.12.2).
 */
export const fairseqText: Format<TrainingLog> = {
  id: 'fairseqText',
  title: 'Log of fairseq',
  kind: 'log',
  recognise: (head) => {
    if (!/\| (?:valid \| (?:\{"epoch"|epoch \d)|epoch \d{1,9} \| )/.test(head.text)) return 0;
    const lines = fairseqLines();
    feedHead(head, lines.line);
    const read = lines
      .gathered(true)
      .runs.flatMap(({ epochs }) => epochs.flatMap(({ readings }) => readings));
    return read.some(({ metric }) => isKnownClassificationMetric(metric)) ? 0.9 : 0;
  },
  reader: ({ limits }) =>
    textLogReader(
      limits,
      fairseqLines(),
      () => 'No epoch with an accuracy of its validation: nothing to read.',
    ),
};

const linePattern = /\| (\w{1,40}) \| (?:\{"epoch": (\d{1,9})[,.]|epoch (\d{1,9}) \|)/;

/** Versions before 0.9 write no name before the epoch. */
const oldPattern = /(?:^|\s)\| epoch (\d{1,9}) \| (valid on 'valid' subset \| )?loss /;
const jsonPattern = /"(\w{1,80})": "?([-+\w.]{1,40})"?/g;
const textPattern = /\| (\w{1,80}) ([-+\w.]{1,40})(?= \||\s*$)/g;

function fairseqLines(): LogLines {
  const runs = evaluationRuns();
  return {
    line: (text, line) => {
      if (text.length > longestLine || !text.includes(' | ')) return;
      const head = headOf(text);
      if (head === undefined) return;
      const values = [...text.matchAll(head.isJson ? jsonPattern : textPattern)].flatMap(
        ({ 0: pair, 1: name, 2: number, index }) => {
          const start = index + pair.lastIndexOf(number!);
          return valueOf(head.split, name!, number!, { line, start, end: start + number!.length });
        },
      );
      if (values.length > 0) runs.line({ epoch: head.epoch, values });
    },
    gathered: () => runsInUnits(runs.runs(), false),
  };
}

interface LineHead {
  readonly split: Split;
  readonly epoch: number;
  readonly isJson: boolean;
}

function headOf(text: string): LineHead | undefined {
  const named = linePattern.exec(text);
  if (named !== null) {
    const split = splitOfWord(named[1]!);
    const epoch = Number(named[2] ?? named[3]);
    return split === undefined ? undefined : { split, epoch, isJson: named[2] !== undefined };
  }
  const old = oldPattern.exec(text);
  if (old === null) return undefined;
  return { split: old[2] === undefined ? 'train' : 'validation', epoch: Number(old[1]), isJson: false };
}

function valueOf(split: Split, written: string, text: string, span: TextValue['span']): TextValue[] {
  const number = loggedNumber(text);
  const { metric } = metricName(written.replace(/^(?:valid|train|test)_/, ''));
  if (number === undefined) return [];
  const value = { number, percentSign: false, span };
  if (metric === 'learningRate') return [{ ...value, metric }];
  if (metric === 'loss') return [{ ...value, split, metric: 'loss in bits' }];
  return isKnownClassificationMetric(metric) ? [{ ...value, split, metric }] : [];
}
