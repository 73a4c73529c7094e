import type { TrainingLog } from '../../core/trainingRun.ts';
import type { Format } from '../format.ts';
import { wholeFileReader } from '../wholeFile.ts';
import { readFinalDocument } from './finalDocument.ts';
import { startOfJson } from './startOfJson.ts';
import type { PlacedJson } from './placedJson.ts';
import { areOfClassifier } from './resultsConfidence.ts';
import { resultSets } from './resultSets.ts';
import type { ResultSet } from './resultSets.ts';

/**
 * Final numbers of a training as JSON, one value a name: `metrics.json` of DVC, `dvclive/metrics.json`, `results.json`
 * and the like, flat or nested by split, or by the names of models.
 *
 * Names and values decide, since anything may be called so. DVCLive's `step` counts calls of `next_step()` and is no
 * epoch. Source of that: dvclive/live.py (make_summary, at 0b82b7b2).
 */
export const resultsJson: Format<TrainingLog> = {
  id: 'resultsJson',
  title: 'Final metrics (JSON)',
  kind: 'log',
  recognise: (head) => {
    const value = head.complete ? startOfJson(head) : undefined;
    if (value === undefined || setsOf(value).length === 0) return 0;
    // A matrix or a report in the same file tells more, and a history tells how it came to these values.
    return 0.5;
  },
  reader: ({ limits }) =>
    wholeFileReader(limits.jsonBytes, 'file of final metrics', (text) =>
      readFinalDocument(text, {
        setsOf,
        averagesExactly: false,
        emptyBecause: () => 'Holds no metric of a classifier by a name that is known: nothing to read.',
      }),
    ),
};

/** The sets, if all are those of a classifier. */
function setsOf(value: PlacedJson): readonly ResultSet[] {
  const sets = resultSets(value);
  return sets.every(areOfClassifier) ? sets : [];
}
