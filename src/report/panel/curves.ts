import type { RunAnalysis } from '../../analysis/analysis.ts';
import { type Epoch, findReading, type Reading, readingKey } from '../../core/trainingRun.ts';
import type { ChartState, CurvesState, SeriesState } from '../../protocol/panel.ts';
import { clean } from '../clean.ts';
import { numbers } from '../numbers.ts';
import { runReferenceLines } from '../referenceLines.ts';
import { curveBounds, isBoundNear } from './curveBounds.ts';
import { curveLines } from './curveLines.ts';
import { bestEpochMarks } from './curveMarks.ts';
import { curveNotes, finalNotes } from './curveNotes.ts';
import type { Best, Track } from './curveNotes.ts';
import { splitWord } from './headline.ts';
import { axisTicks } from './ticks.ts';

/** More points than any screen has pixels across. */
const mostPositions = 4_000;
/** Columns of the table behind the charts: a per-class log may hold thousands of metrics. */
const mostColumns = 12;
/** Rows of the table of final values. */
const mostFinalValues = 100;

/** Accuracy and loss over the epochs; undefined where the run has neither. Final values are a table and no curves. */
export function curvesState(run: RunAnalysis): CurvesState | undefined {
  if (run.unnumbered === true) return finalValues(run);
  const accuracy = tracksOf(run.epochs, 'accuracy');
  const loss = tracksOf(run.epochs, 'loss');
  if (accuracy.length === 0 && loss.length === 0) return undefined;
  const bestAccuracy = bestOf(accuracy, (a, b) => a > b);
  const bestLoss = bestOf(loss, (a, b) => a < b);
  const positions = positionsOf(run.epochs.length, [bestAccuracy, bestLoss]);
  const charts: ChartState[] = [];
  const best = { accuracy: accuracy[0], loss: loss[0], highest: bestAccuracy, lowest: bestLoss };
  const marks = bestEpochMarks(run, best);
  const lines = curveLines(run, Math.max(...finite(loss)));
  const { classes } = runReferenceLines(run);
  const { own, impossible, definitions } = curveBounds(classes, accuracy[0], loss[0], positions);
  if (accuracy.length > 0) {
    charts.push(
      chartOf(run, accuracyWords, {
        tracks: accuracy,
        marks: marks.accuracy,
        lines: lines.accuracy,
        outside: [],
        bounds: [],
        positions,
      }),
    );
  }
  if (loss.length > 0) {
    const parts = {
      tracks: loss,
      marks: marks.loss,
      lines: lines.loss,
      outside: lines.outside,
      bounds: own === undefined ? [] : [own],
      positions,
    };
    charts.push(chartOf(run, lossWords, impossible === undefined ? parts : withBound(parts, impossible)));
  }
  return {
    title: 'Over epochs',
    epochs: run.epochs.length,
    positions,
    xTicks: epochTicks(run.epochs),
    charts,
    definitions: [...lines.definitions, ...definitions],
    notes: curveNotes(run, accuracy[0], loss[0], bestAccuracy, bestLoss),
    table: tableOf(run.epochs, positions),
  };
}

function finalValues(run: RunAnalysis): CurvesState | undefined {
  const readings = run.epochs.flatMap((epoch) => epoch.readings);
  if (readings.length === 0) return undefined;
  return {
    title: 'Final values',
    epochs: 0,
    positions: [],
    xTicks: [],
    charts: [],
    notes: finalNotes(run),
    definitions: [],
    table: {
      header: ['Name', 'Value'],
      rows: readings.slice(0, mostFinalValues).map((reading) => [nameOf(reading), cellText(reading)]),
    },
  };
}

function tracksOf(epochs: readonly Epoch[], metric: string): Track[] {
  const tracks: Track[] = [];
  for (const split of ['validation', 'test', 'train'] as const) {
    const values = epochs.map((epoch) => findReading(epoch, split, metric)?.value);
    if (values.some((value) => value !== undefined)) tracks.push({ split, values });
  }
  return tracks;
}

/** The best epoch of the first track, which is the validation set's where there is one. */
function bestOf(tracks: readonly Track[], isBetter: (a: number, b: number) => boolean): Best | undefined {
  const [track] = tracks;
  if (track === undefined || track.split === 'train') return undefined;
  let best: Best | undefined;
  track.values.forEach((value, at) => {
    if (value !== undefined && (best === undefined || isBetter(value, best.value))) best = { at, value };
  });
  return best;
}

function positionsOf(epochs: number, marks: readonly (Best | undefined)[]): number[] {
  const step = Math.ceil(epochs / (mostPositions - marks.length - 1));
  const kept = new Set<number>(marks.flatMap((mark) => mark?.at ?? []));
  for (let at = 0; at < epochs; at += step) kept.add(at);
  if (epochs > 0) kept.add(epochs - 1);
  return [...kept].sort((a, b) => a - b);
}

function seriesOf(
  tracks: readonly Track[],
  positions: readonly number[],
  say: (value: number) => string,
): SeriesState[] {
  return tracks.map(({ split, values }) => ({
    name: splitWord(split).toLowerCase(),
    split,
    values: positions.map((at) => values[at] ?? null),
    end: say(lastOf(values)!),
  }));
}

function lastOf(values: readonly (number | undefined)[]): number | undefined {
  let last: number | undefined;
  for (const value of values) last = value ?? last;
  return last;
}

