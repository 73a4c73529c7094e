import type { TrainingLog } from '../../core/trainingRun.ts';
import type { Format } from '../format.ts';
import type { LineSink } from '../lines.ts';
import {
  foldedName,
  isKnownClassificationMetric,
  isClassificationMetric,
  metricName,
} from '../metricNames.ts';
import type { TextValue } from './textValue.ts';
import { evaluationRuns } from './evaluationRuns.ts';
import type { LoggedLine } from './evaluationRuns.ts';
import { jsonRecord } from './jsonRecord.ts';
import type { JsonRecord } from './jsonRecord.ts';
import { feedHead, textLogReader } from './textLog.ts';
import { runsInUnits } from './valuedRuns.ts';
import type { GatheredRuns } from './valuedRuns.ts';

/**
 * `vis_data/scalars.json` and `<time>.json` of MMEngine: a line every so many steps of training, and one without a
 * learning rate for each validation, whose names do not say so and whose `step` is the epoch.
 *
 * Source: mmengine/hooks/logger_hook.py and visualization/vis_backend.py (0.10.7).
 */
export const mmengineJson: Format<TrainingLog> = {
  id: 'mmengineJson',
  title: 'MMEngine scalars (JSON lines)',
  kind: 'log',
  recognise: (head) => {
    if (!/^\s*\{/.test(head.text.slice(0, 1_000)) || !head.text.includes('"step"')) return 0;
    const lines = scalarLines();
    feedHead(head, lines.line);
    const metrics = lines
      .gathered()
      .runs.flatMap(({ epochs }) => epochs.flatMap(({ readings }) => readings.map(({ metric }) => metric)));
    return lines.trained() && metrics.some(isKnownClassificationMetric) ? 0.95 : 0;
  },
  reader: ({ limits }) =>
    textLogReader(
      limits,
      scalarLines(),
      () => 'No validation with a metric of classification yet: nothing to read.',
    ),
};

interface ScalarLines {
  readonly line: LineSink;
  gathered(): GatheredRuns;
  /** True once a line was seen as the trainer writes it. */
  trained(): boolean;
}

function scalarLines(): ScalarLines {
  const runs = evaluationRuns();
  let trained = false;
  let byEpoch = false;
  return {
    line: (text, number) => {
      const record = jsonRecord(text, number);
      const step = record === undefined ? undefined : numberOf(record, 'step');
      if (record === undefined || step === undefined) return;
      if (isTraining(record)) {
        trained = true;
        const epoch = numberOf(record, 'epoch');
        byEpoch ||= epoch !== undefined;
        runs.line({ ...(epoch === undefined ? {} : { epoch }), step, values: trainingValues(record) });
      } else if (trained) {
        const line: LoggedLine = byEpoch
          ? { epoch: step, values: validationValues(record) }
          : { step, values: validationValues(record) };
        if (line.values.length > 0) runs.line(line);
      }
    },
    gathered: () => runsInUnits(runs.runs(), false),
    trained: () => trained,
  };
}

/** A training line has its learning rate, its iteration and how long that took. */
function isTraining({ numbers }: JsonRecord): boolean {
  return numbers.has('lr') && numbers.has('iter') && numbers.has('time');
}

function numberOf({ numbers }: JsonRecord, name: string): number | undefined {
  const value = numbers.get(name)?.number.value;
  return typeof value === 'number' ? value : undefined;
}

function trainingValues({ numbers }: JsonRecord): readonly TextValue[] {
  return [...numbers].flatMap(([name, { number, span }]): TextValue[] => {
    const value = { number, percentSign: false, span };
    if (name === 'lr') return [{ ...value, metric: 'learningRate' }];
    return name === 'loss' ? [{ ...value, split: 'train', metric: 'loss' }] : [];
  });
}

/** MMPretrain's own metrics are in percent. */
const percentPattern = /^(?:accuracy|single-label|multi-label)\//;

function validationValues({ numbers }: JsonRecord): readonly TextValue[] {
  return [...numbers].flatMap(([name, { number, span }]): TextValue[] => {
    const { metric, kind } = metricName(name);
    const isMeasured = isClassificationMetric(metric) || /(?:^|_)loss$/.test(foldedName(metric));
    if (kind !== 'measure' || !isMeasured) return [];
    const percent = percentPattern.test(name) ? { percent: true as const } : {};
    return [{ split: 'validation', metric, number, percentSign: false, ...percent, span }];
  });
}
