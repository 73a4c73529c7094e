import type { Head } from '../format.ts';
import { headTable } from '../logs/tableReader.ts';
import { isRegressionMetric } from '../metricNames.ts';
import type { DeclinedKind, Explanation } from './declined.ts';
import { listed, measuresOf, soleSubject } from './measures.ts';
import type { Subject } from './measures.ts';

/** What the measures of a task are of, after their names. */
const subjects: ReadonlyMap<Subject, string> = new Map([
  ['rewards', 'tell of rewards, as in reinforcement learning'],
  ['regions', 'are of boxes or regions, as a detector or a segmenter is measured'],
  ['texts', 'are of written or recognised text'],
  ['quantities', 'are of predicted quantities, as in a regression'],
]);

/** Files of trainings that no classifier made: their measures are all of one other kind. */
export const otherTasks: readonly DeclinedKind[] = [
  { id: 'otherTask', explain: taskExplanation },
  { id: 'mlflowRegression', explain: mlflowExplanation },
  { id: 'detectedBoxes', explain: boxesExplanation },
  { id: 'episodes', explain: episodesExplanation },
];

function taskExplanation(head: Head): Explanation | undefined {
  const measures = measuresOf(head);
  if (measures === undefined || (measures.shape === 'single' && !head.complete)) return undefined;
  const sole = soleSubject(measures.names);
  const are = sole === undefined ? undefined : subjects.get(sole.subject);
  if (sole === undefined || are === undefined) return undefined;
  return {
    message: `Its measures (${listed(sole.names)}) ${are}; none is of classes. So nothing is said of it.`,
  };
}

/** `1727690000000 0.53 0` a line, in a file that is called like its metric. */
function mlflowExplanation({ name, text }: Head): Explanation | undefined {
  const lines = text.split(/[\r\n]+/).filter((line) => line !== '');
  const isRecord = (line: string): boolean => /^\d{12,13} -?[\d.]+(?:e[+-]?\d+)?(?: \d+)?$/i.test(line);
  const metric = name.replace(/^(?:train|training|val|valid|validation|test)_/i, '');
  if (lines.length === 0 || !lines.every(isRecord) || !isRegressionMetric(metric)) return undefined;
  const what = `Is MLflow's record of '${name}', which is of predicted quantities, as in a regression`;
  return { message: `${what}. So nothing is said of it.` };
}

/** COCO's two kinds of file: annotated pictures, and a list of found boxes. */
function boxesExplanation({ text }: Head): Explanation | undefined {
  const has = (key: string): boolean => text.includes(`"${key}"`);
  const isCoco = /^\s*[[{]/.test(text) && has('image_id') && has('bbox') && has('category_id');
  if (!isCoco) return undefined;
  const message =
    'Holds boxes in pictures (image_id, bbox), not one true and one predicted class a row. Not read.';
  return { message };
}

/** `monitor.csv` of Gym and Stable-Baselines3: a comment with JSON, then reward, length and time of each episode. */
function episodesExplanation(head: Head): Explanation | undefined {
  const header = headTable({ ...head, text: head.text.replace(/^#\{[^\r\n]*[\r\n]+/, '') })?.header;
  if (header?.slice(0, 3).join() !== 'r,l,t') return undefined;
  const message = 'Holds the reward (r) and the length (l) of each episode of reinforcement learning';
  return { message: `${message}. So nothing is said of it.` };
}
