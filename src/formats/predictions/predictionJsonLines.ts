import type { PredictionTable } from '../../core/predictionTable.ts';
import { decideColumns } from '../columns.ts';
import type { Format, Head, Reader, ReadOptions, ReadResult } from '../format.ts';
import { isJsonObject, parseJson } from '../jsonTolerant.ts';
import { linesOfBytes } from '../lines.ts';
import type { LineFeed } from '../lines.ts';
import { overlongProblem } from '../overlongProblem.ts';
import { recordCells, sampleOf } from './jsonTable.ts';
import { recordColumns } from './recordColumns.ts';
import type { RecordColumns } from './recordColumns.ts';
import { tableConfidence } from './tableConfidence.ts';

/** One JSON object a line. */
export const predictionJsonLines: Format<PredictionTable> = {
  id: 'predictionJsonLines',
  title: 'Prediction table (JSON lines)',
  kind: 'predictions',
  recognise: (head: Head) => {
    if (!/^\s*\{/.test(head.text)) return 0;
    const lines = head.text.split(/\r\n|\r|\n/);
    if (!head.complete) lines.pop();
    const rows = lines.flatMap((text, line) => (text.trim() === '' ? [] : [readRow(text, line)]));
    const objects = rows.filter((row) => row.cells !== undefined);
    if (rows[0]?.cells === undefined || objects.length < rows.length / 2) return 0;
    const sample = sampleOfRows(objects);
    // One object may as well be a whole table by columns or by rows.
    if (rows.length === 1 && decideColumns(sample).kind === 'refused') return 0;
    return tableConfidence(sample, head.name);
  },
  reader: (options: ReadOptions) => new PredictionJsonLinesReader(options),
};

interface Row {
  readonly line: number;
  /** Absent where the line holds no JSON object. */
  readonly cells?: ReadonlyMap<string, string>;
}

type Begun =
  | { readonly names: readonly string[]; readonly columns: RecordColumns }
  | { readonly refused: ReadResult<PredictionTable> };

class PredictionJsonLinesReader implements Reader<PredictionTable> {
  private readonly options: ReadOptions;
  private readonly lines: LineFeed;
  /** Rows until there are enough to decide what the columns are. */
  private rows: Row[] = [];
  private length = 0;
  private begun: Begun | undefined;

  constructor(options: ReadOptions) {
    this.options = options;
    this.lines = linesOfBytes(options.limits, (text, line) => {
      if (text.trim() !== '') this.take(readRow(text, line), text.length);
    });
  }

  push(bytes: Uint8Array): void {
    this.lines.push(bytes);
  }

  snapshot(): ReadResult<PredictionTable> {
    return this.result(this.begun ?? begin(this.rows, this.options));
  }

  end(): ReadResult<PredictionTable> {
    this.lines.end();
    return this.snapshot();
  }

  full(): boolean {
    return this.lines.endless();
  }

  private take(row: Row, length: number): void {
    if (this.begun !== undefined) {
      add(this.begun, row);
      return;
    }
    this.rows.push(row);
    this.length += length;
    if (this.length < this.options.limits.headBytes) return;
    this.begun = begin(this.rows, this.options);
    this.rows = [];
  }

  private result(begun: Begun): ReadResult<PredictionTable> {
    if ('refused' in begun) return begun.refused;
    const result = begun.columns.result();
    return {
      ...result,
      problems: [...result.problems, ...overlongProblem(this.lines, this.options.limits)],
    };
  }
}

function begin(rows: readonly Row[], options: ReadOptions): Begun {
  const sample = sampleOfRows(rows);
  if (sample.names.length === 0) {
    return { refused: { problems: [{ kind: 'refused', message: 'Holds no line with a JSON object yet.' }] } };
  }
  const columns = recordColumns(sample, options);
  if ('refused' in columns) return columns;
  const begun: Begun = { names: sample.names, columns };
  for (const row of rows) add(begun, row);
  return begun;
}

function add(begun: Begun, row: Row): void {
  if ('refused' in begun) return;
  const { names, columns } = begun;
  const { cells, line } = row;
  if (cells === undefined) columns.skip('no JSON object on the line', line);
  else columns.row((column) => cells.get(names[column]!) ?? '', line);
}

function readRow(text: string, line: number): Row {
  const parsed = parseJson(text);
  return 'value' in parsed && isJsonObject(parsed.value)
    ? { line, cells: recordCells(parsed.value) }
    : { line };
}

function sampleOfRows(rows: readonly Row[]): ReturnType<typeof sampleOf> {
  const cells = rows.map((row) => row.cells).filter((own) => own !== undefined);
  const names = [...new Set(cells.flatMap((record) => [...record.keys()]))];
  return sampleOf(names, cells.length, (row, column) => cells[row]!.get(names[column]!) ?? '');
}
