import { askAll, decideColumns } from './columns.ts';
import type { ColumnDecision } from './columns.ts';
import type { ColumnMapping, KnownHeader, ReadOptions } from './format.ts';
import type { TableSample } from './tableSample.ts';

/** What the columns of a file mean, by what the person said of the file, else of all files with this header. */
export function decideTable(
  sample: TableSample,
  options: Pick<ReadOptions, 'columns' | 'headers' | 'ask'>,
): ColumnDecision {
  return options.ask === true ? askAll(sample) : decideColumns(sample, mappingFor(sample.names, options));
}

/** What was said of files with exactly these column names, the last of several. */
export function knownHeader(
  names: readonly string[],
  headers: readonly KnownHeader[] = [],
): KnownHeader | undefined {
  return headers
    .filter(({ header }) => header.length === names.length && header.every((name, at) => name === names[at]))
    .at(-1);
}

/** The columns that were declared; names of columns for one file go before those for its header. */
function mappingFor(
  names: readonly string[],
  { columns, headers }: Pick<ReadOptions, 'columns' | 'headers'>,
): ColumnMapping | undefined {
  if (namesColumns(columns)) return columns;
  const known = knownHeader(names, headers)?.columns;
  return known === undefined ? columns : { ...known, ...columns };
}

/** True if a mapping says which column is which, and not only what the scores are. */
export function namesColumns(columns: ColumnMapping | undefined): boolean {
  return Object.keys(columns ?? {}).some((key) => key !== 'activation');
}
