import type { Problem } from '../../core/problem.ts';
import type { TrainingLog } from '../../core/trainingRun.ts';
import type { Format, ReadResult } from '../format.ts';
import { foldedName, isClassificationMetric, isRegressionMetric, metricName } from '../metricNames.ts';
import { wholeFileReader } from '../wholeFile.ts';
import { historyRun } from './historyRun.ts';
import { listsOfJson } from './jsonLists.ts';
import type { JsonList } from './jsonLists.ts';

/**
 * Keras' `History.history` (or one made like it) saved as JSON: an object of lists, one value an epoch, among whatever
 * else the object holds.
 *
 * Without a list that numbers them epochs count from 1.
 */
export const kerasHistoryJson: Format<TrainingLog> = {
  id: 'kerasHistoryJson',
  title: 'Training history (JSON)',
  kind: 'log',
  recognise: (head) => {
    if (!/^\s*\{/.test(head.text.slice(0, 1_000))) return 0;
    const scanned = listsOfJson(head.text);
    const isCut = scanned.fault?.cut === true && !head.complete;
    if (scanned.fault !== undefined && !isCut) return 0;
    return confidence(scanned.lists, scanned.names);
  },
  reader: ({ limits }) => wholeFileReader(limits.jsonBytes, 'training history', readHistory),
};

/** The whole file's history; one that is still being written gives none. */
function readHistory(text: string): ReadResult<TrainingLog> {
  const { lists, fault, lineOf } = listsOfJson(text);
  if (fault !== undefined) {
    const line = lineOf(fault.offset);
    const why = fault.cut
      ? `Ends in the middle of the JSON (line ${line + 1}): still being written, or cut`
      : `Is not JSON at line ${line + 1}: ${fault.message}`;
    return refusal(`${why}. No epoch is used.`, line);
  }
  const { run, problems } = historyRun(lists);
  if (run !== undefined) return { document: { kind: 'log', runs: [run] }, problems };
  const message =
    'Holds no list with a value for each epoch under the name of a loss or a metric: nothing to read.';
  return { problems: [...problems, { kind: 'refused', message }] };
}

function refusal(message: string, line?: number): ReadResult<TrainingLog> {
  const problem: Problem = { kind: 'refused', message, ...(line === undefined ? {} : { line }) };
  return { problems: [problem] };
}

/** A list of losses and one of a metric of classification of one length; a reward or a regression is another's. */
function confidence(lists: readonly JsonList[], names: readonly string[]): number {
  const folded = names.map(foldedName);
  if (folded.some((name) => /(?:^|_)(?:rewards?|episodes?|returns)(?:_|$)/.test(name))) return 0;
  const metrics = historyRun(lists).metrics;
  const isRegression = names.some((name) => isRegressionMetric(metricName(name).metric));
  const isClassified = metrics.some(isClassificationMetric);
  if (!metrics.includes('loss') || (isRegression && !isClassified)) return 0;
  return isClassified ? 0.85 : folded.some((name) => name.startsWith('val_')) ? 0.6 : 0;
}
