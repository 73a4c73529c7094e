import type { Problem } from '../../core/problem.ts';
import type { Reading } from '../../core/trainingRun.ts';
import { isRate } from '../metricNames.ts';
import { columnPrecision, rateUnit } from './columnScale.ts';
import type { ColumnPrecision, RateUnit } from './columnScale.ts';
import type { TextValue } from './textValue.ts';
import { halfUnit } from './loggedNumber.ts';

/** In what unit and how exactly a text log prints its quantities, known once all its values were seen. */
export interface TextScale {
  see(value: TextValue): void;
  /** The value as a reading, rates as fractions; undefined if its unit is in doubt. */
  reading(value: TextValue): Reading | undefined;
  problems(): Problem[];
}

/** A percentage sign behind values that all lie below it may be one behind fractions (`{acc:.2f}%`). */
const mostOfDoubt = 1;

/** A rate without a sign is in percent if a value of its metric in the file says so; one with a sign always is. */
export function textScale(): TextScale {
  const units = new Map<string, RateUnit>();
  const largestSigned = new Map<string, number>();
  const precisions = new Map<string, ColumnPrecision>();

  const precisionOf = ({ split, metric, percentSign }: TextValue): ColumnPrecision => {
    const key = `${split ?? ''} ${percentSign ? '%' : ''} ${metric}`;
    const known = precisions.get(key) ?? columnPrecision(false);
    precisions.set(key, known);
    return known;
  };

  const divisorOf = ({ metric, percentSign, percent }: TextValue): number | undefined => {
    if (percent === true) return 100;
    if (!percentSign) return isRate(metric) ? units.get(metric)?.divisor() : 1;
    return isInDoubt(metric) ? undefined : 100;
  };

  const isInDoubt = (metric: string): boolean =>
    isRate(metric) && (largestSigned.get(metric) ?? 0) <= mostOfDoubt;

  return {
    see: (value) => {
      const { metric, number, percentSign, percent } = value;
      if (typeof number.value !== 'number') return;
      precisionOf(value).learn(number);
      if (percent === true) return;
      if (percentSign) {
        largestSigned.set(metric, Math.max(largestSigned.get(metric) ?? 0, number.value));
      } else if (isRate(metric)) {
        const unit = units.get(metric) ?? rateUnit(false);
        units.set(metric, unit);
        unit.learn(number.value, false);
      }
    },
    reading: (value) => {
      const { split, metric, number, span } = value;
      const name = split === undefined ? { metric } : { split, metric };
      if (typeof number.value !== 'number') return { ...name, value: number.value, tolerance: 0, span };
      const divisor = divisorOf(value);
      if (divisor === undefined) return undefined;
      const printed = precisionOf(value).tolerance(number.value, halfUnit(number.lastDigit));
      return { ...name, value: number.value / divisor, tolerance: printed / divisor, span };
    },
    problems: () =>
      [...largestSigned.keys()].filter(isInDoubt).map((metric): Problem => {
        const message = `'${metric}' left out where it has a %: no value exceeds 1 %, so these may be fractions with a % behind them. Log 100 times the fraction, or leave out the %.`;
        return { kind: 'note', message };
      }),
  };
}
