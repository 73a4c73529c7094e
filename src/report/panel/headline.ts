import type { RunAnalysis } from '../../analysis/analysis.ts';
import type { Evaluation } from '../../core/evaluation.ts';
import { type Interval, wilson } from '../../core/intervals.ts';
import { findReading, type Reading } from '../../core/trainingRun.ts';
import type { HeadlineState } from '../../protocol/panel.ts';
import { foundText, majority, worstFirst } from '../classText.ts';
import { findMetric, metricTitle, metricValue, valueOf } from '../metricText.ts';
import { numbers } from '../numbers.ts';
import { otherShare } from '../otherShares.ts';
import { ratedHeadline } from '../ratedClasses.ts';
import { isCountedByOutputs, runReferenceLines } from '../referenceLines.ts';
import { quantityState, withoutChance } from './quantity.ts';

/** In the order shown; those a file cannot give are left out. */
const headlineMetrics = [
  'balancedAccuracy',
  'macroF1',
  'matthewsCorrelation',
  // There only where a person declared an order of the classes.
  'quadraticWeightedKappa',
] as const;
const scoreMetrics = ['macroAveragePrecision', 'logLoss'] as const;

/** The few numbers that stand for a run, accuracy first and always beside its baseline. */
export function headlineState(run: RunAnalysis, misleading: boolean): HeadlineState[] {
  if (run.classRates !== undefined) return ratedHeadline(run.classRates);
  return run.evaluation === undefined ? logHeadline(run) : evaluationHeadline(run.evaluation, misleading);
}

function evaluationHeadline(evaluation: Evaluation, misleading: boolean): HeadlineState[] {
  const cards = evaluation.metrics.has('accuracy') ? [accuracyCard(evaluation, misleading)] : [];
  for (const id of headlineMetrics) {
    if (evaluation.metrics.has(id)) cards.push(metricCard(evaluation, id));
  }
  cards.push(lowestRecallCard(evaluation));
  for (const id of scoreMetrics) {
    if (evaluation.metrics.has(id)) cards.push(metricCard(evaluation, id));
  }
  return cards;
}

function rowsNote(rows: number | undefined): string[] {
  return rows === undefined ? [] : [`n = ${numbers.count(rows)}`];
}

function accuracyCard(evaluation: Evaluation, misleading: boolean): HeadlineState {
  const measured = evaluation.metrics.get('accuracy');
  const largest = majority(evaluation);
  const { bar, ...quantity } = withoutChance(quantityState('accuracy', measured));
  const always =
    largest === undefined ? [] : [`always ${numbers.label(largest.label)}: ${numbers.rate(largest.share)}`];
  return {
    ...quantity,
    title: metricTitle('accuracy'),
    ...(bar === undefined
      ? {}
      : { bar: { ...bar, ...(largest === undefined ? {} : { chance: largest.share }) } }),
    notes: [...always, ...rowsNote(evaluation.rows)],
    misleading,
  };
}

function metricCard(evaluation: Evaluation, id: string): HeadlineState {
  const measured = evaluation.metrics.get(id);
  const { chance, ...quantity } = quantityState(id, measured);
  const word = id === 'logLoss' ? 'class shares alone' : 'chance';
  return {
    ...quantity,
    title: metricTitle(id),
    notes: [...(chance === undefined ? [] : [`${word}: ${chance}`]), ...rowsNote(valueOf(measured)?.n)],
    misleading: false,
  };
}

function lowestRecallCard(evaluation: Evaluation): HeadlineState {
  const [worst] = worstFirst(evaluation);
  const quantity = withoutChance(quantityState('recall', worst?.evaluation.metrics.get('recall')));
  const notes =
    worst?.recall === undefined ? [] : [`${numbers.label(worst.evaluation.label)}: ${foundText(worst)}`];
  return { ...quantity, title: 'Lowest recall', notes, misleading: false };
}

/** Of a log alone: no evaluation says at which level its intervals are. */
export const logConfidence = 0.95;

/** The interval of an accuracy, where it is known of how many rows it is; an inferred bound narrows no interval. */
export function intervalOf(run: RunAnalysis, accuracy: Reading & { value: number }): Interval | undefined {
  const size = run.validationSize;
  if (isCountedByOutputs(run)) return undefined;
  if (size?.exact !== true || accuracy.split !== 'validation' || accuracy.value !== clamp(accuracy.value)) {
    return undefined;
  }
  return wilson(Math.round(accuracy.value * size.value), size.value, logConfidence);
}

/** A log gives the last epoch's numbers; of the accuracy an interval where the number of rows is sure. */
function logHeadline(run: RunAnalysis): HeadlineState[] {
  const lines = runReferenceLines(run);
  const cards: HeadlineState[] = [];
  const when = run.unnumbered === true ? 'final value' : 'last epoch';
  const accuracy = lastReading(run, 'accuracy');
  if (accuracy !== undefined) {
    const { majority: largest } = lines;
    const interval = intervalOf(run, accuracy);
    cards.push({
      title: titleOfSplit(accuracy.split, 'accuracy'),
      text: numbers.rate(accuracy.value),
      ...(interval === undefined ? {} : { interval: numbers.interval(...interval) }),
      bar: {
        value: clamp(accuracy.value),
        ...(interval === undefined ? {} : { low: interval[0], high: interval[1] }),
        ...(largest === undefined ? {} : { chance: largest.share }),
      },
      notes: [
        ...(largest === undefined
          ? isCountedByOutputs(run)
            ? ['counted by outputs, not by rows']
            : otherShareNotes(run)
          : [`always ${numbers.label(largest.label)}: ${numbers.rate(largest.share)}`]),
        when,
      ],
      misleading: false,
    });
  }
  const loss = lastReading(run, 'loss');
  if (loss !== undefined) {
    const notes: string[] = [];
    if (lines.prior !== undefined) notes.push(`class shares alone: ${numbers.loss(lines.prior)}`);
    if (lines.guess !== undefined) {
      notes.push(`uniform forecast, ln ${numbers.count(lines.classes!)}: ${numbers.loss(lines.guess)}`);
    }
    cards.push({
      title: titleOfSplit(loss.split, 'loss'),
      text: numbers.loss(loss.value),
      notes: [...notes, when],
      misleading: false,
    });
  }
  return [...cards, ...otherCards(run), ...sizeCard(run)];
}

