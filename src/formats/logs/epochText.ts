import type { TrainingLog } from '../../core/trainingRun.ts';
import type { Format } from '../format.ts';
import { isClassificationMetric } from '../metricNames.ts';
import { isBar } from './epochTextLine.ts';
import { epochTextLines } from './epochTextLines.ts';
import { epochTextLog } from './epochTextLog.ts';
import type { EpochTextRuns, EpochValue } from './epochTextRuns.ts';
import { feedHead, textLogReader } from './textLog.ts';

/**
 * What a training loop of anyone's own prints or logs: lines that name an epoch and values by their names, in any
 * surrounding text. Also the dicts of Hugging Face and JSON lines.
 *
 * Progress bars are left out: their values are running ones. How such writers average is unknown.
 */
export const epochText: Format<TrainingLog> = {
  id: 'epochText',
  title: 'Text with epochs',
  kind: 'log',
  recognise: (head) => {
    if (isOtherText(head.text)) return 0;
    const lines = epochTextLines();
    const seen = { bars: false };
    feedHead(head, (text, line) => {
      if (!seen.bars && isBar(text)) seen.bars = isTrainingBar(text, head.complete);
      lines.line(text, line);
    });
    return confidence(lines.epochs(), seen.bars && !lines.ofOther());
  },
  reader: ({ limits }) =>
    textLogReader(
      limits,
      epochTextLines(),
      () => 'No epoch with a metric of classification under a known name: nothing to read.',
    ),
};

/** A JSON document over several lines, one on every line, or a page with a log quoted in it. */
function isOtherText(text: string): boolean {
  return (
    /^\s*(?:[[{]\s*(?:[\r\n]|$)|\{\s*")/.test(text.slice(0, 1_000)) ||
    /(?:^|[\r\n])[ \t]{0,8}(?:```|~~~)/.test(text)
  );
}

/** A log that begins with progress bars has its first epoch behind the head. */
function isTrainingBar(text: string, complete: boolean): boolean {
  if (!complete && /(?<![A-Za-z])(?:epoch|train(?:ing)?)(?![A-Za-z])[^|%]{0,80}%\|/i.test(text)) return true;
  return /(?<![A-Za-z])epoch/i.test(text) && /[\[ ,](?:loss|acc|accuracy|train_loss|train_acc)=/.test(text);
}

/** Two epochs of a logger with a metric of classification, or one with two values, such as one of them and a loss. */
function confidence(gathered: EpochTextRuns, bars: boolean): number {
  const epochs = gathered.runs().flatMap((run) => run.epochs.filter(({ formal }) => formal > 0));
  const isUsed = ({ named, split, metric }: EpochValue): boolean =>
    (named || split !== undefined) && isClassificationMetric(metric);
  const classified = epochs.filter(({ values }) => [...values.values()].some(isUsed));
  const values = classified.reduce((sum, epoch) => sum + epoch.formal, 0);
  const isRead = values >= 2 && epochTextLog(gathered).runs.length > 0;
  if (!isRead) return bars ? 0.6 : 0;
  return classified.length >= 2 ? 0.75 : 0.6;
}
