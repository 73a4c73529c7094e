import type { Problem } from '../../core/problem.ts';
import type { Epoch, Reading, Split, TrainingLog, TrainingRun } from '../../core/trainingRun.ts';
import type { Format } from '../format.ts';
import { isClassificationMetric } from '../metricNames.ts';
import { boostingLine, splitsOfSets } from './boostingLine.ts';
import type { BoostingLine, BoostingValue } from './boostingLine.ts';
import { decisiveLine } from './decisiveLine.ts';
import { halfUnit } from './loggedNumber.ts';
import { feedHead, textLogReader } from './textLog.ts';

/**
 * What LightGBM and XGBoost print after each boosting round: `[3]` and the metrics of each data set.
 *
 * A round is read as an epoch, an error rate as the accuracy that it leaves. Metrics are means over rows. Source:
 * lightgbm/callback.py (4.7.0), xgboost/callback.py (1.7.4).
 */
export const boostingText: Format<TrainingLog> = {
  id: 'boostingText',
  title: 'Boosting rounds of LightGBM or XGBoost',
  kind: 'log',
  recognise: (head) => {
    const runs = boostingRuns();
    feedHead(head, (text, line) => runs.line(boostingLine(text, line)));
    return confidence(runs);
  },
  reader: ({ limits }) => {
    const runs = boostingRuns();
    const lines = {
      line: (text: string, line: number) => runs.line(boostingLine(text, line)),
      gathered: () => ({
        runs: runs.all().flatMap((one) => runOf(one) ?? []),
        problems: unknownSets(runs.all()),
      }),
    };
    return textLogReader(
      limits,
      lines,
      () => 'No boosting round with a metric of training or validation: nothing to read.',
    );
  },
};

interface BoostingRuns {
  line(line: BoostingLine | undefined): void;
  all(): readonly (readonly BoostingLine[])[];
}

/** A round that is not above the last begins a run, unless it is printed again: the best one, after the training. */
function boostingRuns(): BoostingRuns {
  const runs: BoostingLine[][] = [];
  return {
    line: (line) => {
      if (line === undefined) return;
      const run = runs.at(-1);
      const last = run?.at(-1);
      if (run !== undefined && last !== undefined && line.iteration > last.iteration) run.push(line);
      else if (!run?.some((known) => isRepeated(known, line))) runs.push([line]);
    },
    all: () => runs,
  };
}

function isRepeated(known: BoostingLine, line: BoostingLine): boolean {
  const text = ({ values }: BoostingLine): string =>
    JSON.stringify(values.map(({ set, metric, number }) => [set, metric, number.value]));
  return known.iteration === line.iteration && text(known) === text(line);
}

function runOf(lines: readonly BoostingLine[]): TrainingRun | undefined {
  const splits = splitsOfSets(setsOf(lines));
  const epochs = lines.flatMap(({ iteration, values }): Epoch[] => {
    const [first, ...rest] = values.flatMap((value) => {
      const split = splits.get(value.set);
      return split === undefined ? [] : [readingOf(split, value)];
    });
    if (first === undefined) return [];
    return [{ epoch: iteration, line: decisiveLine([first, ...rest]), readings: [first, ...rest] }];
  });
  return epochs.length === 0 ? undefined : { epochs, averagesExactly: true };
}

/** Both libraries print a fixed number of digits and drop trailing zeros: a shorter number is no less exact. */
const leastDigit = -5;

function readingOf(split: Split, { metric, number, span }: BoostingValue): Reading {
  const isError = metric === 'error';
  const name = { split, metric: isError ? 'accuracy' : metric };
  if (typeof number.value !== 'number') return { ...name, value: number.value, tolerance: 0, span };
  const tolerance = halfUnit(Math.min(number.lastDigit, leastDigit));
  return { ...name, value: isError ? 1 - number.value : number.value, tolerance, span };
}

function setsOf(lines: readonly BoostingLine[]): readonly string[] {
  return [...new Set(lines.flatMap(({ values }) => values.map(({ set }) => set)))];
}

function unknownSets(runs: readonly (readonly BoostingLine[])[]): Problem[] {
  const sets = [...new Set(runs.flatMap(setsOf))];
  const known = splitsOfSets(sets);
  const unknown = sets.filter((set) => !known.has(set)).map((set) => `'${set}'`);
  if (unknown.length === 0) return [];
  const message = `Left out, because the name does not say whether it is of training or validation: ${unknown.slice(0, 4).join(', ')}. Name the sets, as in evals=[(dtrain, "train"), (dvalid, "valid")].`;
  return [{ kind: 'note', message }];
}

/** Ranking and regression are boosted alike: without a metric of classification it is none of ours. */
function confidence(runs: BoostingRuns): number {
  const lines = runs.all().flat();
  const metrics = lines.flatMap(({ values }) => values.map(({ metric }) => metric));
  const isClassified = metrics.some(
    (metric) => metric === 'error' || metric === 'loss' || isClassificationMetric(metric),
  );
  if (!isClassified || !runs.all().some((run) => runOf(run) !== undefined)) return 0;
  return lines.length >= 2 ? 0.9 : 0.6;
}
