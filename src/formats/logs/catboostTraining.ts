import type { Epoch, Reading, Split, TrainingLog } from '../../core/trainingRun.ts';
import type { Format, ReadResult } from '../format.ts';
import { scanJson } from '../jsonTolerant.ts';
import type { JsonFault } from '../jsonTolerant.ts';
import { isClassificationMetric, metricName } from '../metricNames.ts';
import { wholeFileReader } from '../wholeFile.ts';
import { decisiveLine } from './decisiveLine.ts';
import { jsonPlaces } from './jsonPlaces.ts';
import type { JsonNumber } from './jsonPlaces.ts';
import { halfUnit } from './loggedNumber.ts';

/**
 * `catboost_info/catboost_training.json`, which every fit of CatBoost writes: metrics by name in `meta`, their values by
 * place in each of `iterations`.
 *
 * An iteration is read as an epoch. While the training runs the closing brackets are missing: complete iterations are
 * used. The first test set alone is read. Source: files of CatBoost in public repositories.
 */
export const catboostTraining: Format<TrainingLog> = {
  id: 'catboostTraining',
  title: 'CatBoost training (JSON)',
  kind: 'log',
  recognise: (head) => {
    if (!/^\s*\{\s*"meta"/.test(head.text.slice(0, 1_000))) return 0;
    const { names, fault } = scan(head.text);
    if (fault?.cut === false) return 0;
    const metrics = [...names.learn, ...names.test].map(metricOf);
    return metrics.some((metric) => metric === 'loss' || isClassificationMetric(metric)) ? 0.95 : 0;
  },
  reader: ({ limits }) => wholeFileReader(limits.jsonBytes, 'record of a training', readTraining),
};

type Part = 'learn' | 'test';

const splits: Readonly<Record<Part, Split>> = { learn: 'train', test: 'validation' };

interface Iteration {
  readonly number: number;
  readonly values: Readonly<Record<Part, readonly (JsonNumber | undefined)[]>>;
}

interface Scanned {
  readonly names: Readonly<Record<Part, readonly string[]>>;
  readonly iterations: readonly Iteration[];
  readonly planned?: number;
  readonly fault?: JsonFault;
  lineOf(offset: number): number;
}

/** Depths of the keys of the whole, of `meta`, of a metric in it, and of an iteration and its values. */
const wholeDepth = 1;
const metaDepth = 2;
const itemDepth = 3;
const valueDepth = 4;

const mostIterations = 100_000;

/** What a text holds; with a fault, what was complete before it. */
function scan(text: string): Scanned {
  const places = jsonPlaces(text);
  const names: Record<Part, string[]> = { learn: [], test: [] };
  const iterations: Iteration[] = [];
  const keys: string[] = [];
  let depth = 0;
  let planned: number | undefined;
  let number: number | undefined;
  let values: Record<Part, (JsonNumber | undefined)[]> = { learn: [], test: [] };
  const scalar = (value: unknown, start: number, stop: number): void => {
    const [, whole, inner, item] = keys;
    if (whole === 'meta' && depth === metaDepth && inner === 'iteration_count' && isCount(value))
      planned = value;
    if (whole === 'meta' && depth === valueDepth && item === undefined && keys[4] === 'name') {
      const part = /^(learn|test)_metrics$/.exec(inner ?? '')?.[1] as Part | undefined;
      if (part !== undefined && typeof value === 'string') names[part].push(value);
    }
    if (whole !== 'iterations') return;
    if (depth === itemDepth && item === 'iteration' && isCount(value)) number = value;
    if (depth === valueDepth && (item === 'learn' || item === 'test')) {
      values[item].push(typeof value === 'number' ? places.numberAt(start, stop) : undefined);
    }
  };
  const end = scanJson(text, {
    key: (name) => (keys[depth] = name),
    scalar,
    open: () => {
      depth++;
      keys.length = depth;
    },
    close: () => {
      if (depth === itemDepth && keys[wholeDepth] === 'iterations') {
        if (number !== undefined && iterations.length < mostIterations) iterations.push({ number, values });
        number = undefined;
        values = { learn: [], test: [] };
      }
      depth--;
      keys.length = depth + 1;
    },
  });
  return {
    names,
    iterations,
    ...(planned === undefined ? {} : { planned }),
    ...(typeof end === 'number' ? {} : { fault: end }),
    lineOf: places.lineOf,
  };
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function readTraining(text: string): ReadResult<TrainingLog> {
  const { names, iterations, planned, fault, lineOf } = scan(text);
  if (fault?.cut === false) {
    const line = lineOf(fault.offset);
    const message = `Is not JSON at line ${line + 1}: ${fault.message}. No iteration is used.`;
    return { problems: [{ kind: 'refused', message, line }] };
  }
  const epochs = iterations.flatMap(({ number, values }): Epoch[] => {
    const [first, ...rest] = (['learn', 'test'] as const).flatMap((part) =>
      names[part].flatMap((name, index) => readingOf(splits[part], metricOf(name), values[part][index])),
    );
    if (first === undefined) return [];
    return [{ epoch: number, line: decisiveLine([first, ...rest]), readings: [first, ...rest] }];
  });
  if (epochs.length === 0) {
    return {
      problems: [{ kind: 'refused', message: 'Holds no iteration with a metric yet: nothing to read.' }],
    };
  }
  const run = { epochs, ...(planned === undefined ? {} : { plannedEpochs: planned }), averagesExactly: true };
  return { document: { kind: 'log', runs: [run] }, problems: [] };
}

const losses: ReadonlySet<string> = new Set(['Logloss', 'MultiClass']);

/** A name without its parameters is a canonical one; with them (`F1:class=2`) it is another quantity. */
function metricOf(name: string): string {
  return losses.has(name) ? 'loss' : metricName(name).metric;
}

/** Ten significant digits are written. */
const leastDigit = -9;

function readingOf(split: Split, metric: string, item: JsonNumber | undefined): Reading[] {
  if (item === undefined) return [];
  const { value, lastDigit } = item.number;
  const tolerance = typeof value === 'number' ? halfUnit(Math.min(lastDigit, leastDigit)) : 0;
  return [{ split, metric, value, tolerance, span: item.span }];
}
