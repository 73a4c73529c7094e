/**
 * A number with what is known of it, or the reason why there is none. NaN and infinities never travel in here.
 *
 * `interval` is two-sided at the confidence level of the evaluation; `n` is the number of rows behind the value
 * (for weighted rows their effective number); `chance` is what an uninformed answer scores on the same rows;
 * `noiseFloor` of an error of calibration is the mean that true probabilities would show on the same rows.
 */
export interface MeasuredValue {
  readonly kind: 'value';
  readonly value: number;
  readonly interval?: readonly [number, number];
  /** How the interval was computed, such as `wilson`; media/metrics/coverage.md lists the methods with their coverage. */
  readonly method?: string;
  /** Why there is no interval where rows were looked at for one. */
  readonly noInterval?: string;
  readonly n?: number;
  readonly chance?: number;
  readonly noiseFloor?: number;
  /** Labels of classes whose own value is undefined and entered the mean as scikit-learn enters them. */
  readonly undefinedClasses?: readonly string[];
  /** A convention that a reader of the number should know, in one sentence. */
  readonly note?: string;
}

/** What a value gets once its interval is known, or why it gets none. */
export type IntervalPart = Pick<MeasuredValue, 'interval' | 'method' | 'noInterval'>;

export interface MeasuredUndefined {
  readonly kind: 'undefined';
  readonly reason: string;
}

export type Measured = MeasuredValue | MeasuredUndefined;

export function measured(value: number, more: Omit<MeasuredValue, 'kind' | 'value'> = {}): MeasuredValue {
  return { kind: 'value', value, ...more };
}

export function undefinedBecause(reason: string): MeasuredUndefined {
  return { kind: 'undefined', reason };
}
