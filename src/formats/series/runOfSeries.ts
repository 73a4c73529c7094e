import type { Problem } from '../../core/problem.ts';
import { scalarAt, scalarSpan } from '../../core/scalarSeries.ts';
import type { ScalarSeries } from '../../core/scalarSeries.ts';
import type { Epoch, Reading, Split, TrainingRun } from '../../core/trainingRun.ts';
import { columnPrecision, rateUnit } from '../logs/columnScale.ts';
import type { ColumnPrecision, RateUnit } from '../logs/columnScale.ts';
import { decisiveReading } from '../logs/decisiveLine.ts';
import { halfUnit } from '../logs/loggedNumber.ts';
import {
  foldedName,
  isClassificationMetric,
  isRate,
  isRegressionMetric,
  metricName,
} from '../metricNames.ts';
import { printedFloat } from './printedFloat.ts';

/** A series with the name and the split that it has in its run. */
export interface NamedSeries {
  readonly file: string;
  readonly name: string;
  /** By its folder; else the name may say it. */
  readonly split?: Split;
  readonly series: ScalarSeries;
}

/** What is known of the program that wrote the series of a run. */
export interface SeriesWriter {
  /** Metrics are means over rows. */
  readonly averagesExactly: boolean;
  /** A training value is a mean since the one before, so that the last before a validation stands for its epoch. */
  readonly windows: boolean;
  /**
   * What is logged without a step has step 0: one value a metric, and no loss among them, is what an evaluation leaves
   * and not the first epoch of a training.
   */
  readonly unstepped?: boolean;
}

/** The run that some series hold, or none where they are not of a classifier. */
export interface SeriesRun {
  readonly run?: TrainingRun;
  readonly problems: readonly Problem[];
}

/** One value of a quantity. */
interface Point {
  readonly step: number;
  readonly source: NamedSeries;
  readonly index: number;
}

interface Quantity {
  readonly split?: Split;
  readonly metric: string;
  readonly isWholeRun: boolean;
  /** By rising step, each step once. */
  readonly points: readonly Point[];
}

/** Share of epochs in which a training quantity must have one value: more are of batches, fewer of other steps. */
const leastSingle = 0.75;

/** Values of an epoch that is not validated yet. */
const mostAfter = 1;

/** Epochs above which no one reads a run. */
const mostEpochs = 100_000;

/**
 * The training run of the series of one training. An epoch is a step at which something was measured on held-out rows, or
 * on training rows where nothing else is logged; a series called `epoch` numbers it, else the step does.
 *
 * A name that says no split is of training where its twin is of validation (`loss`, `val_loss`); else its split is unknown.
 * A training quantity with several values an epoch is of batches and left out with a note.
 */
export function runOfSeries(all: readonly NamedSeries[], writer: SeriesWriter): SeriesRun {
  const quantities = quantitiesOf(all);
  if (!isOfClassifier(quantities)) return { problems: [] };
  const steps = epochSteps(quantities);
  const numbers = epochNumbers(all, steps);
  const chosen = quantities.map((quantity) => ({ quantity, points: pointsByEpoch(quantity, steps, writer) }));
  const used = chosen.flatMap(({ quantity, points }) => (points === undefined ? [] : [{ quantity, points }]));
  const readings = readingsOf(used);
  const epochs = steps.flatMap((_, index): Epoch[] => {
    const [first, ...rest] = readings.flatMap((column) => column[index] ?? []);
    if (first === undefined) return [];
    const { span, file } = decisiveReading([first, ...rest]);
    return [
      {
        epoch: numbers[index]!,
        line: span.line,
        ...(file === undefined ? {} : { file }),
        readings: [first, ...rest],
      },
    ];
  });
  const left = chosen.filter(({ points }) => points === undefined).map(({ quantity }) => quantity);
  const problems = left.length === 0 ? [] : [batchProblem(left)];
  if (epochs.length === 0) return { problems };
  const isFinal = writer.unstepped === true && steps.length === 1 && steps[0] === 0 && !all.some(isLoss);
  return {
    run: { epochs, averagesExactly: writer.averagesExactly, ...(isFinal ? { unnumbered: true } : {}) },
    problems,
  };
}

