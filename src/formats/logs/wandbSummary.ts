import type { TrainingLog } from '../../core/trainingRun.ts';
import type { Format } from '../format.ts';
import { isClassificationMetric, isRegressionMetric } from '../metricNames.ts';
import { wholeFileReader } from '../wholeFile.ts';
import { readFinalDocument } from './finalDocument.ts';
import { startOfJson } from './startOfJson.ts';
import { finalName } from './finalRun.ts';
import type { FinalValues } from './finalRun.ts';
import type { JsonNumber } from './jsonPlaces.ts';
import { isOfOtherTask } from './otherTasks.ts';
import { isPlacedNumber, isPlacedObject } from './placedJson.ts';
import type { PlacedJson, PlacedObject } from './placedJson.ts';

/** What the client adds to every summary. */
const ownNames: readonly string[] = ['_wandb', '_runtime', '_timestamp', '_step'];

/**
 * `files/wandb-summary.json` of a run of Weights & Biases: the last value that was logged under each name.
 *
 * `_step` counts calls of `log()`, and names may have been logged at different ones: no epoch goes with all of them. Of a
 * name with a summary of its own (`{"max": …}`) only its last value is read. Source: wandb/core, stream/handler.go and
 * runsummary (at b6e29505); summaries in public repositories.
 */
export const wandbSummary: Format<TrainingLog> = {
  id: 'wandbSummary',
  title: 'Weights & Biases summary',
  kind: 'log',
  recognise: (head) => {
    const value = startOfJson(head);
    if (!isPlacedObject(value)) return 0;
    if (ownNames.filter((name) => value.has(name)).length < 2) return 0;
    const names = [...valuesOf(value).keys()].map((name) => ({ name, ...finalName(name) }));
    const isClassified = names.some(
      ({ kind, metric }) => kind === 'measure' && isClassificationMetric(metric),
    );
    const isOther = names.some(({ name, metric }) => isOfOtherTask(name) || isRegressionMetric(metric));
    return isClassified && !isOther ? 0.9 : 0;
  },
  reader: ({ limits }) =>
    wholeFileReader(limits.jsonBytes, 'summary of a run', (text) =>
      readFinalDocument(text, {
        setsOf: (value): readonly FinalValues[] =>
          isPlacedObject(value) ? [{ values: valuesOf(value) }] : [],
        averagesExactly: false,
        emptyBecause: () => 'Holds no loss and no metric of a classifier yet: nothing to read.',
      }),
    ),
};

/** The last values by name; of nested objects with `/` between the names, as the client shows them. */
function valuesOf(summary: PlacedObject): ReadonlyMap<string, JsonNumber> {
  const values = new Map<string, JsonNumber>();
  const gather = (name: string, value: PlacedJson, depth: number): void => {
    if (isPlacedNumber(value)) values.set(name, value);
    else if (isPlacedObject(value) && !value.has('_type') && depth < 4) {
      for (const [key, one] of value) {
        if (key === 'last') gather(name, one, depth + 1);
        else if (!summaryWords.has(key)) gather(`${name}/${key}`, one, depth + 1);
      }
    }
  };
  for (const [key, value] of summary) if (!key.startsWith('_')) gather(key, value, 0);
  // Hugging Face's trainer logs the mean of the whole training under the name of its loss.
  if (values.has('train_runtime')) values.delete('train_loss');
  return values;
}

/** What `define_metric(…, summary=…)` may ask for beside the last value: of other steps than the end. */
const summaryWords: ReadonlySet<string> = new Set(['min', 'max', 'mean', 'best', 'first']);
