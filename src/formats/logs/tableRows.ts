import type { Span } from '../../core/span.ts';

/** One row of a table: its cells without quotes and padding, and where each stands. */
export interface Row {
  /** Zero-based line of its first cell. */
  readonly line: number;
  readonly cells: readonly string[];
  spanOf(cell: number): Span;
}

/** Takes lines and gives rows; a quoted cell may hold line ends. */
export interface RowAssembler {
  line(text: string, line: number): void;
  /** Lines left out because a quote on them was never closed. */
  unclosedLines(): number;
  firstUnclosed(): number | undefined;
}

/** Lines one quoted cell may go on over: a printed array of some hundred numbers; a stray quote would else swallow the file. */
const mostLinesOfRow = 64;

/** Characters one row with a quoted line end may have: the limit of a cell elsewhere. */
const longestRow = 131_072;

const quote = 34;
const space = 32;
const tab = 9;

interface Cells {
  readonly cells: string[];
  readonly starts: number[];
  readonly closed: boolean;
}

/** Cuts lines into rows of cells at `separator`; blank lines give none. */
export function rowAssembler(separator: string, sink: (row: Row) => void): RowAssembler {
  let open: { text: string; line: number; lineStarts: number[] } | undefined;
  let unclosed = 0;
  let firstUnclosed: number | undefined;

  const goOn = (begun: NonNullable<typeof open>, text: string): void => {
    begun.lineStarts.push(begun.text.length + 1);
    begun.text += `\n${text}`;
    // Only a quote can close the cell: without one the row need not be cut again.
    const cut = text.includes('"') ? splitCells(begun.text, separator) : undefined;
    if (cut?.closed === true) {
      open = undefined;
      sink(row(begun.line, cut, begun.lineStarts));
    } else if (begun.lineStarts.length >= mostLinesOfRow || begun.text.length > longestRow) {
      open = undefined;
      unclosed += begun.lineStarts.length;
      firstUnclosed ??= begun.line;
    }
  };

  return {
    line: (text, line) => {
      if (open !== undefined) {
        goOn(open, text);
        return;
      }
      if (text.trim() === '') return;
      const cut = splitCells(text, separator);
      if (cut.closed) sink(row(line, cut, undefined));
      else open = { text, line, lineStarts: [0] };
    },
    unclosedLines: () => unclosed,
    firstUnclosed: () => firstUnclosed,
  };
}

/** Cells of one line; `closed` is false if the last quote is open at its end. */
export function splitCells(text: string, separator: string): Cells {
  const cells: string[] = [];
  const starts: number[] = [];
  const mayQuote = text.includes('"');
  let at = 0;
  for (;;) {
    let start = at;
    while (start < text.length && isPadding(text.charCodeAt(start), separator)) start++;
    if (mayQuote && text.charCodeAt(start) === quote) {
      const end = closingQuote(text, start + 1);
      if (end < 0) return { cells, starts, closed: false };
      cells.push(text.slice(start + 1, end).replaceAll('""', '"'));
      starts.push(start + 1);
      at = text.indexOf(separator, end);
    } else {
      at = text.indexOf(separator, start);
      let end = at < 0 ? text.length : at;
      while (end > start && isPadding(text.charCodeAt(end - 1), separator)) end--;
      cells.push(text.slice(start, end));
      starts.push(start);
    }
    if (at < 0) return { cells, starts, closed: true };
    at += separator.length;
  }
}

function isPadding(code: number, separator: string): boolean {
  return code === space || (code === tab && separator !== '\t');
}

function closingQuote(text: string, from: number): number {
  let at = text.indexOf('"', from);
  while (at >= 0 && text.charCodeAt(at + 1) === quote) at = text.indexOf('"', at + 2);
  return at;
}

function row(line: number, cut: Cells, lineStarts: readonly number[] | undefined): Row {
  const { cells, starts } = cut;
  return {
    line,
    cells,
    spanOf: (cell) => {
      let within = 0;
      let start = starts[cell]!;
      if (lineStarts !== undefined) {
        while (within + 1 < lineStarts.length && lineStarts[within + 1]! <= start) within++;
        start -= lineStarts[within]!;
      }
      return { line: line + within, start, end: start + cells[cell]!.length };
    },
  };
}
