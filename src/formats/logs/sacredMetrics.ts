import type { Problem } from '../../core/problem.ts';
import type { TrainingLog } from '../../core/trainingRun.ts';
import type { Format, ReadResult } from '../format.ts';
import { isClassificationMetric, isRegressionMetric, metricName } from '../metricNames.ts';
import { wholeFileReader } from '../wholeFile.ts';
import { startOfJson } from './startOfJson.ts';
import { historyRun } from './historyRun.ts';
import { jsonRefusal } from '../jsonRefusal.ts';
import { isOfOtherTask } from './otherTasks.ts';
import { isPlacedList, isPlacedNumber, isPlacedObject, placedJson } from './placedJson.ts';
import type { PlacedJson } from './placedJson.ts';
import { stepLists } from './stepLists.ts';
import type { StepSeries } from './stepLists.ts';

/** Characters of a name in a note. */
const longestName = 60;

/**
 * `metrics.json` of Sacred's file storage: for each name its values, with the step and the time of each.
 *
 * The steps are those of `log_scalar(…, step)`, or count the values of a name: they are read as epochs, and training
 * values that come more often than held-out ones can, per batch, are left out. Source:
 * sacred/observers/file_storage.py and metrics_logger.py (at 86865b03).
 */
export const sacredMetrics: Format<TrainingLog> = {
  id: 'sacredMetrics',
  title: 'Sacred metrics',
  kind: 'log',
  recognise: (head) => {
    if (!head.text.includes('"timestamps"')) return 0;
    const series = seriesOf(startOfJson(head) ?? null);
    const names = series.map(({ name }) => name);
    const metrics = names.map((name) => metricName(name).metric);
    if (names.some((name) => isOfOtherTask(name) || isRegressionMetric(metricName(name).metric))) return 0;
    return metrics.some(isClassificationMetric) ? 0.95 : metrics.includes('loss') ? 0.6 : 0;
  },
  reader: ({ limits }) => wholeFileReader(limits.jsonBytes, 'record of metrics', readMetrics),
};

function readMetrics(text: string): ReadResult<TrainingLog> {
  const { value, fault, lineOf } = placedJson(text);
  if (fault !== undefined) return jsonRefusal(fault, lineOf, 'No epoch is used.');
  const { kept, problems: leftOut } = withoutBatches(seriesOf(value));
  const { run, problems: found } = historyRun(stepLists(kept));
  const problems = [...leftOut, ...found];
  if (run !== undefined) return { document: { kind: 'log', runs: [run] }, problems };
  const message =
    'Holds no loss and no metric whose name says on which split it was measured: nothing to read.';
  return { problems: [...problems, { kind: 'refused', message }] };
}

/** The series of a document whose every value is one: another has lists of these names by chance. */
function seriesOf(value: PlacedJson): readonly StepSeries[] {
  if (!isPlacedObject(value)) return [];
  const series: StepSeries[] = [];
  for (const [name, one] of value) {
    const values = isPlacedObject(one) ? one.get('values') : undefined;
    const steps = isPlacedObject(one) ? one.get('steps') : undefined;
    if (!isPlacedList(values) || !isPlacedList(steps)) return [];
    const points = values.flatMap((item, index) => {
      const step = steps[index];
      if (!isPlacedNumber(item) || !isPlacedNumber(step) || typeof step.number.value !== 'number') return [];
      return [{ step: step.number.value, value: item }];
    });
    series.push({ name: name, points });
  }
  return series;
}

/** The series without those of the training that were logged per batch, more than twice as often as held-out values. */
function withoutBatches(series: readonly StepSeries[]): {
  readonly kept: readonly StepSeries[];
  readonly problems: readonly Problem[];
} {
  const isHeldOut = ({ name }: StepSeries): boolean => {
    const { split } = metricName(name);
    return split === 'validation' || split === 'test';
  };
  const steps = new Set(series.filter(isHeldOut).flatMap(({ points }) => points.map(({ step }) => step)));
  const isOfBatches = (one: StepSeries): boolean =>
    steps.size > 0 && !isHeldOut(one) && one.points.length > 2 * steps.size;
  const problems = series.filter(isOfBatches).map(({ name }): Problem => {
    const message = `'${name.slice(0, longestName)}' left out: it is logged per batch and not per epoch. Log its mean over the epoch.`;
    return { kind: 'note', message };
  });
  return { kept: series.filter((one) => !isOfBatches(one)), problems };
}
