import type { PredictionTable } from '../../core/predictionTable.ts';
import type { Problem } from '../../core/problem.ts';
import { decideColumns, isQuiet } from '../columns.ts';
import { csvDialect } from '../csvDialect.ts';
import type { CsvDialect } from '../csvDialect.ts';
import { csvScanner } from '../csvScanner.ts';
import type { CsvScanner } from '../csvScanner.ts';
import { utf8Pieces } from '../decode.ts';
import type { Format, Head, Reader, ReadOptions, ReadResult } from '../format.ts';
import { decideTable } from '../tableDecision.ts';
import { assembleTable } from './assemble.ts';
import { GrowingBytes } from './growingBytes.ts';
import { tableConfidence } from './tableConfidence.ts';
import { TableColumns } from './tableColumns.ts';
import { grouped } from './tableNotes.ts';

/** Limits for recognition alone, where no options exist yet. */
const recognitionLimits = { cellBytes: 131_072, columns: 4_096 };

/** A table with one row a sample, separated by commas, semicolons, tabs or blanks. */
export const predictionCsv: Format<PredictionTable> = {
  id: 'predictionCsv',
  title: 'Prediction table (CSV, TSV)',
  kind: 'predictions',
  recognise: (head: Head) => {
    if (/^\s*[[{]/.test(head.text)) return 0;
    const pieces = utf8Pieces();
    const start = new GrowingBytes();
    start.add(pieces.push(head.bytes));
    start.add(pieces.end());
    if (start.bytes().includes(0)) return 0;
    const dialect = csvDialect(start.bytes(), head.complete, recognitionLimits);
    if (dialect === undefined) return 0;
    // Prose falls into columns at its blanks too: there a table must have all that predictions need.
    if (dialect.delimiter === 'space' && decideColumns(dialect).kind === 'refused') return 0;
    return tableConfidence(dialect, head.name);
  },
  reader: (options: ReadOptions) => new PredictionCsvReader(options),
};

/** The start of a table, decided: a scanner that fills columns, or the reason why not. */
interface Begun {
  readonly scanner?: CsvScanner;
  readonly columns?: TableColumns;
  readonly refused?: ReadResult<PredictionTable>;
  readonly more?: Pick<ReadResult, 'question'> & { readonly note?: string };
}

class PredictionCsvReader implements Reader<PredictionTable> {
  private readonly options: ReadOptions;
  private readonly pieces = utf8Pieces();
  /** The start of the file until it is long enough to decide what the columns are. */
  private readonly start = new GrowingBytes();
  private begun: Begun | undefined;

  constructor(options: ReadOptions) {
    this.options = options;
  }

  push(bytes: Uint8Array): void {
    this.take(this.pieces.push(bytes));
  }

  snapshot(): ReadResult<PredictionTable> {
    return this.result(this.begun ?? begin(this.start.bytes(), false, this.options), {});
  }

  end(): ReadResult<PredictionTable> {
    this.take(this.pieces.end());
    this.begun ??= begin(this.start.bytes(), true, this.options);
    return this.result(this.begun, this.begun.scanner?.end() ?? {});
  }

  full(): boolean {
    return (
      this.begun !== undefined &&
      (this.begun.scanner === undefined || this.begun.scanner.fault() !== undefined)
    );
  }

  private take(bytes: Uint8Array): void {
    if (this.begun !== undefined) {
      this.begun.scanner?.push(bytes);
      return;
    }
    this.start.add(bytes);
    const { headBytes } = this.options.limits;
    if (this.start.length < headBytes) return;
    const all = this.start.bytes();
    this.begun = begin(all.subarray(0, headBytes), false, this.options);
    this.begun.scanner?.push(all.subarray(headBytes));
    this.start.clear();
  }

  private result(begun: Begun, end: { readonly openQuote?: number }): ReadResult<PredictionTable> {
    const { columns, scanner, more } = begun;
    if (columns === undefined) return begun.refused ?? { problems: [] };
    const fault = scanner?.fault();
    if (fault !== undefined && fault.kind !== 'stopped') {
      return { problems: [faultProblem(fault, this.options)] };
    }
    const result = assembleTable(columns.table(), this.options);
    const problems = [...result.problems];
    if (more?.note !== undefined) problems.push({ kind: 'note', message: more.note });
    if (end.openQuote !== undefined) {
      const line = end.openQuote;
      const message = `The quote opened on line ${line + 1} is never closed: everything from that row on was left out.`;
      // Without any row that is the reason, whatever else is missing then.
      if (result.document === undefined) return { problems: [{ kind: 'refused', message, line }] };
      problems.push({ kind: 'skipped', message, line });
    }
    return { ...result, problems, ...(more?.question === undefined ? {} : { question: more.question }) };
  }
}

function begin(start: Uint8Array, complete: boolean, options: ReadOptions): Begun {
  const dialect = csvDialect(start, complete, options.limits);
  if (dialect === undefined) {
    const message =
      'Is no table under a header (columns separated by commas, semicolons, tabs or blanks). ' +
      'It needs a row for each sample with the true and the predicted class, or a probability for each class.';
    return { refused: { problems: [{ kind: 'refused', message }] } };
  }
  const decision = decideTable(dialect, options);
  if (decision.kind === 'refused') {
    const { message, question, reason } = decision;
    const problem: Problem = { kind: 'refused', message, ...(isQuiet(reason) ? { quiet: true } : {}) };
    const refused: ReadResult<PredictionTable> = { problems: [problem] };
    return { refused: question === undefined ? refused : { ...refused, question } };
  }
  const columns = new TableColumns({ ...planOf(dialect), roles: decision.roles, limits: options.limits });
  let header = true;
  const scanner = csvScanner(dialect.delimiter, options.limits, {
    cell: (column, bytes, from, to) => {
      if (!header) columns.cell(column, bytes, from, to);
    },
    row: (cells, line) => {
      if (!header) return columns.row(cells, line);
      header = false;
      return true;
    },
  });
  scanner.push(start);
  const { note, question } = decision;
  return {
    scanner,
    columns,
    more: { ...(note === undefined ? {} : { note }), ...(question === undefined ? {} : { question }) },
  };
}

function planOf(dialect: CsvDialect): Pick<CsvDialect, 'names' | 'spans' | 'decimalMark'> {
  const { names, spans, decimalMark } = dialect;
  return { names, spans, decimalMark };
}

function faultProblem(
  fault: { readonly kind: string; readonly line: number },
  options: ReadOptions,
): Problem {
  const { cellBytes, columns } = options.limits;
  const message =
    fault.kind === 'cellTooLong'
      ? `The cell that begins on line ${fault.line + 1} is longer than ${grouped(cellBytes)} bytes: is a quote there not closed? Reading stopped; no row is used.`
      : `The row on line ${fault.line + 1} has more than ${grouped(columns)} columns. Reading stopped; no row is used.`;
  return { kind: 'refused', message, line: fault.line };
}
