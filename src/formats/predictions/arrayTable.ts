import type { NamedArray } from '../../core/numberArrays.ts';
import type { PredictionTable } from '../../core/predictionTable.ts';
import type { ReadOptions, ReadResult } from '../format.ts';
import { assembleTable } from './assemble.ts';
import { rawOfValues } from './columnValues.ts';
import type { ColumnValues, TableValues } from './columnValues.ts';
import type { ColumnRoles } from '../columnRoles.ts';

/** The arrays of one table. */
export interface TableArrays {
  readonly actual: NamedArray;
  readonly predicted?: NamedArray;
  readonly scores?: NamedArray;
}

/** Decimals to which the sum of a row of probabilities is known, by the type of its numbers. */
const decimalsOf: ReadonlyMap<string, number> = new Map([
  ['float16', 3],
  ['float32', 6],
  ['float64', 15],
]);

/**
 * A prediction table of arrays: true classes of N rows (or N×K, one-hot), predicted classes of N rows, scores of N×K,
 * N×1 or N. Arrays of other lengths are refused: nothing says which rows they share.
 */
export function arrayTable(arrays: TableArrays, options: ReadOptions): ReadResult<PredictionTable> {
  const { actual, predicted, scores } = arrays;
  const rows = actual.shape[0] ?? 0;
  for (const other of [predicted, scores]) {
    if (other !== undefined && other.shape[0] !== rows) {
      const message = `'${actual.name}' has ${count(rows)} rows and '${other.name}' ${count(other.shape[0] ?? 0)}: which belong together is not known. Not evaluated.`;
      return { problems: [{ kind: 'refused', message }] };
    }
  }
  const truth = labelsOf(actual);
  if (typeof truth === 'string') return { problems: [{ kind: 'refused', message: truth }] };
  const answers = predicted === undefined ? undefined : labelsOf(predicted);
  if (typeof answers === 'string') return { problems: [{ kind: 'refused', message: answers }] };
  const values = scores === undefined ? undefined : scoresOf(scores);
  const table: TableValues = {
    rows,
    actual: truth,
    ...(answers === undefined ? {} : { predicted: answers }),
    ...(values === undefined ? {} : { scores: values }),
  };
  const names = [actual, predicted, scores].flatMap((array) => (array === undefined ? [] : [array.name]));
  const at = (array: NamedArray): number => names.indexOf(array.name);
  const roles: ColumnRoles = {
    actual: 0,
    ...(predicted === undefined ? {} : { predicted: at(predicted) }),
    ...(scores === undefined || values === undefined ? {} : { scores: scoreRole(at(scores), values.width) }),
  };
  const plan = { names, spans: [], roles, decimalMark: '.' as const, limits: options.limits };
  return assembleTable(rawOfValues(plan, table), options);
}

/** True for numbers that are scores whatever they are called: several a row that are not one 1 among zeros, or fractions. */
export function holdsScores({ name, shape, content }: NamedArray): boolean {
  if (content.kind !== 'numbers') return false;
  const width = shape[1] ?? 1;
  if (width > 1) return typeof oneHot(name, content.values, width) === 'string';
  return content.values.some((value) => !Number.isInteger(value) && !Number.isNaN(value));
}

function scoreRole(column: number, width: number): NonNullable<ColumnRoles['scores']> {
  return width === 1
    ? { kind: 'single', column, confidence: false, isGiven: true, classes: [] }
    : { kind: 'array', column };
}

function scoresOf({ shape, content, type }: NamedArray): TableValues['scores'] {
  if (content.kind !== 'numbers') return undefined;
  return { values: content.values, width: shape[1] ?? 1, decimals: decimalsOf.get(type) ?? 0 };
}

/** One label a row, or why there is none. */
function labelsOf({ name, shape, content }: NamedArray): ColumnValues | string {
  if (content.kind === 'none') return `'${name}' ${content.reason}`;
  const width = shape[1] ?? 1;
  if (shape.length > 2) return `'${name}' has ${shape.length} dimensions: not one class a row. Not read.`;
  if (content.kind === 'texts') {
    if (width === 1) return content;
    return `'${name}' holds ${width} texts a row: several labels. Only one class a row can be evaluated.`;
  }
  if (width > 1) return oneHot(name, content.values, width);
  if (content.values.every((value) => Number.isInteger(value) || Number.isNaN(value))) return content;
  return `'${name}' holds measured values, not classes: this looks like a regression. Not evaluated.`;
}

/** The class of each row that has a single 1. */
function oneHot(name: string, values: Float64Array, width: number): ColumnValues | string {
  const classes = new Float64Array(values.length / width);
  for (let row = 0; row < classes.length; row++) {
    const cells = values.subarray(row * width, (row + 1) * width);
    const ones = cells.reduce((sum, value) => sum + (value === 1 ? 1 : 0), 0);
    if (ones !== 1 || !cells.every((value) => value === 0 || value === 1)) {
      return `'${name}' holds ${width} numbers a row that are not one 1 among zeros: several labels a row, which are to come in a later version. Not evaluated.`;
    }
    classes[row] = cells.indexOf(1);
  }
  return { kind: 'numbers', values: classes };
}

function count(rows: number): string {
  return rows.toLocaleString('en-US');
}
