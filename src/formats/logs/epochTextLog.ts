import type { Problem } from '../../core/problem.ts';
import type { Epoch, Reading, Split, TrainingRun } from '../../core/trainingRun.ts';
import { decisiveLine } from './decisiveLine.ts';
import { valueKey } from './epochTextRuns.ts';
import type { EpochTextRuns, EpochValue, TextEpoch, TextRun } from './epochTextRuns.ts';
import { impliedSplits } from './impliedSplits.ts';
import type { SplitOf } from './impliedSplits.ts';
import { textScale } from './textScale.ts';

/** Share of epochs with two values above which a training quantity is logged per batch. */
const mostRepeated = 0.25;

interface SplitValue {
  readonly split: Split | undefined;
  readonly value: EpochValue;
}

/** The runs of a text log as its lines so far give them. O(values). */
export function epochTextLog(gathered: EpochTextRuns): {
  readonly runs: readonly TrainingRun[];
  readonly problems: readonly Problem[];
} {
  const epochs = gathered.runs().flatMap((run) => run.epochs);
  const ofBatches = batchKeys(gathered, epochs);
  const splitOf = impliedSplits(epochs);
  const valuesOf = (epoch: TextEpoch, follows: ReadonlySet<string>): readonly SplitValue[] => {
    const found = new Map<string, SplitValue>();
    for (const [key, value] of epoch.values) {
      const split = splitOf(value);
      if (ofBatches.has(key) || (split === undefined && value.metric !== 'learningRate')) continue;
      const settled = valueKey({ metric: value.metric, ...(split === undefined ? {} : { split }) });
      if ((value.named || follows.has(settled)) && !found.has(settled)) found.set(settled, { split, value });
    }
    return [...found.values()];
  };
  const scale = textScale();
  const settled = gathered.runs().map((run) => {
    const follows = followers(run, splitOf);
    return { run, values: run.epochs.map((epoch) => valuesOf(epoch, follows)) };
  });
  for (const { split, value } of settled.flatMap(({ values }) => values.flat())) scale.see(split, value);
  const runs = settled.flatMap(({ run, values }): TrainingRun[] => {
    const read = run.epochs.flatMap(({ epoch }, index): Epoch[] => {
      const readings = values[index]!.flatMap(({ split, value }) => scale.reading(split, value) ?? []);
      return isFilled(readings) ? [{ epoch, line: decisiveLine(readings), readings }] : [];
    });
    const planned = run.planned === undefined ? undefined : { plannedEpochs: run.planned };
    return read.length === 0 ? [] : [{ epochs: read, ...planned, averagesExactly: false }];
  });
  return { runs, problems: [...[...ofBatches].map(batchProblem), ...scale.problems()] };
}

function isFilled(readings: readonly Reading[]): readings is readonly [Reading, ...Reading[]] {
  return readings.some(({ split }) => split !== undefined);
}

/** Quantities, as written, that have more than one value in too many epochs. */
function batchKeys(gathered: EpochTextRuns, epochs: readonly TextEpoch[]): ReadonlySet<string> {
  const counts = [...gathered.repeated()].filter(
    ([key, repeated]) => repeated > mostRepeated * epochs.filter(({ values }) => values.has(key)).length,
  );
  return new Set(counts.map(([key]) => key));
}

function batchProblem(key: string): Problem {
  const name = key.trim().replace(' ', '.');
  return {
    kind: 'note',
    message: `'${name}' left out: it is logged per batch and not per epoch. Log its mean over the epoch.`,
  };
}

/**
 * Quantities on lines that name no epoch and still come epoch by epoch: another epoch with values follows, or it is the
 * first. What is printed once, after the training, may be of the best epoch.
 */
function followers({ epochs }: TextRun, splitOf: SplitOf): ReadonlySet<string> {
  const filled = epochs.filter(({ values }) => values.size > 0);
  const found = new Set<string>();
  for (const { values } of filled.length > 1 ? filled.slice(0, -1) : filled) {
    for (const value of values.values()) {
      const split = value.named ? undefined : splitOf(value);
      if (split !== undefined) found.add(valueKey({ split, metric: value.metric }));
    }
  }
  return found;
}
