import { mostNamedClasses } from '../core/definitions/all.ts';
import { mostSortedScores } from '../core/definitions/areas.ts';
import type { BatchMean } from '../core/definitions/batchMeans.ts';
import { batchMean } from '../core/definitions/batchMeans.ts';
import type { QuantityKind } from '../core/definitions/definition.ts';
import { printedUnit } from '../core/definitions/losses.ts';
import type { DefinedNumber, Printed } from '../core/definitions/match.ts';
import { decimalsApart, definedNumbers, difference, fits, widthOf } from '../core/definitions/match.ts';
import { metricInput } from '../core/metricInput.ts';
import type { MetricInput } from '../core/metrics/metric.ts';
import type { PredictionTable } from '../core/predictionTable.ts';
import { halfUnit, loggedNumber } from '../formats/logs/loggedNumber.ts';
import { namedKinds } from './namedKinds.ts';

/** Logged numbers of which one wants to know what they are. */
export interface ReconcileQuestion {
  readonly values: readonly { readonly name?: string; readonly text: string }[];
  /** Rows in a batch, where the numbers may be means over batches. */
  readonly batch?: number;
  readonly classWeights?: ReadonlyMap<string, number>;
  readonly orderedClasses?: readonly string[];
}

/** A mean over batches that comes near a logged number. */
export interface ReconciledBatchMean extends BatchMean {
  readonly of: 'accuracy' | 'loss';
  /** `value`: with the rows in the file's order; `range`: with them in some order. */
  readonly fits: 'value' | 'range' | 'no';
}

export interface ReconciledValue {
  readonly name?: string;
  readonly text: string;
  readonly printed: Printed;
  /** Decimals that the number has as a fraction. */
  readonly decimals: number;
  /** What the name may mean; absent for one that says nothing, which is looked for everywhere. */
  readonly kinds?: readonly QuantityKind[];
  /** Distinct numbers that it was compared with. */
  readonly tried: number;
  readonly fits: readonly DefinedNumber[];
  /** Decimals that would tell apart what fits. */
  readonly decimalsApart?: number;
  /** Where nothing fits: the nearest numbers with what the logged one lies above them. */
  readonly nearest: readonly (DefinedNumber & { readonly difference: number })[];
  readonly batchMeans: readonly ReconciledBatchMean[];
}

/** Which definitions give the logged numbers on the rows of one prediction file. */
export interface Reconciliation {
  readonly rows: number;
  readonly labels: readonly string[];
  readonly hasScores: boolean;
  readonly hasClassWeights: boolean;
  /** Unit of the last decimal of the scores, where it is not tiny. */
  readonly scoreUnit?: number;
  /** What was not computed because it would take too long or fit by chance. */
  readonly leftOut: readonly ('microAreas' | 'classes')[];
  readonly values: readonly ReconciledValue[];
}

const nearestShown = 3;

/** Compares logged numbers with every definition that their names may mean, on the rows of a table. */
export function reconcileTable(table: PredictionTable, question: ReconcileQuestion): Reconciliation {
  const { classWeights, orderedClasses, batch, values } = question;
  const input = metricInput(table, {
    confidence: 0.95,
    ...(classWeights === undefined ? {} : { classWeights }),
    ...(orderedClasses === undefined ? {} : { orderedClasses }),
  });
  const unit = printedUnit(table);
  const remembered = new Map<string, readonly DefinedNumber[]>();
  const numbersOf = (kinds: readonly QuantityKind[] | undefined): readonly DefinedNumber[] => {
    const key = kinds?.join() ?? '';
    const numbers = remembered.get(key) ?? definedNumbers(input, kinds);
    remembered.set(key, numbers);
    return numbers;
  };
  return {
    rows: table.actual.length,
    labels: table.labels,
    hasScores: table.scores !== undefined,
    hasClassWeights: classWeights !== undefined,
    ...(unit === undefined ? {} : { scoreUnit: unit }),
    leftOut: [
      ...((table.scores?.length ?? 0) > mostSortedScores ? (['microAreas'] as const) : []),
      ...(table.labels.length > mostNamedClasses ? (['classes'] as const) : []),
    ],
    values: values.flatMap(({ name, text }) => {
      const printed = readPrinted(text);
      if (printed === undefined) return [];
      return [
        {
          ...(name === undefined ? {} : { name }),
          text,
          ...reconcileValue(input, printed, name, batch, numbersOf),
        },
      ];
    }),
  };
}

/** A printed number: `0.66`, `1.2e-3`, `66.3%`; undefined for anything else. */
export function readPrinted(text: string): Printed | undefined {
  const trimmed = text.trim();
  const isPercent = trimmed.endsWith('%');
  const number = loggedNumber(isPercent ? trimmed.slice(0, -1).trimEnd() : trimmed);
  if (typeof number?.value !== 'number') return undefined;
  return { value: number.value, tolerance: halfUnit(number.lastDigit), isPercent };
}

function reconcileValue(
  input: MetricInput,
  printed: Printed,
  name: string | undefined,
  batch: number | undefined,
  numbersOf: (kinds: readonly QuantityKind[] | undefined) => readonly DefinedNumber[],
): Omit<ReconciledValue, 'name' | 'text'> {
  const kinds = name === undefined ? undefined : namedKinds(name);
  const numbers = numbersOf(kinds);
  const fitting = numbers.filter((number) => fits(printed, number));
  const apart = decimalsApart(fitting);
  return {
    printed,
    decimals: Math.max(0, Math.round(-Math.log10(2 * printed.tolerance))) + (printed.isPercent ? 2 : 0),
    ...(kinds === undefined ? {} : { kinds }),
    tried: numbers.length,
    fits: fitting,
    ...(apart === undefined ? {} : { decimalsApart: apart }),
    nearest: fitting.length > 0 ? [] : nearest(printed, numbers),
    batchMeans: batch === undefined ? [] : batchMeans(input, printed, kinds, batch),
  };
}

function nearest(printed: Printed, numbers: readonly DefinedNumber[]): ReconciledValue['nearest'] {
  return numbers
    .map((number) => ({ ...number, difference: difference(printed, number) }))
    .filter((number) => Number.isFinite(number.difference))
    .sort((a, b) => Math.abs(a.difference) - Math.abs(b.difference))
    .slice(0, nearestShown);
}

function batchMeans(
  input: MetricInput,
  printed: Printed,
  kinds: readonly QuantityKind[] | undefined,
  batch: number,
): ReconciledBatchMean[] {
  return (['accuracy', 'loss'] as const).flatMap((of) => {
    if (kinds !== undefined && !kinds.includes(of)) return [];
    const found = batchMean(input, of, batch);
    if (found === undefined) return [];
    const isRate = of === 'accuracy';
    const distance = (value: number): number =>
      difference(printed, {
        value,
        definitions: [{ id: of, title: of, usedBy: '', isRate, value, room: 0 }],
      });
    const width = widthOf(printed, isRate);
    const isInRange = distance(found.range[0]) >= -width && distance(found.range[1]) <= width;
    const isValue = Math.abs(distance(found.value)) <= width;
    return [{ ...found, of, fits: isValue ? 'value' : isInRange ? 'range' : 'no' }];
  });
}
