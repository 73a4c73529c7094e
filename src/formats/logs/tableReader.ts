import type { ReadingLimits } from '../../core/limits.ts';
import type { Problem } from '../../core/problem.ts';
import type { TrainingLog } from '../../core/trainingRun.ts';
import type { Head, ReadResult, Reader } from '../format.ts';
import { lineReader, lineSplitter, linesOfBytes } from '../lines.ts';
import type { LineSink } from '../lines.ts';
import { logTable } from './logTable.ts';
import type { LogTable } from './logTable.ts';
import type { TableProfile } from './tableProfile.ts';
import { rowAssembler, splitCells } from './tableRows.ts';
import type { RowAssembler } from './tableRows.ts';
import { overlongProblem } from '../overlongProblem.ts';

/** Separators of log tables; of two that cut the header into as many cells the first is taken. */
const separators = [',', ';', '\t', '|'] as const;

/** The separator that cuts a header line into most cells, or undefined if none cuts it. */
function separatorOf(header: string): string | undefined {
  const counts = separators.map((separator) => splitCells(header, separator).cells.length);
  const most = Math.max(...counts);
  return most < 2 ? undefined : separators[counts.indexOf(most)];
}

/** Reads a log table fed in pieces. */
export function tableReader(
  limits: Pick<ReadingLimits, 'lineBytes'>,
  profile: TableProfile,
): Reader<TrainingLog> {
  const lines = tableLines(profile);
  const feed = linesOfBytes(limits, lines.line);
  const result = (): ReadResult<TrainingLog> => {
    const { document, problems } = lines.result();
    const all = [...problems, ...overlongProblem(feed, limits)];
    return document === undefined ? { problems: all } : { document, problems: all };
  };
  return lineReader(feed, result);
}

/** What the complete lines of a file's start give. */
export function readHeadTable(head: Head, profile: TableProfile): ReadResult<TrainingLog> {
  const lines = tableLines(profile);
  const splitter = lineSplitter(head.text.length, lines.line);
  splitter.push(head.text);
  if (head.complete) splitter.end();
  return lines.result();
}

/** Cells of the first line that is not blank, or undefined if it is no row of a table. */
export function headerCells(head: Head): readonly string[] | undefined {
  const first = /^\s*(\S[^\r\n]*)(?=[\r\n])/.exec(head.text)?.[1];
  if (first === undefined) return undefined;
  const separator = separatorOf(first);
  return separator === undefined ? undefined : splitCells(first, separator).cells;
}

/** The header of a table and the whole rows below it, by the start of a file; undefined if its first line is no row. */
export function headTable(
  head: Head,
): { readonly header: readonly string[]; readonly rows: readonly (readonly string[])[] } | undefined {
  const first = /^\s*(\S[^\r\n]*)/.exec(head.text)?.[1];
  const separator = first === undefined ? undefined : separatorOf(first);
  if (separator === undefined) return undefined;
  const [header = [], ...rows] = rowsOf(head, separator);
  return { header, rows };
}

function rowsOf(head: Head, separator: string): readonly (readonly string[])[] {
  const rows: (readonly string[])[] = [];
  const assembler = rowAssembler(separator, ({ cells }) => rows.push(cells));
  const splitter = lineSplitter(head.text.length, assembler.line);
  splitter.push(head.text);
  if (head.complete) splitter.end();
  return rows;
}

interface TableLines {
  readonly line: LineSink;
  result(): ReadResult<TrainingLog>;
}

function tableLines(profile: TableProfile): TableLines {
  let assembler: RowAssembler | undefined;
  let table: LogTable | undefined;
  const begin = (header: string): RowAssembler | undefined => {
    const separator = separatorOf(header);
    if (separator === undefined) return undefined;
    const made = logTable(profile, separator !== ',');
    table = made;
    return rowAssembler(separator, made.row);
  };
  return {
    line: (text, line) => {
      if (assembler === undefined && text.trim() !== '') assembler = begin(text);
      assembler?.line(text, line);
    },
    result: () => {
      const { document, problems } = table?.result() ?? { problems: [noTable] };
      const all = [...problems, ...unclosedProblem(assembler)];
      return document === undefined ? { problems: all } : { document, problems: all };
    },
  };
}

const noTable: Problem = { kind: 'refused', message: 'No header with an epoch column: nothing to read.' };

function unclosedProblem(assembler: RowAssembler | undefined): Problem[] {
  const lines = assembler?.unclosedLines() ?? 0;
  const line = assembler?.firstUnclosed();
  if (lines === 0 || line === undefined) return [];
  return [{ kind: 'skipped', message: `${lines} lines left out: a quote is opened and never closed.`, line }];
}
