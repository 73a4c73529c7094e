import type { TrainingLog } from '../../core/trainingRun.ts';
import type { Format } from '../format.ts';
import { catboostLine } from './catboostLine.ts';
import type { CatboostLine } from './catboostLine.ts';
import { catboostMetricNames } from './catboostMetric.ts';
import { feedHead, textLogReader } from './textLog.ts';
import type { LogLines } from './textLog.ts';
import { runsInUnits } from './valuedRuns.ts';
import type { GatheredRuns, ValuedRun } from './valuedRuns.ts';

/**
 * What CatBoost prints: `0:\tlearn: 0.55\ttest: 0.56\tbest: 0.56 (0)\ttotal: 16ms\tremaining: 16s`, an iteration a line.
 *
 * The lines do not name their metric, and a regression prints the same: they are read where the file names it elsewhere
 * (`eval_metric`, else `loss_function`) and its values move as those of that metric do. Source:
 * catboost/libs/loggers/logger.h (1.2).
 */
export const catboostText: Format<TrainingLog> = {
  id: 'catboostText',
  title: 'Iterations of CatBoost',
  kind: 'log',
  recognise: (head) => {
    if (!head.text.includes('\tlearn: ') && !head.text.includes('\ttest: ')) return 0;
    const lines = catboostLines();
    feedHead(head, lines.line);
    return lines.gathered().runs.length > 0 ? 0.69 : 0;
  },
  reader: ({ limits }) =>
    textLogReader(
      limits,
      catboostLines(),
      () =>
        'Its lines do not name their metric, and nothing else in the file does: nothing to read. Read catboost_info/catboost_training.json, which the same training writes.',
    ),
};

/** Iterations kept of a run. */
const mostIterations = 100_000;

function catboostLines(): LogLines & { gathered(): GatheredRuns } {
  const runs: CatboostLine[][] = [];
  const named = catboostMetricNames();
  const add = (line: CatboostLine): void => {
    const run = runs.at(-1);
    const last = run?.at(-1);
    if (run === undefined || last === undefined || line.iteration <= last.iteration) runs.push([line]);
    else if (run.length < mostIterations) run.push(line);
  };
  return {
    line: (text, number) => {
      const line = catboostLine(text, number);
      if (line === undefined) named.line(text);
      else add(line);
    },
    gathered: () => {
      const valued = runs.flatMap((lines) => valuedRun(lines, named.metricOf(lines)) ?? []);
      return runsInUnits(valued, true);
    },
  };
}

function valuedRun(lines: readonly CatboostLine[], metric: string | undefined): ValuedRun | undefined {
  if (metric === undefined) return undefined;
  return {
    epochs: lines.map(({ iteration, values }) => ({
      epoch: iteration,
      values: values.map((value) => ({ ...value, metric, percentSign: false })),
    })),
  };
}
