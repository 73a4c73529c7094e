import type { MetricInput } from '../metrics/metric.ts';

/** What a log may mean by a word: `f1` in a log is any definition of the kind `f1`. */
export type QuantityKind =
  | 'accuracy'
  | 'topK'
  | 'recall'
  | 'precision'
  | 'f1'
  | 'specificity'
  | 'geometricMean'
  | 'agreement'
  | 'rocAuc'
  | 'prAuc'
  | 'loss'
  | 'brier'
  | 'calibration';

/** One way to compute what a log calls by a common name, as some framework does it. */
export interface Definition {
  readonly id: string;
  readonly title: string;
  /** Who computes it so, with the version that was looked at where it matters. */
  readonly usedBy: string;
  /** Words of a log that may mean it. */
  readonly kinds: readonly QuantityKind[];
  /** Rates lie in [0, 1] and may be logged as percentages; the others are never. */
  readonly isRate: boolean;
  /** How it reads the scores: `losses` move with their last printed digit, `order` does not. */
  readonly reads: 'answers' | 'losses' | 'order';
  /** Undefined where these rows do not define it. */
  value(input: MetricInput): number | undefined;
}

type Named = Pick<Definition, 'id' | 'title' | 'usedBy' | 'kinds' | 'value'>;

/** A rate that the answers alone decide. */
export function ofAnswers(named: Named): Definition {
  return { ...named, isRate: true, reads: 'answers' };
}

/** A rate that only the order of the scores decides. */
export function ofOrder(named: Named): Definition {
  return { ...named, isRate: true, reads: 'order' };
}

/** A number that the scores themselves decide. */
export function ofScores(named: Named, isRate = false): Definition {
  return { ...named, isRate, reads: 'losses' };
}

/** The value of a metric of the registry, if it has one. */
export function valueOf(measured: { readonly kind: string; readonly value?: number }): number | undefined {
  return measured.kind === 'value' ? measured.value : undefined;
}

export function mean(values: readonly number[]): number | undefined {
  return values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length;
}