function firstOf(values: readonly (number | undefined)[]): number | undefined {
  return values.find((value) => value !== undefined);
}

function finite(tracks: readonly Track[]): number[] {
  return tracks.flatMap(({ values }) => values.filter((value) => value !== undefined));
}

interface ChartWords {
  readonly title: string;
  readonly metric: string;
  /** The largest value that there can be. */
  readonly ceiling: number;
  readonly say: (value: number) => string;
}

const accuracyWords: ChartWords = {
  title: 'Accuracy',
  metric: 'accuracy',
  ceiling: 1,
  say: numbers.rate,
};
const lossWords: ChartWords = {
  title: 'Loss',
  metric: 'loss',
  ceiling: Infinity,
  say: numbers.loss,
};

interface ChartParts {
  readonly tracks: readonly Track[];
  readonly marks: ChartState['marks'];
  readonly lines: ChartState['lines'];
  /** Lines that are named and not drawn. */
  readonly outside: readonly string[];
  readonly bounds: ChartState['bounds'];
  readonly positions: readonly number[];
}

/** With a curve more, drawn if it flattens no other, else named. */
function withBound(parts: ChartParts, bound: ChartState['bounds'][number]): ChartParts {
  const losses = parts.positions.map((at) => parts.tracks[0]!.values[at] ?? null);
  return isBoundNear(bound, axisOf(lossWords, parts), losses)
    ? { ...parts, bounds: [...parts.bounds, bound] }
    : { ...parts, outside: [...parts.outside, bound.text] };
}

function axisOf(
  { ceiling }: ChartWords,
  { tracks, lines, bounds }: ChartParts,
): ReturnType<typeof axisTicks> {
  const drawn = bounds.flatMap(({ values }) => values.filter((value) => value !== null));
  return axisTicks([...finite(tracks), ...drawn, ...lines.map(({ at }) => at)], 0, ceiling);
}

function chartOf(run: RunAnalysis, words: ChartWords, parts: ChartParts): ChartState {
  const { tracks, marks, lines, outside, bounds, positions } = parts;
  return {
    title: words.title,
    description: describe(run, words, parts),
    ...axisOf(words, parts),
    series: seriesOf(tracks, positions, words.say),
    lines,
    bounds,
    marks,
    ...(outside.length === 0 ? {} : { outside: outsideText(outside) }),
  };
}

function outsideText(names: readonly string[]): string {
  return `Outside of this range: ${names.join('; ')}.`;
}

function describe(
  run: RunAnalysis,
  { metric, say }: ChartWords,
  { tracks, marks, lines, outside, bounds }: ChartParts,
): string {
  const parts = tracks.map(
    ({ split, values }) =>
      `${splitWord(split).toLowerCase()} ${metric} from ${say(firstOf(values)!)} to ${say(lastOf(values)!)}`,
  );
  parts.push(...marks.map(({ text }) => text));
  parts.push(...[...lines, ...bounds].map(({ text }) => text), ...outside);
  return `${numbers.count(run.epochs.length)} epochs: ${parts.join('; ')}.`;
}

function epochTicks(epochs: readonly Epoch[]): { at: number; text: string }[] {
  const last = epochs.length - 1;
  const ends = [{ at: 0, text: `${epochs[0]!.epoch}` }];
  if (last <= 0) return ends;
  const step = [1, 2, 5, 10, 20, 50, 100, 200, 500].find((size) => last / size <= 6) ?? Math.ceil(last / 5);
  for (let at = 1; at < last; at++) {
    const { epoch } = epochs[at]!;
    if (epoch % step === 0 && at >= step * 0.6 && last - at >= step * 0.6)
      ends.push({ at, text: `${epoch}` });
  }
  return [...ends, { at: last, text: `${epochs[last]!.epoch}` }];
}

function tableOf(epochs: readonly Epoch[], positions: readonly number[]): CurvesState['table'] {
  const keys: string[] = [];
  const titles = new Map<string, string>();
  for (const epoch of epochs) {
    for (const reading of epoch.readings) {
      const key = readingKey(reading);
      if (titles.has(key)) continue;
      titles.set(key, nameOf(reading));
      keys.push(key);
    }
  }
  const shown = keys.slice(0, mostColumns);
  return {
    header: ['Epoch', ...shown.map((key) => titles.get(key)!)],
    rows: positions.map((at) => {
      const epoch = epochs[at]!;
      const values = new Map(epoch.readings.map((reading) => [readingKey(reading), reading]));
      return [
        `${epoch.epoch}`,
        ...shown.map((key) => {
          const reading = values.get(key);
          return reading === undefined ? '–' : cellText(reading);
        }),
      ];
    }),
  };
}

function nameOf({ split, metric }: Reading): string {
  return `${split === undefined ? '' : `${splitWord(split).toLowerCase()} `}${clean(metric)}`;
}

function cellText({ metric, value }: Reading): string {
  if (typeof value !== 'number') return value.notFinite;
  if (Number.isInteger(value) && value > 1) return numbers.count(value);
  return metric.toLowerCase().includes('loss') || Math.abs(value) > 1
    ? numbers.loss(value)
    : smallNumber(value);
}

/** A learning rate of 0.0003 has three significant digits, an accuracy two decimals. */
function smallNumber(value: number): string {
  return Math.abs(value) < 0.01 ? numbers.loss(value) : numbers.rate(value);
}
