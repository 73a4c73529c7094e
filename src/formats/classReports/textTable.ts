import { lineSplitter } from '../lines.ts';
import { rowAssembler } from '../logs/tableRows.ts';
import type { Row } from '../logs/tableRows.ts';

/** Separators of tables; of two that cut the first line into as many cells the first is taken. */
const separators = [',', ';', '\t'] as const;

/**
 * The rows of a small table: cells between commas, semicolons or tabs, else between blanks. A separator at the end of
 * every row is no cell; undefined if a quote is never closed.
 */
export function textTable(text: string): readonly Row[] | undefined {
  const first = /\S[^\r\n]*/.exec(text)?.[0] ?? '';
  const counts = separators.map((separator) => first.split(separator).length);
  const most = Math.max(...counts);
  const rows: Row[] = [];
  const assembler =
    most > 1 ? rowAssembler(separators[counts.indexOf(most)]!, (row) => rows.push(row)) : undefined;
  const splitter = lineSplitter(text.length, (line, number) => {
    if (assembler !== undefined) assembler.line(line, number);
    else if (line.trim() !== '') rows.push(rowOfWords(line, number));
  });
  splitter.push(text);
  splitter.end();
  if ((assembler?.unclosedLines() ?? 0) > 0) return undefined;
  const hasEnd = rows.length > 0 && rows.every(({ cells }) => cells.length > 1 && cells.at(-1) === '');
  return hasEnd ? rows.map((row) => ({ ...row, cells: row.cells.slice(0, -1) })) : rows;
}

function rowOfWords(text: string, line: number): Row {
  const words = [...text.matchAll(/"[^"]*"|\S+/g)];
  return {
    line,
    cells: words.map(([word]) => word.replace(/^"(.*)"$/, '$1')),
    spanOf: (cell) => {
      const { 0: word, index } = words[cell]!;
      const quote = word.startsWith('"') ? 1 : 0;
      return { line, start: index + quote, end: index + word.length - quote };
    },
  };
}