/**
 * The other metrics with a known name, of the rows that accuracy is of: of final values, which have no curves to stand
 * in, and of a log that has no accuracy.
 */
function otherCards(run: RunAnalysis): HeadlineState[] {
  const isFinal = run.unnumbered === true;
  const accuracy = lastReading(run, 'accuracy');
  const values = isFinal
    ? run.epochs[0]
    : [...run.epochs].reverse().find(({ readings }) => readings.some(isOtherValue));
  if (values === undefined || (!isFinal && accuracy !== undefined)) return [];
  const { split } = accuracy ?? values.readings.find(isOtherValue) ?? {};
  return values.readings
    .filter(isOtherValue)
    .filter((reading) => reading.split === split)
    .slice(0, mostOthers)
    .map(({ metric, value }) => ({
      title: titleOfSplit(split, lowered(metricTitle(metric))),
      text: metricValue(metric, value),
      notes: [isFinal ? 'final value' : 'last epoch'],
      misleading: false,
    }));
}

function isOtherValue(reading: Reading): reading is Reading & { value: number } {
  return isOther(reading.metric) && typeof reading.value === 'number';
}

/** Cards beside accuracy and loss. */
const mostOthers = 8;

function isOther(metric: string): boolean {
  return metric !== 'accuracy' && metric !== 'loss' && findMetric(metric) !== undefined;
}

/** `Balanced accuracy` behind another word; `F1` and `ROC AUC` stay. */
function lowered(title: string): string {
  return /^[A-Z][a-z]/.test(title) ? title.charAt(0).toLowerCase() + title.slice(1) : title;
}

function otherShareNotes(run: RunAnalysis): string[] {
  const other = otherShare(run);
  if (other === undefined) return ['majority share: not known'];
  return [
    `always ${numbers.label(other.label)}: about ${numbers.rate(other.share)}`,
    `by the shares of ${other.rows}`,
  ];
}

function sizeCard(run: RunAnalysis): HeadlineState[] {
  const size = run.validationSize;
  if (size === undefined) return [];
  const text = numbers.count(size.value);
  return [
    {
      title: 'Validation rows',
      text: size.exact ? text : `≤ ${text}`,
      notes: [
        sizeSource(run),
        ...(isCountedByOutputs(run) ? [] : [`one row is ${numbers.rate(1 / size.value)} of accuracy`]),
      ],
      misleading: false,
    },
  ];
}

/** How the number of validation rows is known. */
export function sizeSource({ validationSize, told }: RunAnalysis): string {
  switch (validationSize?.source) {
    case 'inferred':
      return 'inferred from accuracy steps';
    case 'predictions':
      return 'rows of the prediction file';
    case 'report':
      return 'supports of the classification report';
    case 'counts':
      return 'sum of the class counts';
    case 'log':
      return `told by the log, line ${numbers.count((told?.validationSize ?? 0) + 1)}`;
    case 'setting':
      return 'as set';
    case undefined:
      return 'not known';
  }
}

function clamp(value: number): number {
  return Math.min(1, Math.max(0, value));
}

/** `Validation`, `Training`, `Test`; nothing for values of which nobody says their rows. */
export function splitWord(split: Reading['split']): string {
  switch (split) {
    case 'validation':
      return 'Validation';
    case 'test':
      return 'Test';
    case 'train':
      return 'Training';
    case undefined:
      return '';
  }
}

/** `Validation accuracy`; `Accuracy` where the rows are not said. */
export function titleOfSplit(split: Reading['split'], metric: string): string {
  return split === undefined
    ? metric.charAt(0).toUpperCase() + metric.slice(1)
    : `${splitWord(split)} ${metric}`;
}

/**
 * The last finite value of a metric, of validation where there is one, else of test, else of rows that are not stated,
 * else of training.
 */
export function lastReading(run: RunAnalysis, metric: string): (Reading & { value: number }) | undefined {
  const splits = ['validation', 'test', undefined, 'train'] as const;
  for (const split of splits) {
    for (let index = run.epochs.length - 1; index >= 0; index--) {
      const reading = findReading(run.epochs[index]!, split, metric);
      if (reading !== undefined) return reading;
    }
  }
  return undefined;
}

/** What the numbers of the headline measure. */
export function definitionsState(run: RunAnalysis): { term: string; text: string }[] {
  const ids = [
    'accuracy',
    ...headlineMetrics,
    'recall',
    'precision',
    'f1',
    'averagePrecision',
    ...scoreMetrics,
  ];
  const { evaluation } = run;
  if (run.classRates !== undefined) ids.push('macroRecall', 'macroPrecision');
  const known = ids.filter((id) =>
    run.classRates !== undefined
      ? run.classRates.metrics.has(id) || run.classRates.perClass[0]?.metrics.has(id) === true
      : evaluation === undefined
        ? id === 'accuracy'
        : evaluation.metrics.has(id) || evaluation.perClass[0]?.metrics.has(id) === true,
  );
  return known.flatMap((id) => {
    const metric = findMetric(id);
    return metric === undefined ? [] : [{ term: metric.title, text: `${metric.definition}.` }];
  });
}
