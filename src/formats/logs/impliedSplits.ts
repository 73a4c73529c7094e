import type { Split } from '../../core/trainingRun.ts';
import type { EpochValue, TextEpoch } from './epochTextRuns.ts';

/** The split of a value, or undefined if nothing says it. */
export type SplitOf = (value: EpochValue) => Split | undefined;

/**
 * The splits that a text log leaves unsaid, by all its names: training where validation alone is marked (`loss`,
 * `val_loss`) or nothing is, and for a loss without a twin; validation where both are marked and the metric is not
 * (`train_loss`, `valid_loss`, `accuracy`). On a line that does not name its epoch only what has a validated twin counts.
 */
export function impliedSplits(epochs: readonly TextEpoch[]): SplitOf {
  const marked = new Set<Split>();
  const twins = { named: new Set<string>(), all: new Set<string>() };
  for (const { split, metric, named } of epochs.flatMap(({ values }) => [...values.values()])) {
    if (split === undefined) continue;
    twins.all.add(`${split} ${metric}`);
    if (!named) continue;
    twins.named.add(`${split} ${metric}`);
    marked.add(split);
  }
  return ({ split, metric, named }) => {
    if (split !== undefined || metric === 'learningRate') return split;
    if (!named) return hasOnlyValidation(twins.all, metric) ? 'train' : undefined;
    if (twins.named.has(`train ${metric}`)) return undefined;
    if (!marked.has('train') || metric === 'loss') return 'train';
    return marked.has('validation') && !twins.named.has(`validation ${metric}`) ? 'validation' : undefined;
  };
}

function hasOnlyValidation(twins: ReadonlySet<string>, metric: string): boolean {
  return twins.has(`validation ${metric}`) && !twins.has(`train ${metric}`);
}
