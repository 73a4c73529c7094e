import type { EvaluateOptions } from '../metricInput.ts';
import { metricInput } from '../metricInput.ts';
import type { MetricInput } from '../metrics/metric.ts';
import type { PredictionTable } from '../predictionTable.ts';
import { definitionsFor } from './all.ts';
import type { Definition, QuantityKind } from './definition.ts';
import { roundingRoom } from './losses.ts';

/** A number of a log within its printing. */
export interface Printed {
  /** As written: 66.3 for `66.3%`. */
  readonly value: number;
  /** Half a unit of the last digit, in the unit of `value`. */
  readonly tolerance: number;
  /** True if it stands for a share of 100. */
  readonly isPercent: boolean;
}

/** A definition with its value on these rows. */
export interface DefinedValue extends Pick<Definition, 'id' | 'title' | 'usedBy' | 'isRate'> {
  readonly value: number;
  /** How far the value may lie from that of the unrounded scores. */
  readonly room: number;
  /** True if the weights of the rows were left out. */
  readonly isUnweighted?: true;
}

/** Definitions that are one and the same number on these rows. */
export interface DefinedNumber {
  readonly value: number;
  readonly definitions: readonly DefinedValue[];
}

/** Two values that differ by less are the same number: sums of a million rows keep twelve digits. */
const sameNumber = 1e-12;

/** Numbers written with so many digits come from sums in float32, which keep six of them. */
const float32Room = 1e-6;
const tellingTolerance = 5e-7;

/** Every definition of these kinds (of all without `kinds`) that has a value here, equal ones together, by value. */
export function definedNumbers(
  input: MetricInput,
  kinds?: readonly QuantityKind[],
): readonly DefinedNumber[] {
  const definitions = definitionsFor(input.table.labels).filter(
    (definition) => kinds === undefined || definition.kinds.some((kind) => kinds.includes(kind)),
  );
  const values = valuesOf(definitions, input);
  if (input.table.weights !== undefined) {
    const table: { -readonly [K in keyof PredictionTable]: PredictionTable[K] } = { ...input.table };
    delete table.weights;
    const unweighted = {
      ...metricInput(table, optionsOf(input, table)),
      ...(input.classRanks === undefined ? {} : { classRanks: input.classRanks }),
    };
    values.push(...valuesOf(definitions, unweighted).map((one) => ({ ...one, isUnweighted: true as const })));
  }
  return grouped(values);
}

function optionsOf({ classWeights, confidence }: MetricInput, { labels }: PredictionTable): EvaluateOptions {
  if (classWeights === undefined) return { confidence };
  const known = labels.flatMap((label, index): [string, number][] =>
    classWeights[index] === undefined ? [] : [[label, classWeights[index]]],
  );
  return { confidence, classWeights: new Map(known) };
}

function valuesOf(definitions: readonly Definition[], input: MetricInput): DefinedValue[] {
  let room: number | undefined;
  return definitions.flatMap(({ id, title, usedBy, isRate, reads, value }) => {
    const number = value(input);
    if (number === undefined || !Number.isFinite(number)) return [];
    if (reads === 'losses') room ??= roundingRoom(input);
    return [{ id, title, usedBy, isRate, value: number, room: reads === 'losses' ? room! : 0 }];
  });
}

function grouped(values: readonly DefinedValue[]): DefinedNumber[] {
  const numbers: { value: number; definitions: DefinedValue[] }[] = [];
  for (const one of [...values].sort((a, b) => a.value - b.value)) {
    const last = numbers.at(-1);
    const near =
      last !== undefined && one.value - last.value <= sameNumber * Math.max(1, Math.abs(one.value));
    if (near) last.definitions.push(one);
    else numbers.push({ value: one.value, definitions: [one] });
  }
  return numbers;
}

/** The logged number minus the defined one, in the unit of the definition. */
export function difference(printed: Printed, { value, definitions }: DefinedNumber): number {
  return scaled(printed, definitions[0]!.isRate).value - value;
}

/** True if the number may be this one, as far as it was printed. */
export function fits(printed: Printed, number: DefinedNumber): boolean {
  const distance = Math.abs(difference(printed, number));
  return number.definitions.some(({ isRate, room }) => distance <= widthOf(printed, isRate) + room);
}

/** Half the width of the numbers that a printed one may stand for. */
export function widthOf(printed: Printed, isRate: boolean): number {
  const { value, tolerance } = scaled(printed, isRate);
  const float32 = tolerance <= tellingTolerance * Math.max(1, Math.abs(value)) ? float32Room : 0;
  return tolerance + Math.max(float32 * Math.max(1, Math.abs(value)), sameNumber);
}

function scaled(
  { value, tolerance, isPercent }: Printed,
  isRate: boolean,
): { value: number; tolerance: number } {
  if (!isRate) return { value: isPercent ? NaN : value, tolerance };
  // A rate above 1 can only be a percentage.
  const unit = isPercent || value > 1 + tolerance ? 100 : 1;
  return { value: value / unit, tolerance: tolerance / unit };
}

/** Decimals of a fraction that print these numbers apart; undefined for fewer than two, and beyond twelve. */
export function decimalsApart(numbers: readonly DefinedNumber[]): number | undefined {
  if (numbers.length < 2) return undefined;
  for (let decimals = 1; decimals <= 12; decimals++) {
    const texts = new Set(numbers.map(({ value }) => value.toFixed(decimals)));
    if (texts.size === numbers.length) return decimals;
  }
  return undefined;
}
