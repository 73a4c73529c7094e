import { listed } from './listed.ts';
import { otherThanOneClass } from './oneHotColumns.ts';
import type { OneHot, OneHotColumns } from './oneHotColumns.ts';
import type { TableSample } from './tableSample.ts';

/** Why columns of zeros and ones with several ones in a row, or none, give no table: several labels a row. */
export function severalOnes(sample: TableSample, { actual, predicted }: OneHotColumns): string | undefined {
  const faults = [actual, predicted].map((group) => group && otherThanOneClass(sample, group));
  const how = faults.find((one) => one === 'several classes') ?? faults.find((one) => one !== undefined);
  if (how === undefined) return undefined;
  const named = ({ columns }: OneHot): string => listed(columns.map((column) => sample.names[column]!));
  const of = [
    ...(actual === undefined ? [] : [`of the truth (${named(actual)})`]),
    ...(predicted === undefined ? [] : [`of the predictions (${named(predicted)})`]),
  ];
  const first = (group: OneHot): string => sample.names[group.columns[0]!]!;
  const instead =
    actual === undefined || predicted === undefined
      ? 'Save one class a row.'
      : `Until then evaluate one class against the rest (--columns actual=${first(actual)},predicted=${first(predicted)}).`;
  return `Holds 0 or 1 for each class, ${of.join(' and ')}, and has ${how} in a row; several labels a row come in a later version. ${instead}`;
}
