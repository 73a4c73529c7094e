import { normaliseName, predictedRank, truthRank } from '../columnNames.ts';
import { isJsonArray, isJsonObject } from '../jsonTolerant.ts';
import type { JsonObject, JsonValue } from '../jsonTolerant.ts';
import { listedScores, pairedScores } from './labelledScores.ts';
import type { LabelledScores } from './labelledScores.ts';

/** A table inside a JSON value; cells are texts as a CSV file would hold them. */
export interface JsonTable {
  readonly names: readonly string[];
  readonly rows: number;
  cell(row: number, column: number): string;
  /** The object or array that holds the row (or, in tables by column, all rows): its place is the row's place. */
  holder(row: number): object;
}

/** Rows whose cells decide what the columns of a JSON table mean. */
const sampleRows = 1_000;
/** Above it (the limit of columns) no table is read, so no sample is made. */
const sampleColumns = 4_096;

/** The first rows of a table of texts. */
export function sampleOf(
  names: readonly string[],
  rows: number,
  cell: (row: number, column: number) => string,
): { readonly names: readonly string[]; readonly rows: readonly (readonly string[])[] } {
  const length = names.length > sampleColumns ? 0 : Math.min(rows, sampleRows);
  return { names, rows: Array.from({ length }, (_, row) => names.map((_, column) => cell(row, column))) };
}

/**
 * A record as cells by name; an object inside gives one cell for each of its keys (`probs.cat`), and so do classes with
 * their probabilities in lists (`probs.prob.cat`).
 */
export function recordCells(record: JsonObject): Map<string, string> {
  const cells = new Map<string, string>();
  addCells(cells, '', record, (key, value) => {
    if (isJsonObject(value)) {
      addCells(cells, `${key}.`, value, (inner, own) => cells.set(`${key}.${inner}`, cellText(own)));
    } else {
      cells.set(key, cellText(value));
    }
  });
  return cells;
}

/** Adds the cells of classes with their probabilities; the other keys of an object are for `add`. */
function addCells(
  cells: Map<string, string>,
  before: string,
  value: JsonObject,
  add: (key: string, value: JsonValue) => void,
): void {
  const listed = listedScores(value);
  for (const [key, own] of value) {
    if (listed?.keys.includes(key)) continue;
    const paired = pairedScores(key, own);
    if (paired === undefined) add(key, own);
    else addScores(cells, before, paired);
  }
  if (listed !== undefined) addScores(cells, before, listed);
}

function addScores(cells: Map<string, string>, before: string, { name, scores }: LabelledScores): void {
  for (const [label, score] of scores) cells.set(`${before}${name}.${label}`, String(score));
}

/**
 * The table a JSON value holds: a list of records, pandas' `split` and `table` forms, columns by row key or as
 * lists, or one of these alone under a key. Undefined if it holds none.
 */
export function jsonTable(value: JsonValue): JsonTable | undefined {
  if (isJsonArray(value)) return recordTable(value);
  if (!isJsonObject(value)) return undefined;
  return splitTable(value) ?? keyedTable(value) ?? columnTable(value) ?? innerTable(value);
}

/** Records by a key of their own, pandas' `index` form: {"img_1.png": {"true": "cat", "pred": "cat"}}. */
function keyedTable(value: JsonObject): JsonTable | undefined {
  const records = [...value.values()];
  if (records.length < 2 || !records.every(isJsonObject)) return undefined;
  // In a table by column the names of the classes' columns stand outside, the rows' keys inside.
  const isClass = (name: string): boolean =>
    truthRank(normaliseName(name)) > 0 || predictedRank(normaliseName(name)) > 0;
  if ([...value.keys()].some(isClass) || ![...records[0]!.keys()].some(isClass)) return undefined;
  return recordTable(records);
}

function recordTable(values: readonly JsonValue[]): JsonTable | undefined {
  const records = values.filter(isJsonObject);
  if (records.length === 0 || records.length < values.length) return undefined;
  const cells = records.map(recordCells);
  const names = [...new Set(cells.flatMap((record) => [...record.keys()]))];
  return {
    names,
    rows: records.length,
    cell: (row, column) => cells[row]!.get(names[column]!) ?? '',
    holder: (row) => records[row]!,
  };
}

/** pandas `to_json(orient="split")`: {columns, index, data}. */
function splitTable(value: JsonObject): JsonTable | undefined {
  const columns = value.get('columns');
  const data = value.get('data');
  if (!isJsonArray(columns) || !isJsonArray(data)) return undefined;
  const rows = data.filter(isJsonArray);
  if (rows.length < data.length || rows.length === 0) return undefined;
  return {
    names: columns.map(cellText),
    rows: rows.length,
    cell: (row, column) => cellText(rows[row]![column] ?? null),
    holder: (row) => rows[row]!,
  };
}

/** pandas' default form {"column": {"0": cell}} and lists {"column": [cell]}; other keys may stand beside them. */
function columnTable(value: JsonObject): JsonTable | undefined {
  const entries = [...value].filter(([, held]) => isJsonObject(held) || isJsonArray(held));
  const lengths = entries.map(([, held]) =>
    isJsonObject(held) ? held.size : (held as readonly JsonValue[]).length,
  );
  // Not by `Math.max`: a file may have more keys than a call can have arguments.
  const rows = lengths.reduce((most, length) => Math.max(most, length), 0);
  const whole = entries.filter((_, index) => lengths[index] === rows);
  if (whole.length < 2 || rows < 2) return undefined;
  const columns = whole.map(([, held]) =>
    isJsonObject(held) ? [...held.values()] : (held as readonly JsonValue[]),
  );
  if (columns.some((column) => column.some(isJsonObject))) return undefined;
  return {
    names: whole.map(([name]) => name),
    rows,
    cell: (row, column) => cellText(columns[column]![row] ?? null),
    holder: () => whole[0]![1] as object,
  };
}

/** A list of records under one key, beside other things (pandas `orient="table"`, {"predictions": [...]}). */
function innerTable(value: JsonObject): JsonTable | undefined {
  const tables = [...value.values()].filter(isJsonArray).map(recordTable);
  const found = tables.filter((table) => table !== undefined);
  const data = value.get('data');
  if (isJsonArray(data) && value.has('schema')) return recordTable(data);
  return found.length === 1 ? found[0] : undefined;
}

function cellText(value: JsonValue): string {
  if (value === null) return '';
  if (typeof value === 'string') return value.trim();
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : 'NaN';
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  if (isJsonArray(value)) return `[${value.map(cellText).join(', ')}]`;
  // W&B's pictures and sounds in a table.
  const path = value.get('path');
  return typeof path === 'string' ? path : '{}';
}
