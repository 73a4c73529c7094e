import { loggedNumber } from './loggedNumber.ts';
import type { Row } from './tableRows.ts';
import { terminalLine } from './terminalLine.ts';
import type { TerminalLine } from './terminalLine.ts';

/** One cell of a printed table: columns of the line as a terminal shows it. */
interface Cell {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** The header of a table that is printed for people: its cells stand in columns. */
export interface PrintedHeader {
  readonly row: Row;
  readonly cells: readonly Cell[];
}

/** Characters of a line above which it is no row of a printed table. */
const longestRow = 2_000;

/**
 * Cells of a header, which two blanks part: `LOSS TEXTCAT` is one. Undefined for a line with fewer than three, and for
 * one with separators.
 */
export function printedHeader(written: string, line: number): PrintedHeader | undefined {
  if (written.length > longestRow || /[\t,;]/.test(written)) return undefined;
  const shown = terminalLine(written);
  const cells = cellsOf(shown, /\S+(?: \S+)*/g);
  return cells.length < 3 ? undefined : { row: rowOf(shown, cells, line), cells };
}

/**
 * A row below a header: a number that counts, and below each other name a number, a time, a mark or nothing. What is
 * missing is told by the columns, to whose left or right ends its neighbours are set.
 */
export function printedRow(written: string, line: number, header: PrintedHeader): Row | undefined {
  if (written.length > longestRow || !/^[\s\b]{0,200}(?:\u001b\[[0-9;]*m)?\d/.test(written)) return undefined;
  const shown = terminalLine(written);
  const words = cellsOf(shown, /\S+/g);
  if (words.length > header.cells.length || !words.every(({ text }) => isCell(text))) return undefined;
  if (words.length === header.cells.length) return rowOf(shown, words, line);
  const placed = header.cells.map((column) =>
    words.find(({ start, end }) => start === column.start || end === column.end),
  );
  const found = placed.filter((word) => word !== undefined);
  if (found.length !== words.length || new Set(found).size !== words.length) return undefined;
  return rowOf(
    shown,
    placed.map((word, index) => word ?? { ...header.cells[index]!, text: '' }),
    line,
  );
}

function cellsOf(shown: TerminalLine, pattern: RegExp): readonly Cell[] {
  return [...shown.text.matchAll(pattern)].map(({ 0: text, index }) => ({
    text,
    start: index,
    end: index + text.length,
  }));
}

function isCell(text: string): boolean {
  return loggedNumber(text) !== undefined || /^(?:[\d:.]+[hms]?|[-+*\u2713]|None|NA)$/.test(text);
}

function rowOf(shown: TerminalLine, cells: readonly Cell[], line: number): Row {
  return {
    line,
    cells: cells.map(({ text }) => text),
    spanOf: (index) => {
      const { start, end } = cells[index]!;
      return { line, start: shown.column(start), end: shown.column(end - 1) + 1 };
    },
  };
}
