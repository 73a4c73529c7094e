import type { Problem } from '../../core/problem.ts';
import type { TrainingLog } from '../../core/trainingRun.ts';
import type { Format, ReadResult } from '../format.ts';
import { foldedName, isClassificationMetric, isRegressionMetric, metricName } from '../metricNames.ts';
import { wholeFileReader } from '../wholeFile.ts';
import { startOfJson } from './startOfJson.ts';
import { historyRun } from './historyRun.ts';
import { placedHistories } from './historyShapes.ts';
import type { PlacedHistory } from './historyShapes.ts';
import { jsonRefusal } from '../jsonRefusal.ts';
import { isEpochName } from './logColumns.ts';
import { isOfOtherTask } from './otherTasks.ts';
import { placedJson } from './placedJson.ts';

/**
 * Keras' `History.history` (or one made like it) saved as JSON: an object of lists, one value an epoch, among whatever
 * else the object holds; or the same as a table of pandas, or as one record an epoch.
 *
 * Without a list that numbers them epochs count from 1. Several histories of a file, of phases or of models, are runs
 * of their own.
 */
export const kerasHistoryJson: Format<TrainingLog> = {
  id: 'kerasHistoryJson',
  title: 'Training history (JSON)',
  kind: 'log',
  recognise: (head) => {
    const value = startOfJson(head);
    return value === undefined ? 0 : Math.max(0, ...placedHistories(value).map(confidence));
  },
  reader: ({ limits }) => wholeFileReader(limits.jsonBytes, 'training history', readHistory),
};

/** The whole file's histories; one that is still being written gives none. */
function readHistory(text: string): ReadResult<TrainingLog> {
  const { value, fault, lineOf } = placedJson(text);
  if (fault !== undefined) return jsonRefusal(fault, lineOf, 'No epoch is used.');
  const found = placedHistories(value);
  // Of several, those that are no classifier's (a learning rate's, a reward's) are passed over.
  const used = found.length > 1 ? found.filter((history) => confidence(history) > 0) : found;
  const problems: Problem[] = [];
  const runs = used.flatMap(({ name, lists }) => {
    const { run, problems: own } = historyRun(lists);
    problems.push(...own);
    return run === undefined ? [] : [{ ...run, ...(name === undefined ? {} : { name }) }];
  });
  if (runs.length > 0) return { document: { kind: 'log', runs }, problems };
  const message =
    'Holds no list with a value for each epoch under the name of a loss or a metric: nothing to read.';
  return { problems: [...problems, { kind: 'refused', message }] };
}

/** A list of losses and one of a metric of classification of one length; a reward or a regression is another's. */
function confidence({ lists, names }: PlacedHistory): number {
  const keys = [...names, ...lists.map(({ key }) => key)];
  const metrics = historyRun(lists).metrics;
  const isClassified = metrics.some(isClassificationMetric);
  if (keys.some((name) => isOfOtherTask(name, isClassified))) return 0;
  const isRegression = keys.some((name) => isRegressionMetric(metricName(name).metric));
  if (isRegression && !isClassified) return 0;
  if (metrics.includes('loss')) {
    return isClassified ? 0.85 : keys.some((name) => foldedName(name).startsWith('val_')) ? 0.6 : 0;
  }
  return isClassified && isCourse(lists.map(({ key }) => key)) ? 0.8 : 0;
}

/**
 * True for a metric of both training and held-out rows, by epochs that are numbered or with nothing else beside it: values
 * of a sweep have what was swept.
 */
function isCourse(keys: readonly string[]): boolean {
  const parsed = keys.map((key) => metricName(key));
  const isAlone = parsed.every(({ metric, kind }) => kind !== 'measure' || isClassificationMetric(metric));
  if (!isAlone && !keys.some(isEpochName)) return false;
  const trained = new Set(parsed.flatMap(({ split, metric }) => (split === 'train' ? [metric] : [])));
  return parsed.some(
    ({ split, metric }) => (split === 'validation' || split === 'test') && trained.has(metric),
  );
}
