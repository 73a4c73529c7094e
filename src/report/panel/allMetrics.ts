import type { Evaluation } from '../../core/evaluation.ts';
import type { Measured } from '../../core/measured.ts';
import type {
  AllMetricsState,
  MetricNameState,
  MetricRowState,
  MetricValueState,
} from '../../protocol/panel.ts';
import { clean } from '../clean.ts';
import { worstFirst } from '../classText.ts';
import { type Meanings, meanings } from '../meaning/all.ts';
import { findMetric, metricTitle } from '../metricText.ts';
import { numbers } from '../numbers.ts';
import { quantityState } from './quantity.ts';

/** Classes with all their metrics in the state: forty are 0.2 MB of sentences, a thousand would be 5. */
const detailedClasses = 40;

/** Of the metrics that need scores those that only look at their order. */
const rankingMetrics: ReadonlySet<string> = new Set([
  'macroAveragePrecision',
  'macroRocAuc',
  'weightedRocAuc',
  'macroOneVsOneRocAuc',
  'weightedOneVsOneRocAuc',
  'top2Accuracy',
  'top3Accuracy',
]);

const groupTitles = {
  labels: 'From the predicted labels',
  ranking: 'From the order of the scores',
  probabilities: 'From the probabilities',
} as const;

type Group = keyof typeof groupTitles;

/** What an overall metric is made from; undefined for the metrics of a class. */
export function groupOf(id: string): Group | undefined {
  const metric = findMetric(id);
  if (metric?.scope !== 'overall') return undefined;
  if (metric.needs === 'labels') return 'labels';
  return rankingMetrics.has(id) ? 'ranking' : 'probabilities';
}

/** Every overall metric under its group, and those of each class, each with what it means on these rows. */
export function allMetricsState(evaluation: Evaluation): AllMetricsState {
  const said = meanings(evaluation);
  const ids = [...evaluation.metrics.keys()];
  const groups = (Object.keys(groupTitles) as Group[]).map((group) => ({
    title: groupTitles[group],
    rows: ids.filter((id) => groupOf(id) === group).map((id) => overallRow(evaluation, said, id)),
  }));
  const ofPositive = ids.filter((id) => groupOf(id) === undefined);
  const positive = evaluation.positiveClass?.label ?? '';
  return {
    summary: `${numbers.count(ids.length)} metrics of ${numbers.count(evaluation.rows)} ${evaluation.rows === 1 ? 'row' : 'rows'}, and those of each class; ${numbers.percent(evaluation.confidence)} intervals`,
    groups: [
      ...groups,
      {
        title: `Of the positive class, ${numbers.label(positive)}`,
        rows: ofPositive.map((id) => overallRow(evaluation, said, id)),
      },
    ].filter(({ rows }) => rows.length > 0),
    ofClasses: ofClasses(evaluation, said),
  };
}

function overallRow(evaluation: Evaluation, said: Meanings, id: string): MetricRowState {
  const measured = evaluation.metrics.get(id);
  return { ...nameOf(id), ...valueState(id, measured, said.overall(id)) };
}

function nameOf(id: string): MetricNameState {
  const metric = findMetric(id);
  return { title: metricTitle(id), definition: metric === undefined ? '' : `${metric.definition}.` };
}

function valueState(id: string, measured: Measured | undefined, meaning = ''): MetricValueState {
  const method = measured?.kind === 'value' ? measured.method : undefined;
  const reason = measured?.kind === 'value' ? measured.noInterval : undefined;
  return {
    quantity: quantityState(id, measured),
    ...(method !== undefined ? { method: methodText(method) } : {}),
    ...(method === undefined && reason !== undefined ? { method: `No interval: ${clean(reason)}` } : {}),
    meaning,
  };
}

const methods: readonly (readonly [part: string, words: string])[] = [
  ['mover-of-class-intervals', "MOVER from the classes' intervals"],
  ['mean-of-class-intervals', "mean of the classes' intervals"],
  ['mover-wilson', 'MOVER from Wilson intervals'],
  ['mover-mid-p', 'MOVER from mid-P intervals'],
  ['bca-bootstrap', 'BCa bootstrap of the rows'],
  ['wilson-of-positives', 'Wilson, by the rows of the class'],
  ['wilson-of-worst', 'Wilson, as a share of the worst'],
  ['wilson', 'Wilson'],
  ['jackknife', 'jackknife of the rows'],
  ['hanley-mcneil', 'Hanley and McNeil'],
  ['skewness-corrected-t', 't, corrected for skewness'],
];

/** `Interval: Wilson, by the effective number of rows.` */
function methodText(method: string): string {
  const words = method
    .replace('-effective-n', '')
    .split('-or-')
    .map((part) => methods.find(([id]) => id === part)?.[1] ?? part);
  const effective = method.endsWith('-effective-n') ? ', by the effective number of rows' : '';
  return `Interval: ${words.join(' or ')}${effective}`;
}

function ofClasses(evaluation: Evaluation, said: Meanings): AllMetricsState['ofClasses'] {
  const ids = [...(evaluation.perClass[0]?.metrics.keys() ?? [])];
  const ranked = worstFirst(evaluation);
  const more = ranked.length - detailedClasses;
  return {
    metrics: ids.map(nameOf),
    classes: ranked.slice(0, detailedClasses).map(({ index, evaluation: one }) => ({
      label: clean(one.label),
      values: ids.map((id) => valueState(id, one.metrics.get(id), said.ofClass(index, id))),
    })),
    ...(more > 0
      ? {
          note: `The ${numbers.count(detailedClasses)} classes of lowest recall; the JSON report has the other ${numbers.count(more)}.`,
        }
      : {}),
  };
}
