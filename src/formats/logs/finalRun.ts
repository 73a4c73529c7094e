import type { Problem } from '../../core/problem.ts';
import type { Epoch, Reading, TrainingRun } from '../../core/trainingRun.ts';
import { foldedName, isClassificationMetric, isRate, metricName } from '../metricNames.ts';
import type { MetricName } from '../metricNames.ts';
import { decisiveLine } from './decisiveLine.ts';
import type { JsonNumber } from './jsonPlaces.ts';
import { placedReadings } from './placedReadings.ts';
import type { PlacedColumn } from './placedReadings.ts';

/** One value a name, as an evaluation leaves it. */
export interface FinalValues {
  /** What the file calls the model, the fold or the variant that they are of. */
  readonly name?: string;
  /** By name, `/` between the names of nested objects. */
  readonly values: ReadonlyMap<string, JsonNumber>;
  /** The epoch, where the file numbers it. */
  readonly epoch?: number;
}

/** Values of one set above which it is none of metrics. */
const mostValues = 1_000;

/** True and false positives and negatives, which make a confusion matrix together. */
const countPattern = /^(?:(?:cm|confusion_matrix)_)?([tf][pn]|(?:true|false)_(?:positives|negatives))$/;

/** What a name of a final value says: `final_accuracy` is accuracy. A best one is another: the largest of many. */
export function finalName(name: string): MetricName {
  const parsed = metricName(name.replace(/^(?:final|overall)[_ /]/i, ''));
  const count = countPattern.exec(foldedName(parsed.metric))?.[1];
  return count === undefined ? parsed : { ...parsed, metric: count };
}

/** Names of a share that was asked for and not measured. */
const askedPattern = /tolerance|threshold|target|minimum|required/i;

/** True if a final value of this name is read. */
export function isFinalMetric({ metric, kind }: MetricName): boolean {
  if (askedPattern.test(metric)) return false;
  return (
    kind === 'measure' && (metric === 'loss' || countPattern.test(metric) || isClassificationMetric(metric))
  );
}

/**
 * The sets of final values of one file as runs, those without a metric left out. A value whose name does not say its
 * split has none, unless all such values have validation twins, as the last values of Keras have.
 *
 * A metric is in percent in all sets if it is in one.
 */
export function finalRuns(
  sets: readonly FinalValues[],
  averagesExactly: boolean,
): { readonly runs: readonly TrainingRun[]; readonly problems: readonly Problem[] } {
  const readings = placedReadings(columnsOf(sets));
  const problems: Problem[] = [];
  const runs = sets.flatMap(({ name, epoch }, index): TrainingRun[] => {
    const all = readings.flatMap((column) => column[index] ?? []);
    const [first, ...rest] = isUnitInDoubt(all) ? all.filter(({ metric }) => !isRate(metric)) : all;
    if (rest.length + 1 < all.length) problems.push(doubt);
    if (first === undefined) return [];
    const one: Epoch = {
      epoch: epoch ?? 0,
      line: decisiveLine([first, ...rest]),
      readings: [first, ...rest],
    };
    return [
      {
        ...(name === undefined ? {} : { name }),
        epochs: [one],
        ...(epoch === undefined ? { unnumbered: true } : {}),
        averagesExactly,
      },
    ];
  });
  return { runs, problems };
}

const doubt: Problem = {
  kind: 'note',
  message:
    'The rates are left out: the loss is not a number, and a rate of 1 may be 1 % as well as 100 % then. Log fractions with decimals.',
};

/** A training that broke may end at 1 %, and where percentages are written that is a 1. */
function isUnitInDoubt(readings: readonly Reading[]): boolean {
  const rates = readings.filter(({ metric }) => isRate(metric));
  return (
    rates.length > 0 &&
    rates.every(({ value }) => value === 1) &&
    readings.some(({ metric, value }) => metric === 'loss' && typeof value !== 'number')
  );
}

function columnsOf(sets: readonly FinalValues[]): readonly PlacedColumn[] {
  const names = [...new Set(sets.flatMap(({ values }) => [...values.keys()]))];
  const named = names
    .map((key) => ({ key, name: finalName(key) }))
    .filter(({ name }) => isFinalMetric(name))
    .slice(0, mostValues);
  const isKerasLike = hasTwins(named.map(({ name }) => name));
  const taken = new Set<string>();
  return named.flatMap(({ key, name }): PlacedColumn[] => {
    const split = name.split ?? (isKerasLike ? ('train' as const) : undefined);
    const items = sets.map(({ values }) => values.get(key));
    // Of two names for one quantity the first keeps the canonical name.
    const metric = [name.metric, key].find((one) => !taken.has(`${split ?? ''} ${one}`));
    if (metric === undefined) return [];
    taken.add(`${split ?? ''} ${metric}`);
    return [{ ...(split === undefined ? {} : { split }), metric, items }];
  });
}

/** True for `loss, accuracy, val_loss, val_accuracy`: two unmarked names or more, each with one of validation. */
function hasTwins(names: readonly MetricName[]): boolean {
  const unmarked = new Set(names.flatMap(({ split, metric }) => (split === undefined ? [metric] : [])));
  const validated = new Set(names.flatMap(({ split, metric }) => (split === 'validation' ? [metric] : [])));
  return (
    unmarked.size >= 2 &&
    unmarked.has('loss') &&
    [...unmarked].every((metric) => validated.has(metric)) &&
    !names.some(({ split }) => split === 'train')
  );
}
