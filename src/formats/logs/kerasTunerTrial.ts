import type { TrainingLog, TrainingRun } from '../../core/trainingRun.ts';
import type { Format, ReadResult } from '../format.ts';
import { isClassificationMetric, kerasMetricName } from '../metricNames.ts';
import { wholeFileReader } from '../wholeFile.ts';
import { startOfJson } from './startOfJson.ts';
import { historyRun } from './historyRun.ts';
import { jsonRefusal } from '../jsonRefusal.ts';
import type { JsonNumber } from './jsonPlaces.ts';
import { isPlacedList, isPlacedNumber, isPlacedObject, placedJson } from './placedJson.ts';
import type { PlacedJson, PlacedObject } from './placedJson.ts';
import { stepLists } from './stepLists.ts';
import type { StepSeries } from './stepLists.ts';

/**
 * `trial.json` of KerasTuner: for each metric its value at the step, which is an epoch, that was best by the objective,
 * or at every step that was reported; one value for each execution of the trial, and a run for each.
 *
 * A step 0 alone is what a tuner writes that reports no epoch. Source: keras_tuner/engine/trial.py and
 * metrics_tracking.py (at 417e5b5e).
 */
export const kerasTunerTrial: Format<TrainingLog> = {
  id: 'kerasTunerTrial',
  title: 'KerasTuner trial',
  kind: 'log',
  recognise: (head) => {
    if (!head.text.includes('"trial_id"')) return 0;
    const value = startOfJson(head);
    const metrics = value === undefined ? undefined : metricsOf(value);
    if (metrics === undefined) return 0;
    return [...metrics.keys()].some((name) => isClassificationMetric(kerasMetricName(name).metric))
      ? 0.95
      : 0;
  },
  reader: ({ limits }) => wholeFileReader(limits.jsonBytes, 'trial of a tuner', readTrial),
};

function readTrial(text: string): ReadResult<TrainingLog> {
  const { value, fault, lineOf } = placedJson(text);
  if (fault !== undefined) return jsonRefusal(fault, lineOf, 'No value is used.');
  const metrics = metricsOf(value) ?? new Map();
  const executions = Math.max(
    0,
    ...[...metrics.values()].flatMap(observationsOf).map(({ values }) => values.length),
  );
  const runs = Array.from({ length: executions }, (_, execution) =>
    runOf(metrics, execution, executions),
  ).filter((run) => run !== undefined);
  if (runs.length > 0) return { document: { kind: 'log', runs }, problems: [] };
  const message = 'This trial holds no value of a metric yet: nothing to read.';
  return { problems: [{ kind: 'refused', message }] };
}

function metricsOf(trial: PlacedJson): PlacedObject | undefined {
  const tracker = isPlacedObject(trial) && trial.has('hyperparameters') ? trial.get('metrics') : undefined;
  const metrics = isPlacedObject(tracker) ? tracker.get('metrics') : undefined;
  return isPlacedObject(metrics) ? metrics : undefined;
}

/** The values of a metric at one step, one an execution. */
interface Observation {
  readonly step: number;
  readonly values: readonly (JsonNumber | undefined)[];
}

function observationsOf(metric: PlacedJson): readonly Observation[] {
  const observations = isPlacedObject(metric) ? metric.get('observations') : undefined;
  if (!isPlacedList(observations)) return [];
  return observations.flatMap((one): Observation[] => {
    if (!isPlacedObject(one)) return [];
    const [step, values] = [one.get('step'), one.get('value')];
    if (!isPlacedNumber(step) || typeof step.number.value !== 'number' || !isPlacedList(values)) return [];
    const items = values.map((value) => (isPlacedNumber(value) ? value : undefined));
    return [{ step: step.number.value, values: items }];
  });
}

function runOf(metrics: PlacedObject, execution: number, executions: number): TrainingRun | undefined {
  const series = [...metrics].map(([name, metric]): StepSeries => {
    const points = observationsOf(metric).flatMap(({ step, values }) => {
      const value = values[execution];
      return value === undefined ? [] : [{ step, value }];
    });
    return { name, points };
  });
  const { run } = historyRun(stepLists(series));
  if (run === undefined) return undefined;
  const isUnnumbered = run.epochs.length === 1 && run.epochs[0]!.epoch === 0;
  return {
    ...(executions > 1 ? { name: `execution ${execution + 1}` } : {}),
    ...run,
    // A tuner that runs a trial several times may write the means of its executions.
    averagesExactly: false,
    ...(isUnnumbered ? { unnumbered: true } : {}),
  };
}
