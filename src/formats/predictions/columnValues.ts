import type { ReadingLimits } from '../../core/limits.ts';
import { isMissingText } from '../labels.ts';
import type { CodedLabels, RawTable, TablePlan } from './rawTable.ts';

/** The values of one column. A number that is missing is NaN, a text that is missing undefined. */
export type ColumnValues =
  | { readonly kind: 'numbers'; readonly values: Float64Array }
  | { readonly kind: 'texts'; readonly values: readonly (string | undefined)[] };

/** What the columns of a table in memory hold; each has a value a row. */
export interface TableValues {
  readonly rows: number;
  readonly actual: ColumnValues;
  readonly predicted?: ColumnValues;
  /** `width` a row, rows first. */
  readonly scores?: { readonly values: Float64Array; readonly width: number; readonly decimals: number };
  readonly weights?: Float64Array;
  readonly ids?: () => readonly string[];
}

/** Rows that are left out, by reason, with the number of the first. */
type Skipped = Map<string, { count: number; firstLine: number }>;

/** A table in memory as a file of rows gives it: usable rows with coded labels; a row's line is its number. */
export function rawOfValues(plan: TablePlan, table: TableValues): RawTable {
  const skipped: Skipped = new Map();
  const actual = codesOf(table.actual, plan.limits);
  const predicted = table.predicted === undefined ? undefined : codesOf(table.predicted, plan.limits);
  const { weights } = table;
  const kept: number[] = [];
  for (let row = 0; row < table.rows; row++) {
    const reason = faultOf(actual.codes[row]!, predicted?.codes[row], weights?.[row]);
    if (reason === undefined) kept.push(row);
    else leaveOut(skipped, reason, row);
  }
  const pick = kept.length === table.rows ? undefined : kept;
  const scores = table.scores;
  const ids = table.ids;
  return {
    plan,
    rows: kept.length,
    lines: Int32Array.from(kept),
    actual: { codes: picked(actual.codes, 1, pick), texts: actual.texts },
    ...(predicted === undefined
      ? {}
      : { predicted: { codes: picked(predicted.codes, 1, pick), texts: predicted.texts } }),
    ...(scores === undefined
      ? {}
      : { scores: { ...scores, values: picked(scores.values, scores.width, pick) } }),
    ...(weights === undefined ? {} : { weights: picked(weights, 1, pick) }),
    ...(ids === undefined
      ? {}
      : { rowIds: () => (pick === undefined ? ids() : pick.map((row) => ids()[row]!)) }),
    skipped,
    foreignLabels: 0,
    ...tooMany(plan, actual, predicted),
  };
}

function faultOf(
  actual: number,
  predicted: number | undefined,
  weight: number | undefined,
): string | undefined {
  if (actual < 0) return 'no true class';
  if (predicted !== undefined && predicted < 0) return 'no predicted class';
  return weight === undefined || weight >= 0 ? undefined : 'the weight is missing, negative or not a number';
}

function leaveOut(skipped: Skipped, reason: string, row: number): void {
  const known = skipped.get(reason);
  if (known === undefined) skipped.set(reason, { count: 1, firstLine: row });
  else known.count++;
}

/** The labels of a column by number; -1 where there is none. Beyond the limit of classes no more are told apart. */
function codesOf(column: ColumnValues, { classes }: Pick<ReadingLimits, 'classes'>): CodedLabels {
  const codes = new Int32Array(column.values.length).fill(-1);
  const known = new Map<string | number, number>();
  const texts: string[] = [];
  for (let row = 0; row < codes.length; row++) {
    const value = column.values[row];
    const isMissing =
      typeof value === 'number' ? Number.isNaN(value) : value === undefined || isMissingText(value);
    if (value === undefined || isMissing) continue;
    let code = known.get(value);
    if (code === undefined && texts.length <= classes) {
      code = texts.length;
      known.set(value, code);
      texts.push(String(value));
    }
    codes[row] = code ?? -1;
  }
  return { codes, texts };
}

function tooMany(
  { names, roles, limits }: TablePlan,
  actual: CodedLabels,
  predicted: CodedLabels | undefined,
): Pick<RawTable, 'tooManyLabels'> {
  if (actual.texts.length > limits.classes) return { tooManyLabels: names[roles.actual]! };
  return (predicted?.texts.length ?? 0) > limits.classes ? { tooManyLabels: names[roles.predicted!]! } : {};
}

function picked<T extends Int32Array | Float64Array>(
  values: T,
  width: number,
  rows: readonly number[] | undefined,
): T {
  if (rows === undefined) return values;
  const kept = values.slice(0, rows.length * width) as T;
  rows.forEach((row, at) => {
    for (let column = 0; column < width; column++) kept[at * width + column] = values[row * width + column]!;
  });
  return kept;
}
