import type { TrainingLog } from '../../core/trainingRun.ts';
import type { Format, ReadResult } from '../format.ts';
import { isClassificationMetric, isRegressionMetric, metricName } from '../metricNames.ts';
import { wholeFileReader } from '../wholeFile.ts';
import { historyRun } from './historyRun.ts';
import type { JsonList } from './historyRun.ts';
import type { JsonNumber } from './jsonPlaces.ts';
import { jsonRefusal } from '../jsonRefusal.ts';
import { isOfOtherTask } from './otherTasks.ts';
import { trainerEntries } from './trainerEntries.ts';
import type { TrainerEntry } from './trainerEntries.ts';
import { splitName, timedPrefix } from './trainerNames.ts';

/**
 * `trainer_state.json` of Hugging Face's `Trainer`, as it stands in every checkpoint, or its `log_history` saved alone.
 *
 * An epoch is an evaluation with the last training loss logged before it; numbers are those of the file, which are
 * fractions where evaluation comes every so many steps. A state without any evaluation gives its training losses.
 * Source: transformers/trainer_callback.py and trainer.py (5.18.0); a state repeats the history of earlier checkpoints.
 */
export const hfTrainerState: Format<TrainingLog> = {
  id: 'hfTrainerState',
  title: 'Hugging Face Trainer state',
  kind: 'log',
  recognise: (head) => {
    const bracket = /^\s*([[{])/.exec(head.text.slice(0, 1_000))?.[1];
    if (bracket === undefined || !head.text.includes(bracket === '{' ? '"log_history"' : '"step"')) return 0;
    const { entries, fault } = trainerEntries(head.text);
    if (fault?.cut === false) return 0;
    return bracket === '{' || isOfTrainer(entries) ? confidence(entries) : 0;
  },
  reader: ({ limits }) => wholeFileReader(limits.jsonBytes, 'state of a trainer', readState),
};

function readState(text: string): ReadResult<TrainingLog> {
  const { entries, plannedEpochs, fault, lineOf } = trainerEntries(text);
  if (fault !== undefined) return jsonRefusal(fault, lineOf, 'No epoch is used.');
  const { run, problems } = historyRun(listsOf(epochsOf(entries)));
  if (run === undefined) {
    const message = 'Its log_history holds no loss and no metric yet: nothing to read.';
    return { problems: [...problems, { kind: 'refused', message }] };
  }
  // Losses are gathered by row and metrics computed on all rows at once.
  const planned = plannedEpochs === undefined ? {} : { plannedEpochs };
  return { document: { kind: 'log', runs: [{ ...run, ...planned, averagesExactly: true }] }, problems };
}

/** True for a history that stands alone and is the trainer's: others write records of epochs too. */
function isOfTrainer(entries: readonly TrainerEntry[]): boolean {
  return (
    entries.every((entry) => entry.has('step') && entry.has('epoch')) &&
    entries.some((entry) => entry.has('grad_norm') || prefixOf(entry) !== undefined)
  );
}

/** One of a classifier holds a metric of classification; one with losses alone may be of anything. */
function confidence(entries: readonly TrainerEntry[]): number {
  const names = [...new Set(entries.flatMap((entry) => [...entry.keys()]))];
  const metrics = names.map((name) => metricName(name).metric);
  const isClassified = metrics.some(isClassificationMetric);
  if (names.some((name) => isOfOtherTask(name, isClassified))) return 0;
  if (isClassified) return 0.95;
  return metrics.some(isRegressionMetric) || !metrics.includes('loss') ? 0 : 0.6;
}

/** The prefix of an evaluation's names (`eval`, `test`), or undefined for an entry of training. */
function prefixOf(entry: TrainerEntry): string | undefined {
  return (
    timedPrefix(entry.keys()) ??
    ([...entry.keys()].some((name) => name.startsWith('eval_')) ? 'eval' : undefined)
  );
}

/** Values by name, an epoch each. */
function epochsOf(entries: readonly TrainerEntry[]): readonly TrainerEntry[] {
  const evaluations: { readonly step: number | undefined; readonly values: Map<string, JsonNumber> }[] = [];
  const prefixes = new Set(entries.map(prefixOf));
  for (const training of ['train', undefined]) prefixes.delete(training);
  const trained: TrainerEntry[] = [];
  let latest: TrainerEntry = new Map();
  for (const entry of entries) {
    const prefix = prefixOf(entry);
    if (prefix === 'train') continue;
    if (prefix === undefined) {
      trained.push(entry);
      latest = entry;
      continue;
    }
    const step = stepOf(entry);
    const values = new Map(
      [...entry].map(([name, value]) => [splitName(name, prefix, prefixes.size === 1), value]),
    );
    const last = evaluations.at(-1);
    if (last !== undefined && step !== undefined && last.step === step) {
      // Another data set at the same step; or the best weights once more after the training, which are no new epoch.
      for (const [name, value] of values) if (!last.values.has(name)) last.values.set(name, value);
      continue;
    }
    evaluations.push({ step, values: new Map([...latest, ...values]) });
    latest = new Map();
  }
  return evaluations.length > 0 ? evaluations.map(({ values }) => values) : trained;
}

function stepOf(entry: TrainerEntry): number | undefined {
  const value = entry.get('step')?.number.value;
  return typeof value === 'number' ? value : undefined;
}

/** The same by name: what an epoch lacks is undefined in its place. */
function listsOf(epochs: readonly TrainerEntry[]): readonly JsonList[] {
  const names = [...new Set(epochs.flatMap((values) => [...values.keys()]))];
  return names.map((key) => ({ key, items: epochs.map((values) => values.get(key)) }));
}
