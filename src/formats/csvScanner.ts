/** What separates the cells of a row. With `space` any run of blanks is one separator (R's `write.table`). */
export type Delimiter = ',' | ';' | '\t' | 'space';

/** Told of each cell and each row; what it keeps of `bytes` it copies. */
export interface CsvSink {
  /** A cell, unquoted and trimmed: `bytes[start..end)`. */
  cell(column: number, bytes: Uint8Array, start: number, end: number): void;
  /** The row's cells are over; `line` is the zero-based line on which it began. Gives false to stop the scan. */
  row(cells: number, line: number): boolean;
}

/** Why a scan stopped before the end of the file. */
export interface CsvFault {
  readonly kind: 'cellTooLong' | 'tooManyColumns' | 'stopped';
  /** Zero-based line where the cell (its quote) or row began. */
  readonly line: number;
}

export interface CsvLimits {
  readonly cellBytes: number;
  readonly columns: number;
}

/** Scans UTF-8 bytes fed in pieces; cells and rows are the same however the bytes were cut. */
export interface CsvScanner {
  push(bytes: Uint8Array): void;
  /** Takes the last row without its line end. Gives the line of a quote that is never closed, if there is one. */
  end(): { readonly openQuote?: number };
  fault(): CsvFault | undefined;
}

/** Where a scan stands inside a cell. */
const atStart = 0;
const inPlain = 1;
const inQuotes = 2;
/** After a quote inside a quoted cell: its end, or the first of two. */
const afterQuote = 3;
/** In text after the closing quote, which belongs to the cell as in Python's csv module. */
const afterQuoted = 4;

const tab = 9;
const lineFeed = 10;
const carriageReturn = 13;
const blank = 32;
const quote = 34;

/**
 * A scanner of comma-separated values and their kin: quoted cells with doubled quotes and line ends inside; `\n`,
 * `\r\n` and a lone `\r` each end a row, as they end a line; rows without any text are passed over. A cell longer
 * than `cellBytes` or a row with more than `columns` cells is a fault.
 */
export function csvScanner(delimiter: Delimiter, limits: CsvLimits, sink: CsvSink): CsvScanner {
  return new Scan(delimiter, limits, sink);
}

class Scan implements CsvScanner {
  private readonly runs: boolean;
  private readonly separator: number;
  private readonly limits: CsvLimits;
  private readonly sink: CsvSink;
  private state = atStart;
  /** True if the quoted cell holds doubled quotes or goes on after its closing quote. */
  private involved = false;
  private column = 0;
  private line = 0;
  private rowLine = 0;
  private cellLine = 0;
  private lastWasReturn = false;
  private broken: CsvFault | undefined;
  /** The part of the cell that came with earlier pieces. */
  private kept = new Uint8Array(256);
  private keptLength = 0;

  constructor(delimiter: Delimiter, limits: CsvLimits, sink: CsvSink) {
    this.runs = delimiter === 'space';
    this.separator = delimiter === 'space' ? blank : delimiter.charCodeAt(0);
    this.limits = limits;
    this.sink = sink;
  }

  push(bytes: Uint8Array): void {
    const { runs, separator } = this;
    const length = bytes.length;
    let cellStart = 0;
    let at = 0;
    while (at < length && this.broken === undefined) {
      let byte = bytes[at]!;
      if (this.state === inPlain) {
        while (byte !== separator && byte !== lineFeed && byte !== carriageReturn) {
          if (++at === length) break;
          byte = bytes[at]!;
        }
        if (at === length) break;
      } else if (this.state === inQuotes) {
        this.stepInQuotes(byte);
        at++;
        continue;
      } else if (byte === lineFeed && this.lastWasReturn && this.state === atStart && this.column === 0) {
        this.lastWasReturn = false;
        cellStart = ++at;
        continue;
      }
      this.lastWasReturn = false;
      if (byte === separator && !(runs && this.state === atStart)) {
        this.emit(bytes, cellStart, at);
        cellStart = ++at;
        this.cellLine = this.line;
      } else if (byte === lineFeed || byte === carriageReturn) {
        this.endRow(bytes, cellStart, at);
        this.lastWasReturn = byte === carriageReturn;
        this.rowLine = this.cellLine = ++this.line;
        cellStart = ++at;
      } else {
        this.step(byte);
        at++;
      }
    }
    if (this.broken !== undefined) return;
    this.keep(bytes, cellStart, length);
    if (this.keptLength > this.limits.cellBytes) this.broken = { kind: 'cellTooLong', line: this.cellLine };
  }

