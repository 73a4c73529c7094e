import type { Reading, Split } from '../../core/trainingRun.ts';
import { isRate } from '../metricNames.ts';
import { columnPrecision, rateUnit } from './columnScale.ts';
import type { JsonNumber } from './jsonPlaces.ts';
import { halfUnit } from './loggedNumber.ts';

/** The numbers of one quantity of a file, in the order of its epochs or runs; undefined where there is none. */
export interface PlacedColumn {
  readonly split?: Split;
  readonly metric: string;
  readonly items: readonly (JsonNumber | undefined)[];
}

/** The readings of each column, rates as fractions; a metric is in percent if one of its values says so. */
export function placedReadings(
  columns: readonly PlacedColumn[],
): readonly (readonly (Reading | undefined)[])[] {
  const units = new Map(columns.map(({ metric }) => [metric, rateUnit(false)]));
  for (const { metric, items } of columns) {
    for (const item of items) {
      const value = item?.number.value;
      if (typeof value === 'number') units.get(metric)!.learn(value, false);
    }
  }
  return columns.map(({ split, metric, items }) => {
    const precision = columnPrecision(false);
    for (const item of items) if (item !== undefined) precision.learn(item.number);
    const divisor = isRate(metric) ? units.get(metric)!.divisor() : 1;
    const name = split === undefined ? { metric } : { split, metric };
    return items.map((item): Reading | undefined => {
      if (item === undefined || divisor === undefined) return undefined;
      const { value, lastDigit } = item.number;
      if (typeof value !== 'number') return { ...name, value, tolerance: 0, span: item.span };
      const tolerance = precision.tolerance(value, halfUnit(lastDigit)) / divisor;
      return { ...name, value: value / divisor, tolerance, span: item.span };
    });
  });
}
