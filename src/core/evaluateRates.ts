import type { RateName, RateReport, RatedClass } from './classReport.ts';
import type { RateEvaluation } from './evaluation.ts';
import { measured, undefinedBecause } from './measured.ts';
import type { Measured } from './measured.ts';
import { rateNotGiven } from './evaluateReport.ts';

/** Why a file of rates without numbers of rows has no accuracy. */
export const rowsNotGiven = 'the file does not say how many rows each class has';

const names = { precision: 'Precision', recall: 'Recall', f1: 'F1' } as const;
const zeroNote = 'also written for a class without rows or without answers';

/**
 * Rates by class and their means over the listed classes, as printed; a mean of rates of which one is missing is
 * undefined. Accuracy and balanced accuracy are: both need to know which classes have rows.
 */
export function evaluateRates(report: RateReport): RateEvaluation {
  const { classes, macro } = report;
  const rates: readonly RateName[] = ['recall', 'precision', 'f1'];
  const means = rates.map((rate): [string, Measured] => {
    const printed = macro?.[rate]?.value;
    const values = classes.flatMap((one) => one[rate]?.value ?? []);
    const mean = values.length < classes.length ? undefined : sum(values) / values.length;
    const value = printed ?? mean;
    return [`macro${names[rate]}`, value === undefined ? undefinedBecause(rateNotGiven) : measured(value)];
  });
  return {
    labels: classes.map(({ label }) => label),
    metrics: new Map([
      ['accuracy', undefinedBecause(rowsNotGiven)],
      ['balancedAccuracy', undefinedBecause(rowsNotGiven)],
      ...means,
    ]),
    perClass: classes.map((one) => ({
      label: one.label,
      metrics: new Map(rates.map((rate) => [rate, rateOf(one, rate, report.zeroIsUndefined === true)])),
    })),
  };
}

function rateOf(one: RatedClass, rate: RateName, zeroIsUndefined: boolean): Measured {
  const value = one[rate]?.value;
  if (value === undefined) return undefinedBecause(rateNotGiven);
  return measured(value, value === 0 && zeroIsUndefined ? { note: zeroNote } : {});
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
