import type { TrainingLog } from '../../core/trainingRun.ts';
import type { Format } from '../format.ts';
import { isClassificationMetric, metricName } from '../metricNames.ts';
import { wholeFileReader } from '../wholeFile.ts';
import { readFinalDocument } from './finalDocument.ts';
import { startOfJson } from './startOfJson.ts';
import type { FinalValues } from './finalRun.ts';
import type { JsonNumber } from './jsonPlaces.ts';
import { isOfOtherTask } from './otherTasks.ts';
import { isPlacedNumber, isPlacedObject } from './placedJson.ts';
import type { PlacedJson } from './placedJson.ts';
import { splitName, timedPrefixes } from './trainerNames.ts';

/**
 * `all_results.json`, `eval_results.json` and the like of Hugging Face's `Trainer.save_metrics`: the metrics of one
 * evaluation each, or of all, with the timings that the trainer adds.
 *
 * No epoch goes with them: `epoch` says how far the training was, and the weights may be those of the best evaluation.
 * `train_loss` is the mean over the whole training and no loss of its end; it is left out. Source:
 * transformers/trainer_pt_utils.py and trainer.py (5.18.0).
 */
export const hfResultsJson: Format<TrainingLog> = {
  id: 'hfResultsJson',
  title: 'Hugging Face Trainer results',
  kind: 'log',
  recognise: (head) => {
    const value = startOfJson(head);
    if (!isPlacedObject(value)) return 0;
    const names = [...value.keys()];
    if (timedPrefixes(names).size === 0 || [...value.values()].some(isPlacedObject)) return 0;
    // The trainer's names are those of Python; another's summary of them has `eval/accuracy` and names of its own.
    if (names.some((name) => name.startsWith('_') || name.includes('/'))) return 0;
    const metrics = names.map((name) => metricName(name).metric);
    if (names.some((name) => isOfOtherTask(name))) return 0;
    if (metrics.some(isClassificationMetric)) return 0.9;
    return isOfTraining(names) ? 0.6 : 0;
  },
  reader: ({ limits }) =>
    wholeFileReader(limits.jsonBytes, 'file of results', (text) =>
      readFinalDocument(text, { setsOf, averagesExactly: true, emptyBecause }),
    ),
};

/** True for the results of the training alone, whose loss is no loss of an evaluation. */
function isOfTraining(names: readonly string[]): boolean {
  const prefixes = timedPrefixes(names);
  return names.includes('train_loss') && prefixes.size === 1 && prefixes.has('train');
}

function setsOf(value: PlacedJson): readonly FinalValues[] {
  if (!isPlacedObject(value)) return [];
  const prefixes = new Set(timedPrefixes(value.keys()));
  prefixes.delete('train');
  const values = new Map<string, JsonNumber>();
  for (const [name, one] of value) {
    if (!isPlacedNumber(one)) continue;
    const prefix = [...prefixes].find((known) => name.startsWith(`${known}_`));
    // Values of the training stand for all its steps.
    if (prefix === undefined) continue;
    // The examples of the library predict on the test set.
    const known = prefix === 'predict' ? name.replace(/^predict_/, 'test_') : name;
    values.set(splitName(known, prefix, prefixes.size === 1), one);
  }
  return [{ values }];
}

function emptyBecause(value: PlacedJson): string {
  return isPlacedObject(value) && isOfTraining([...value.keys()])
    ? 'Holds the mean training loss and timings alone, and nothing that an evaluation measured. Not read: trainer_state.json has the history, eval_results.json the evaluation.'
    : 'Holds no metric of an evaluation: nothing to read.';
}