  end(): { openQuote?: number } {
    if (this.broken !== undefined) return {};
    if (this.state === inQuotes) return { openQuote: this.cellLine };
    this.endRow(new Uint8Array(0), 0, 0);
    return {};
  }

  fault(): CsvFault | undefined {
    return this.broken;
  }

  private stepInQuotes(byte: number): void {
    if (byte === quote) this.state = afterQuote;
    else if (byte === carriageReturn || (byte === lineFeed && !this.lastWasReturn)) this.line++;
    this.lastWasReturn = byte === carriageReturn;
  }

  /** A byte of a cell outside its quotes. */
  private step(byte: number): void {
    if (this.state === atStart) {
      if (byte === quote) this.state = inQuotes;
      else if (!isBlank(byte)) this.state = inPlain;
      return;
    }
    this.state = byte === quote && this.state === afterQuote ? inQuotes : afterQuoted;
    this.involved = true;
  }

  private keep(bytes: Uint8Array, start: number, end: number): void {
    const needed = this.keptLength + end - start;
    if (needed > this.kept.length) {
      const larger = new Uint8Array(Math.max(needed, this.kept.length * 2));
      larger.set(this.kept.subarray(0, this.keptLength));
      this.kept = larger;
    }
    this.kept.set(bytes.subarray(start, end), this.keptLength);
    this.keptLength = needed;
  }

  private emit(bytes: Uint8Array, from: number, to: number): void {
    let source = bytes;
    let start = from;
    let end = to;
    if (this.keptLength > 0) {
      this.keep(bytes, from, to);
      source = this.kept;
      start = 0;
      end = this.keptLength;
      this.keptLength = 0;
    }
    if (end - start > this.limits.cellBytes) {
      this.broken = { kind: 'cellTooLong', line: this.cellLine };
      return;
    }
    if (this.column === this.limits.columns) {
      this.broken = { kind: 'tooManyColumns', line: this.rowLine };
      return;
    }
    while (start < end && isBlank(source[start]!)) start++;
    if (this.state >= afterQuote) {
      if (this.involved) {
        source = unquoted(source, start, end);
        start = 0;
        end = source.length;
      } else {
        start++;
        end--;
      }
      while (start < end && isBlank(source[start]!)) start++;
    }
    while (start < end && isBlank(source[end - 1]!)) end--;
    this.state = atStart;
    this.involved = false;
    this.sink.cell(this.column++, source, start, end);
  }

  /** Ends the row whose last cell is `bytes[from..to)`; a row of blanks is none. */
  private endRow(bytes: Uint8Array, from: number, to: number): void {
    if (this.state === atStart && (this.column === 0 || this.runs)) this.keptLength = 0;
    else this.emit(bytes, from, to);
    if (this.broken === undefined && this.column > 0 && !this.sink.row(this.column, this.rowLine)) {
      this.broken = { kind: 'stopped', line: this.rowLine };
    }
    this.column = 0;
  }
}

function isBlank(byte: number): boolean {
  return byte === blank || byte === tab;
}

/** The content of a quoted cell whose opening quote stands at `start`. */
function unquoted(bytes: Uint8Array, start: number, end: number): Uint8Array {
  const content = new Uint8Array(end - start);
  let length = 0;
  let open = true;
  for (let at = start + 1; at < end; at++) {
    if (open && bytes[at] === quote) {
      if (bytes[at + 1] === quote && at + 1 < end) {
        at++;
      } else {
        open = false;
        continue;
      }
    }
    content[length++] = bytes[at]!;
  }
  return content.subarray(0, length);
}
