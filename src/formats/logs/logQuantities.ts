import type { NotFinite, Reading, Split } from '../../core/trainingRun.ts';
import { columnPrecision, rateUnit } from './columnScale.ts';
import type { RateUnit } from './columnScale.ts';
import type { ValueColumn } from './logColumns.ts';
import { halfUnit } from './loggedNumber.ts';
import type { LoggedNumber } from './loggedNumber.ts';
import type { TableProfile } from './tableProfile.ts';
import type { Quantity, TableRuns } from './tableRuns.ts';

/** The quantities of a log table, and how each is printed. */
export interface LogQuantities {
  of(column: ValueColumn, split: Split | undefined, hasSteps: boolean): Quantity;
  /** A printed number as value and tolerance, rates as fractions; what it shows about its column revises `runs`. */
  scaled(quantity: Quantity, number: LoggedNumber, percentSign: boolean): [number | NotFinite, number];
  all(): readonly Quantity[];
}

/** Keeps what the cells of a table so far show about its columns. */
export function logQuantities(profile: TableProfile, runs: TableRuns): LogQuantities {
  const quantities = new Map<string, Quantity>();
  const units = new Map<string, RateUnit>();

  const unitOf = (column: ValueColumn): RateUnit | undefined => {
    if (column.percent) return rateUnit(true);
    if (!profile.percentages || !column.rate) return undefined;
    const unit = units.get(column.metric) ?? rateUnit(false);
    units.set(column.metric, unit);
    return unit;
  };

  // A column that alone says its split has one quantity: found without making a key for each of its cells.
  const byColumn = new Map<ValueColumn, Quantity>();

  return {
    of: (column, split, hasSteps) => {
      const settled = byColumn.get(column);
      if (settled?.split === split && settled !== undefined) return settled;
      const key = `${split ?? ''} ${column.metric}`;
      const known = quantities.get(key);
      if (known !== undefined) {
        byColumn.set(column, known);
        return known;
      }
      const made: Quantity = {
        split,
        metric: column.metric,
        precision: columnPrecision(profile.writtenInFull),
        unit: unitOf(column),
        needsStep: hasSteps && split === 'train' && !column.wholeEpoch,
        mayRepeat: isOfWholeEpochs(profile, split),
        followsValidation: profile.writesAsItGoes === true && split === 'train' && !column.wholeEpoch,
        complement: column.complement === true,
        epochs: 0,
        repeated: 0,
        offStep: false,
        early: false,
      };
      quantities.set(key, made);
      return made;
    },
    scaled: (quantity, number, percentSign) => {
      const { precision, unit } = quantity;
      const value = number.value;
      if (typeof value !== 'number') return [value, 0];
      if (unit?.learn(value, percentSign) === true && unit.divisor() === 100) {
        runs.revise((candidate) => candidate.unit === unit, toFraction);
      }
      const divisor = unit?.divisor() ?? (percentSign ? 100 : 1);
      const turned = (share: number): number => (quantity.complement ? 1 - share : share);
      if (precision.learn(number)) {
        const sharper = (reading: Reading, read: number): Reading => ({
          ...reading,
          tolerance: precision.tolerance(turned(read) * divisor, reading.tolerance * divisor) / divisor,
        });
        runs.revise((candidate) => candidate === quantity, sharper);
      }
      const atMost = profile.writtenInFull ? Infinity : halfUnit(number.lastDigit);
      return [turned(value / divisor), precision.tolerance(value, atMost) / divisor];
    },
    all: () => [...quantities.values()],
  };
}

/** True if a second value in an epoch is as good as the first, and not of another batch. */
function isOfWholeEpochs(profile: TableProfile, split: Split | undefined): boolean {
  return profile.rowsAreEpochs === true || (profile.writesAsItGoes === true && split === 'validation');
}

function toFraction(reading: Reading, value: number): Reading {
  return { ...reading, value: value / 100, tolerance: reading.tolerance / 100 };
}
