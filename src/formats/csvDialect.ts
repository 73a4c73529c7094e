import type { Span } from '../core/span.ts';
import { csvScanner } from './csvScanner.ts';
import type { CsvLimits, Delimiter } from './csvScanner.ts';
import { utf8Text } from './decode.ts';

/** How a table of values is written, by the start of its file. */
export interface CsvDialect {
  readonly delimiter: Delimiter;
  readonly decimalMark: '.' | ',';
  /** One name a cell of the data rows; a column without a header cell is unnamed. */
  readonly names: readonly string[];
  /** Header cells where they stand, as far as the header is on one line. */
  readonly spans: readonly (Span | undefined)[];
  /** The rows after the header as far as the start of the file holds them whole; numbers with a decimal point. */
  readonly rows: readonly (readonly string[])[];
}

interface Row {
  readonly line: number;
  readonly cells: readonly string[];
}

const delimiters: readonly Delimiter[] = [',', ';', '\t', 'space'];
/** Rows that decide the delimiter; enough to see a ragged file, few enough to try four. */
const rowsTried = 50;

/** Share of rows as wide as the header: a ragged file is still a table, but prose must not become one. */
const leastFit = 0.5;
const leastFitOfBlanks = 0.9;

/** The dialect of UTF-8 text, or undefined if it is no table of at least two columns under a header. */
export function csvDialect(start: Uint8Array, complete: boolean, limits: CsvLimits): CsvDialect | undefined {
  let best: { delimiter: Delimiter; fit: number; width: number } | undefined;
  for (const delimiter of delimiters) {
    if (delimiter === 'space' && best !== undefined) break;
    const [header, ...data] = readRows(start, complete, delimiter, limits, rowsTried);
    const width = header?.cells.length ?? 0;
    if (width < 2) continue;
    const fit = data.length === 0 ? leastFit : Math.max(share(data, width), share(data, width + 1));
    if (fit < (delimiter === 'space' ? leastFitOfBlanks : leastFit)) continue;
    if (best === undefined || fit > best.fit || (fit === best.fit && width > best.width)) {
      best = { delimiter, fit, width };
    }
  }
  return best === undefined ? undefined : dialectOf(start, complete, best.delimiter, limits);
}

function dialectOf(
  start: Uint8Array,
  complete: boolean,
  delimiter: Delimiter,
  limits: CsvLimits,
): CsvDialect {
  const [header, ...data] = readRows(start, complete, delimiter, limits, Infinity);
  const cells = header!.cells;
  const wider = data.filter((row) => row.cells.length === cells.length + 1);
  const shifted = wider.length > share(data, cells.length) * data.length;
  const spans = headerSpans(start, header!, delimiter);
  const mark = decimalMarkOf(delimiter, data);
  // R's write.table leaves out the header cell of the row names; other writers end each row with a separator.
  const trailing = wider.every((row) => row.cells.at(-1) === '');
  const names = !shifted ? cells : trailing ? [...cells, ''] : ['', ...cells];
  const rows = data
    .filter((row) => row.cells.length === names.length)
    .map((row) => (mark === ',' ? row.cells.map(withPoint) : row.cells));
  return {
    delimiter,
    decimalMark: mark,
    names,
    spans: shifted && !trailing ? [undefined, ...spans] : spans,
    rows,
  };
}

function readRows(
  start: Uint8Array,
  complete: boolean,
  delimiter: Delimiter,
  limits: CsvLimits,
  most: number,
): Row[] {
  const rows: Row[] = [];
  let cells: string[] = [];
  const scanner = csvScanner(delimiter, limits, {
    cell: (_, bytes, from, to) => cells.push(utf8Text(bytes, from, to).text),
    row: (_, line) => {
      rows.push({ line, cells });
      cells = [];
      return rows.length < most;
    },
  });
  scanner.push(start);
  if (complete) scanner.end();
  return rows;
}

function share(rows: readonly Row[], width: number): number {
  return rows.filter((row) => row.cells.length === width).length / Math.max(1, rows.length);
}

/** A decimal comma is a decision for the whole file: some number has one, and none has a point. */
function decimalMarkOf(delimiter: Delimiter, data: readonly Row[]): '.' | ',' {
  if (delimiter === ',') return '.';
  const cells = data.flatMap((row) => row.cells);
  const point = cells.some((cell) => /^[+-]?\d*\.\d+(?:[eE][+-]?\d+)?$/.test(cell));
  return !point && cells.some((cell) => commaNumber.test(cell)) ? ',' : '.';
}

const commaNumber = /^[+-]?\d*,\d+(?:[eE][+-]?\d+)?$/;

function withPoint(cell: string): string {
  return commaNumber.test(cell) ? cell.replace(',', '.') : cell;
}

/** Where the header's cells stand on their line; undefined each if its line does not hold them all. */
function headerSpans(start: Uint8Array, header: Row, delimiter: Delimiter): (Span | undefined)[] {
  const text = utf8Text(start, 0, start.length).text.split(/\r\n|\r|\n/, header.line + 1)[header.line] ?? '';
  const separator = delimiter === 'space' ? ' ' : delimiter;
  const spans: Span[] = [];
  let from = 0;
  let quoted = false;
  for (let at = 0; at <= text.length; at++) {
    if (text[at] === '"') quoted = !quoted;
    if (at < text.length && (quoted || text[at] !== separator)) continue;
    const cell = text.slice(from, at);
    const blanks = cell.length - cell.trimStart().length;
    if (separator !== ' ' || cell !== '') {
      spans.push({
        line: header.line,
        start: from + blanks,
        end: from + Math.max(blanks, cell.trimEnd().length),
      });
    }
    from = at + 1;
  }
  return spans.length === header.cells.length ? spans : header.cells.map(() => undefined);
}