function isLoss({ name }: NamedSeries): boolean {
  return metricName(name).metric === 'loss';
}

function quantitiesOf(all: readonly NamedSeries[]): readonly Quantity[] {
  const named = all.flatMap((source) => {
    const { kind, metric, split } = metricName(source.name);
    if (kind === 'counter' || metric === '') return [];
    return [{ source, metric, split: source.split ?? split, isWholeRun: kind === 'wholeRun' }];
  });
  const twins = new Set(named.map(({ metric, split }) => `${split ?? ''} ${metric}`));
  const grouped = new Map<string, (typeof named)[number] & { sources: NamedSeries[] }>();
  for (const one of named) {
    const isTwin =
      one.split === undefined && twins.has(`validation ${one.metric}`) && !twins.has(`train ${one.metric}`);
    const split = one.isWholeRun ? undefined : isTwin ? 'train' : one.split;
    const key = `${split ?? ''} ${one.metric}`;
    const known = grouped.get(key);
    // Of two names for one quantity (`acc`, `accuracy`) the first counts; pieces of one name go on with each other.
    if (known === undefined) grouped.set(key, { ...one, split, sources: [one.source] });
    else if (known.source.name === one.source.name) known.sources.push(one.source);
  }
  return [...grouped.values()].map(({ metric, split, isWholeRun, sources }) => ({
    metric,
    ...(split === undefined ? {} : { split }),
    isWholeRun,
    points: pointsOf(sources),
  }));
}

/** Of two values at one step the later of its file counts; what another file has there already is repeated. */
function pointsOf(sources: readonly NamedSeries[]): readonly Point[] {
  const byStep = new Map<number, Point>();
  for (const source of sources) {
    source.series.steps.forEach((step, index) => {
      const known = byStep.get(step);
      if (known === undefined || known.source === source) byStep.set(step, { step, source, index });
    });
  }
  return [...byStep.values()].sort((a, b) => a.step - b.step);
}

/** Names that speak of rewards, not of rows that are right or wrong. */
const reinforcementPattern = /(?:^|_)(?:rewards?|returns?|episodes?)(?:_|$)/;

/** A metric of classification among the names, or a loss of validation beside nothing of a regression. */
function isOfClassifier(quantities: readonly Quantity[]): boolean {
  const metrics = quantities.map(({ metric }) => metric);
  if (metrics.some((metric) => reinforcementPattern.test(foldedName(metric)))) return false;
  if (metrics.some(isClassificationMetric)) return true;
  return (
    !metrics.some(isRegressionMetric) &&
    quantities.some(({ metric, split }) => metric === 'loss' && split === 'validation')
  );
}

function isKey({ metric }: Quantity): boolean {
  return metric === 'loss' || isRate(metric) || isClassificationMetric(metric);
}

/** The steps at which an epoch is over, ascending. */
function epochSteps(quantities: readonly Quantity[]): readonly number[] {
  const keys = quantities.filter((quantity) => !quantity.isWholeRun && isKey(quantity));
  const heldOut = keys.filter(({ split }) => split === 'validation' || split === 'test');
  const trained = keys.filter(({ split }) => split === 'train');
  const from = [heldOut, trained, keys].find((group) => group.length > 0) ?? [];
  const steps = new Set(from.flatMap(({ points }) => points.map(({ step }) => step)));
  return [...steps].sort((a, b) => a - b).slice(0, mostEpochs);
}

/** The number of each epoch by a series called `epoch`, if it tells them apart; else the step. */
function epochNumbers(all: readonly NamedSeries[], steps: readonly number[]): readonly number[] {
  const numbering = all.filter(({ name }) => foldedName(name.slice(name.lastIndexOf('/') + 1)) === 'epoch');
  if (numbering.length === 0) return steps;
  const points = numbering
    .flatMap(({ series }) =>
      [...series.steps].map((step, index) => ({ step, value: scalarAt(series, index) })),
    )
    .sort((a, b) => a.step - b.step);
  let at = -1;
  const numbers = steps.map((step) => {
    while (at + 1 < points.length && points[at + 1]!.step <= step) at++;
    return points[at]?.value;
  });
  const rises = numbers.every((value, index) => {
    const before = numbers[index - 1];
    return typeof value === 'number' && (index === 0 || (typeof before === 'number' && value > before));
  });
  return rises ? (numbers as readonly number[]) : steps;
}

