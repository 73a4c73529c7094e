import { logTable } from './logTable.ts';
import { printedHeader, printedRow } from './printedRows.ts';
import type { PrintedHeader } from './printedRows.ts';
import type { TableProfile } from './tableProfile.ts';
import type { LogLines } from './textLog.ts';
import type { GatheredRuns } from './valuedRuns.ts';

/** What every header of a printed table has; most lines of a log are other ones. */
const headerPattern = /^[\s\b]{0,40}(?:epoch|E)\s/i;

/** Gathers the rows of tables that are printed for people; `columns` says which headers are of such a table. */
export function printedTableLines(columns: TableProfile['columns']): LogLines & { gathered(): GatheredRuns } {
  const table = logTable(
    { columns, averagesExactly: false, writtenInFull: false, percentages: true, mergesRows: false },
    false,
  );
  let header: PrintedHeader | undefined;
  return {
    line: (text, line) => {
      // Bars; a table has blanks between its columns.
      if (text.includes('|')) return;
      const begun = headerPattern.test(text) ? printedHeader(text, line) : undefined;
      if (begun !== undefined && columns(begun.row.cells) !== undefined) {
        header = begun;
        table.row(begun.row);
        return;
      }
      const row = header === undefined ? undefined : printedRow(text, line, header);
      if (row !== undefined) table.row(row);
    },
    gathered: () => {
      const { document, problems } = table.result();
      return { runs: document?.runs ?? [], problems: problems.filter(({ kind }) => kind !== 'refused') };
    },
  };
}
