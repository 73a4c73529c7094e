import { outlineTable } from '../../core/outline.ts';
import type { Outline } from '../../core/outline.ts';
import type { PredictionTable } from '../../core/predictionTable.ts';
import { scoreColumnNumbers } from '../columns.ts';
import type { ColumnRoles } from '../columnRoles.ts';
import type { Format, Reader, ReadOptions, ReadResult } from '../format.ts';
import { decideTable } from '../tableDecision.ts';
import { assembleTable } from './assemble.ts';
import { rawOfValues } from './columnValues.ts';
import type { ColumnValues, TableValues } from './columnValues.ts';
import type { OneHot } from '../oneHotColumns.ts';
import { GrowingBytes } from './growingBytes.ts';
import { cellNumber, cellText, labelValues, listValues, oneHotValues, wideValues } from './parquetColumns.ts';
import type { ParquetCell } from './parquetColumns.ts';
import { readParquet } from './readParquet.ts';
import type { ParquetFile } from './readParquet.ts';
import { grouped } from './tableNotes.ts';

/** Rows that are read: those of a CSV file of the largest size. */
const mostRows = 50_000_000;

/** Decimals of a double: the sum of a row of probabilities is then known to printing. */
const doubleDecimals = 6;

/**
 * A table of predictions as pandas, Polars and Spark write it: one row a sample, columns as in a CSV file, or lists of
 * scores. Reading it takes a library that hangs on some files that were made to: only a process with a deadline does it.
 */
export const predictionParquet: Format<PredictionTable> = {
  id: 'predictionParquet',
  title: 'Prediction table (Parquet)',
  kind: 'predictions',
  recognise: ({ bytes }) => (isParquet(bytes) ? 0.9 : 0),
  reader: (options) => new ParquetReader(options),
};

function isParquet(bytes: Uint8Array): boolean {
  return Array.from('PAR1').every((char, at) => bytes[at] === char.charCodeAt(0));
}

class ParquetReader implements Reader<PredictionTable> {
  readonly needsAll = true;
  readonly #options: ReadOptions;
  readonly #bytes = new GrowingBytes();
  #tooLong = false;
  #result: ReadResult<PredictionTable> = refusal('Was not read to its end.');

  constructor(options: ReadOptions) {
    this.#options = options;
  }

  push(bytes: Uint8Array): void {
    this.#tooLong ||= this.#bytes.length + bytes.length > this.#options.limits.arrayBytes;
    if (this.#tooLong) this.#bytes.clear();
    else this.#bytes.add(bytes);
  }

  async complete(): Promise<void> {
    const most = this.#options.limits.arrayBytes;
    this.#result = this.#tooLong
      ? refusal(`Is longer than ${grouped(most)} bytes. Not read; save the columns of the predictions alone.`)
      : await readTable(this.#bytes.bytes(), this.#options);
  }

  snapshot(): ReadResult<PredictionTable> {
    return this.#result;
  }

  end(): ReadResult<PredictionTable> {
    return this.#result;
  }

  full(): boolean {
    return this.#tooLong;
  }
}

function refusal(message: string, quiet = false): ReadResult<PredictionTable> {
  return { problems: [{ kind: 'refused', message, ...(quiet ? { quiet: true as const } : {}) }] };
}

async function readTable(bytes: Uint8Array, options: ReadOptions): Promise<ReadResult<PredictionTable>> {
  const file = await readParquet(bytes);
  if (typeof file === 'string') return { ...refusal(file), unfinished: true };
  return { ...(await readFile(file, options)), outline: await outlineOfFile(file) };
}

/** Rows that an outline shows. */
const shownRows = 20;

async function outlineOfFile(file: ParquetFile): Promise<Outline> {
  const columns = outlineTable(
    'columns',
    ['Name', 'Type'],
    file.names.map((name, column) => [name, file.types[column]!]),
  );
  const sample = await file.sample();
  if (typeof sample === 'string') return { tables: [columns] };
  const rows = sample.slice(0, shownRows).map((row) => row.map(cellText));
  return { tables: [columns, outlineTable('rows', file.names, rows, file.rows)] };
}

async function readFile(file: ParquetFile, options: ReadOptions): Promise<ReadResult<PredictionTable>> {
  const { limits, columns } = options;
  if (file.names.length > limits.columns)
    return refusal(`Has more than ${grouped(limits.columns)} columns. Not read.`);
  if (file.rows > mostRows) return refusal(`Has more than ${grouped(mostRows)} rows. Not read.`);
  const sample = await file.sample();
  if (typeof sample === 'string') return refusal(sample);
  const rows = sample.map((row) => row.map(cellText));
  const decision = decideTable({ names: file.names, rows }, options);
  if (decision.kind === 'refused') {
    // Most Parquet files hold data and no predictions, and nobody asked for a word on them.
    const result = refusal(decision.message, columns === undefined);
    return decision.question === undefined ? result : { ...result, question: decision.question };
  }
  const values = await tableValues(file, decision.roles, limits.classes);
  if (typeof values === 'string') return refusal(values);
  const plan = { names: file.names, spans: [], roles: decision.roles, decimalMark: '.' as const, limits };
  const result = assembleTable(rawOfValues(plan, values), options);
  const note = decision.note === undefined ? [] : [{ kind: 'note' as const, message: decision.note }];
  return {
    ...result,
    problems: [...result.problems, ...note],
    ...(decision.question === undefined ? {} : { question: decision.question }),
  };
}

/** The cells of the columns that are used, or why they cannot be read. */
async function tableValues(
  file: ParquetFile,
  roles: ColumnRoles,
  mostClasses: number,
): Promise<TableValues | string> {
  const { actual, predicted, scores, weight, id, oneHot } = roles;
  const scoreColumns = scores === undefined ? [] : scoreColumnNumbers(scores);
  const indicators = [oneHot?.actual, oneHot?.predicted].flatMap((group) => group?.columns ?? []);
  const wanted = [actual, predicted, weight?.column, id, ...scoreColumns, ...indicators].filter(
    (column) => column !== undefined,
  );
  const cells = await file.columns([...new Set(wanted)]);
  if (typeof cells === 'string') return cells;
  const of = (column: number): readonly ParquetCell[] => cells.get(column) ?? [];
  const { rows } = file;
  const labels = (column: number, group: OneHot | undefined): ColumnValues | string =>
    group === undefined ? labelValues(of(column)) : oneHotValues(group, of, rows);
  const truth = labels(actual, oneHot?.actual);
  if (typeof truth === 'string') return truth;
  const answers = predicted === undefined ? undefined : labels(predicted, oneHot?.predicted);
  if (typeof answers === 'string') return answers;
  return {
    rows,
    actual: truth,
    ...(answers === undefined ? {} : { predicted: answers }),
    ...(scores === undefined
      ? {}
      : { scores: scoresOf(scores.kind, scoreColumns.map(of), rows, mostClasses) }),
    ...(weight === undefined ? {} : { weights: Float64Array.from(of(weight.column), cellNumber) }),
    ...(id === undefined ? {} : { ids: () => of(id).map(cellText) }),
  };
}

function scoresOf(
  kind: NonNullable<ColumnRoles['scores']>['kind'],
  columns: readonly (readonly ParquetCell[])[],
  rows: number,
  mostClasses: number,
): NonNullable<TableValues['scores']> {
  if (kind === 'array') return { ...listValues(columns[0] ?? [], mostClasses), decimals: doubleDecimals };
  return { values: wideValues(columns, rows), width: columns.length, decimals: doubleDecimals };
}
