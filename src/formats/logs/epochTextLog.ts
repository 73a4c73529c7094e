import type { Problem } from '../../core/problem.ts';
import { metricName } from '../metricNames.ts';
import { valueKey } from './textValue.ts';
import type { TextValue } from './textValue.ts';
import type { EpochTextRuns, EpochValue, TextEpoch, TextRun } from './epochTextRuns.ts';
import { impliedSplits } from './impliedSplits.ts';
import type { SplitOf } from './impliedSplits.ts';
import { runsInUnits } from './valuedRuns.ts';
import type { GatheredRuns, ValuedRun } from './valuedRuns.ts';

/** Share of epochs with two values above which a training quantity is logged per batch. */
const mostRepeated = 0.25;

/** The runs of a text log as its lines so far give them. O(values). */
export function epochTextLog(gathered: EpochTextRuns): GatheredRuns {
  const epochs = gathered.runs().flatMap((run) => run.epochs);
  const ofBatches = batchKeys(gathered, epochs);
  const splitOf = impliedSplits(epochs);
  const numbered = ofLastSet(epochs);
  const valuesOf = (epoch: TextEpoch, follows: ReadonlySet<string>): readonly TextValue[] => {
    const found = new Map<string, TextValue>();
    for (const [key, value] of epoch.values) {
      const split = splitOf(value);
      if (ofBatches.has(key) || (split === undefined && value.metric !== 'learningRate')) continue;
      const { metric } = value;
      const own: EpochValue = {
        ...value,
        metric: numbered.get(metric) ?? metric,
        ...(split === undefined ? {} : { split }),
      };
      const settled = valueKey(own);
      if ((value.named || follows.has(settled)) && !found.has(settled)) found.set(settled, own);
    }
    return [...found.values()];
  };
  const settled = gathered.runs().map((run): ValuedRun => {
    const follows = followers(run, splitOf);
    return {
      epochs: run.epochs.map((epoch) => ({ epoch: epoch.epoch, values: valuesOf(epoch, follows) })),
      planned: run.planned,
    };
  });
  const { runs, problems } = runsInUnits(settled, false);
  return { runs, problems: [...[...ofBatches].map(batchProblem), ...problems] };
}

const numberedPattern = /^(\d{1,3})_(.+)$/;

/**
 * The names of metrics by their names in the last of numbered validation sets (`val_0_accuracy` of TabNet): with several
 * the last is taken for validation, and what the others are is unknown.
 */
function ofLastSet(epochs: readonly TextEpoch[]): ReadonlyMap<string, string> {
  const names = new Map<string, { readonly set: number; readonly metric: string }>();
  for (const { split, metric } of epochs.flatMap(({ values }) => [...values.values()])) {
    const match = split === 'validation' ? numberedPattern.exec(metric) : null;
    if (match !== null) names.set(metric, { set: Number(match[1]), metric: metricName(match[2]!).metric });
  }
  const last = Math.max(...[...names.values()].map(({ set }) => set));
  return new Map(
    [...names].flatMap(([name, { set, metric }]) => (set === last ? [[name, metric] as const] : [])),
  );
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