/** The value of each epoch; undefined for a training quantity that is not logged by epochs. */
function pointsByEpoch(
  { points, split, isWholeRun, metric }: Quantity,
  steps: readonly number[],
  { windows }: SeriesWriter,
): readonly (Point | undefined)[] | undefined {
  const isHeldOut = split !== undefined && split !== 'train';
  let at = 0;
  let single = 0;
  const chosen = steps.map((step) => {
    const from = at;
    while (at < points.length && points[at]!.step <= step) at++;
    if (at - from === 1) single++;
    const last = points[at - 1];
    if (isWholeRun) return last;
    if (isHeldOut) return last?.step === step ? last : undefined;
    return at > from ? last : undefined;
  });
  if (isHeldOut || isWholeRun || (windows && metric === 'loss')) return chosen;
  // What goes on far beyond the last epoch counts other steps: batches, where the others count epochs.
  const isOfEpochs = single >= leastSingle * steps.length && points.length - at <= mostAfter;
  return isOfEpochs || isAtEpochs(points, steps) ? chosen : undefined;
}

/** True if a quantity has its values at epochs alone, though not at each. */
function isAtEpochs(points: readonly Point[], steps: readonly number[]): boolean {
  const known = new Set(steps);
  return points.every(({ step }) => known.has(step));
}

interface Used {
  readonly quantity: Quantity;
  readonly points: readonly (Point | undefined)[];
}

/** The readings of each quantity by epoch, rates as fractions; a metric is in percent if one of its values says so. */
function readingsOf(used: readonly Used[]): readonly (readonly (Reading | undefined)[])[] {
  const units = new Map<string, RateUnit>();
  const printed = used.map(({ quantity, points }) => {
    const precision = columnPrecision(false);
    const unit = units.get(quantity.metric) ?? rateUnit(false);
    units.set(quantity.metric, unit);
    for (const point of points) {
      if (point === undefined) continue;
      const value = scalarAt(point.source.series, point.index);
      if (typeof value !== 'number') continue;
      precision.learn({ value, ...digitsOf(point, value) });
      unit.learn(value, false);
    }
    return precision;
  });
  return used.map(({ quantity, points }, index) => {
    const divisor = isRate(quantity.metric) ? units.get(quantity.metric)!.divisor() : 1;
    if (divisor === undefined) return [];
    return points.map((point) =>
      point === undefined ? undefined : readingOf(quantity, point, divisor, printed[index]!),
    );
  });
}

function readingOf(
  { split, metric }: Quantity,
  point: Point,
  divisor: 1 | 100,
  precision: ColumnPrecision,
): Reading {
  const { series, file } = point.source;
  const value = scalarAt(series, point.index);
  const place = { span: scalarSpan(series, point.index), file };
  const name = split === undefined ? { metric } : { split, metric };
  if (typeof value !== 'number') return { ...name, value, tolerance: 0, ...place };
  const atMost = halfUnit(digitsOf(point, value).lastDigit);
  return {
    ...name,
    value: value / divisor,
    tolerance: precision.tolerance(value, atMost) / divisor,
    ...place,
  };
}

function digitsOf({ source, index }: Point, value: number): { digits: number; lastDigit: number } {
  const { printed } = source.series;
  if (printed === undefined) return printedFloat(value);
  return { digits: printed.digits[index]!, lastDigit: printed.lastDigits[index]! };
}

function batchProblem(left: readonly Quantity[]): Problem {
  const names = left.map(({ split, metric }) => `'${split === undefined ? '' : `${split}.`}${metric}'`);
  const more = names.length > 4 ? ` and ${names.length - 4} more` : '';
  const message =
    `Left out, because not logged once an epoch: ${names.slice(0, 4).join(', ')}${more}. ` +
    'Log the mean over the epoch at the step of its validation.';
  return { kind: 'note', message };
}
