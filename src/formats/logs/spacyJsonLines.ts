import type { TrainingLog } from '../../core/trainingRun.ts';
import type { Format } from '../format.ts';
import type { TextValue } from './textValue.ts';
import { evaluationRuns } from './evaluationRuns.ts';
import { jsonRecord } from './jsonRecord.ts';
import { spacyMetric } from './spacyMetrics.ts';
import { feedHead, textLogReader } from './textLog.ts';
import type { LogLines } from './textLog.ts';
import { runsInUnits } from './valuedRuns.ts';
import type { GatheredRuns } from './valuedRuns.ts';

/**
 * The JSON lines of spaCy's `ConsoleLogger` (`output_file`): one object an evaluation, numbered here by its step,
 * because one epoch may have several.
 *
 * Scores are 100 times the fraction. A loss is the sum over the batches since the line before and keeps its name. Source:
 * spacy/training/loggers.py (3.8.16).
 */
export const spacyJsonLines: Format<TrainingLog> = {
  id: 'spacyJsonLines',
  title: 'JSON lines of spaCy',
  kind: 'log',
  recognise: (head) => {
    if (!/^\s*\{\s*"epoch"/.test(head.text.slice(0, 1_000)) || !head.text.includes('"cats_')) return 0;
    const lines = scoreLines();
    feedHead(head, lines.line);
    return lines.gathered().runs.length > 0 ? 0.95 : 0;
  },
  reader: ({ limits }) =>
    textLogReader(limits, scoreLines(), () => 'No line with a score of text categories: nothing to read.'),
};

const scorePattern = /^scores\/([^/]+)$/;
const lossPattern = /^losses\/([^/]+)$/;

function scoreLines(): LogLines & { gathered(): GatheredRuns } {
  const runs = evaluationRuns();
  return {
    line: (text, number) => {
      const numbers = jsonRecord(text, number)?.numbers;
      const step = numbers?.get('step')?.number.value;
      if (numbers === undefined || typeof step !== 'number') return;
      const values = [...numbers].flatMap(([path, { number: value, span }]): TextValue[] => {
        const metric = spacyMetric(scorePattern.exec(path)?.[1] ?? '');
        if (metric !== undefined) {
          return [{ split: 'validation', metric, number: value, percentSign: false, percent: true, span }];
        }
        const loss = lossPattern.exec(path)?.[1];
        if (loss === undefined) return [];
        return [{ split: 'train', metric: `${loss}_loss`, number: value, percentSign: false, span }];
      });
      if (values.some(({ split }) => split === 'validation')) runs.line({ step, values });
    },
    gathered: () => runsInUnits(runs.runs(), false),
  };
}
