import assert from 'node:assert/strict';
import { evaluate } from '../../../src/core/evaluate.ts';
import type { Measured } from '../../../src/core/measured.ts';
import type { EvaluateOptions } from '../../../src/core/metricInput.ts';
import type { PredictionTable } from '../../../src/core/predictionTable.ts';
import { makeTable } from './makeTable.ts';

export const options: EvaluateOptions = { confidence: 0.95 };

export function zeros(count: number): number[] {
  return Array.from({ length: count }, () => 0);
}

/** A binary table from the scores of the class 'yes'. */
export function binary(actual: readonly number[], scores: readonly number[]): PredictionTable {
  const rows = scores.map((score) => [1 - score, score]);
  return makeTable({ actual, scores: rows, labels: ['no', 'yes'], positive: 1 });
}

export function fromMatrix(cells: readonly (readonly number[])[]): PredictionTable {
  const rows = cells.flatMap((row, actual) =>
    row.flatMap((count, predicted) => Array.from({ length: count }, () => ({ actual, predicted }))),
  );
  return makeTable({
    actual: rows.map(({ actual }) => actual),
    predicted: rows.map(({ predicted }) => predicted),
  });
}

export function twoByTwo(
  truePositive: number,
  falseNegative: number,
  falsePositive: number,
  trueNegative: number,
): PredictionTable {
  return fromMatrix([
    [trueNegative, falsePositive],
    [falseNegative, truePositive],
  ]);
}

export function overall(table: PredictionTable, id: string): Measured {
  return present(evaluate(table, options).metrics.get(id), id);
}

export function ofClass(table: PredictionTable, index: number, id: string): Measured {
  return present(evaluate(table, options).perClass[index]?.metrics.get(id), id);
}

export function present<T>(value: T | undefined, what: string): T {
  assert.ok(value !== undefined, `${what} is absent`);
  return value;
}

export function hasValues(
  table: PredictionTable,
  expected: Readonly<Record<string, number>>,
  more: Partial<EvaluateOptions> = {},
): void {
  const { metrics } = evaluate(table, { ...options, ...more });
  for (const [id, value] of Object.entries(expected)) near(valueOf(metrics.get(id)), value, id);
}

export function valueOf(result: Measured | undefined): number {
  assert.ok(result?.kind === 'value', JSON.stringify(result));
  return result.value;
}

export function equal(result: Measured, expected: number): void {
  assert.equal(valueOf(result), expected);
}

export function near(value: number, expected: number, what = 'value'): void {
  assert.ok(
    Math.abs(value - expected) <= 1e-12 * Math.max(1, expected),
    `${what}: ${value}, not ${expected}`,
  );
}

export function isUndefined(result: Measured | undefined, reason: string): void {
  assert.deepEqual(result, { kind: 'undefined', reason });
}

export function hasInterval(
  result: Measured,
  [low, high]: readonly [number, number],
  method: string,
  tolerance: number,
): void {
  assert.ok(result.kind === 'value' && result.interval !== undefined);
  assert.equal(result.method, method);
  const [foundLow, foundHigh] = result.interval;
  assert.ok(Math.abs(foundLow - low) <= tolerance, `low ${foundLow}, not ${low}`);
  assert.ok(Math.abs(foundHigh - high) <= tolerance, `high ${foundHigh}, not ${high}`);
}
