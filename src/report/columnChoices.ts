import type { FileReport } from '../analysis/analysis.ts';
import { clean } from './clean.ts';
import { numbers } from './numbers.ts';

type Question = NonNullable<FileReport['question']>;

/** A column, or columns with one prefix, as a list to choose from shows it. */
export interface ColumnChoice {
  /** What is declared: a column's name, or the prefix of several. */
  readonly value: string;
  readonly label: string;
  /** Its first cells. */
  readonly detail: string;
  readonly isLikely: boolean;
}

const cellLimit = 40;

/** The columns of a table, the likely ones first, without those that are taken. */
export function columnChoices(
  question: Question,
  taken: readonly (string | undefined)[] = [],
): ColumnChoice[] {
  const { candidates, columns } = question;
  const ordered = [...candidates, ...columns.filter((column) => !candidates.includes(column))];
  return ordered
    .filter((column) => !taken.includes(column))
    .map((column) => ({
      value: column,
      label: clean(column),
      detail: cellsOf(question, column)
        .map((cell) => clean(cell, cellLimit))
        .join(', '),
      isLikely: candidates.includes(column),
    }));
}

/** What may hold probabilities: columns of numbers that share a prefix, then single ones; without those that are taken. */
export function scoreChoices(question: Question, taken: readonly (string | undefined)[]): ColumnChoice[] {
  const numeric = question.columns.filter(
    (column) => !taken.includes(column) && holdsNumbers(cellsOf(question, column)),
  );
  const families = new Map<string, string[]>();
  for (const column of numeric) {
    const prefix = prefixOf(column);
    if (prefix !== undefined) families.set(prefix, [...(families.get(prefix) ?? []), column]);
  }
  const several = [...families]
    .filter(([, own]) => own.length > 1)
    .map(([prefix, own]) => ({
      value: prefix,
      label: `${clean(prefix)}…`,
      detail: `${numbers.count(own.length)} columns: ${own
        .slice(0, 4)
        .map((name) => clean(name, cellLimit))
        .join(', ')}${own.length > 4 ? ', …' : ''}`,
      isLikely: own.every((column) =>
        cellsOf(question, column).every((cell) => Number(cell) >= 0 && Number(cell) <= 1),
      ),
    }));
  const others = question.columns.filter((column) => !numeric.includes(column));
  return [...several, ...columnChoices({ ...question, candidates: [] }, others)];
}

/** Names that belong together share what stands before their last separator. */
function prefixOf(column: string): string | undefined {
  return /^(.+[_.\- :])[^_.\- :]*$/.exec(column)?.[1];
}

function cellsOf({ columns, sample }: Question, column: string): string[] {
  const index = columns.indexOf(column);
  return sample.map((row) => row[index] ?? '');
}

function holdsNumbers(cells: readonly string[]): boolean {
  return cells.length > 0 && cells.every((cell) => cell.trim() !== '' && Number.isFinite(Number(cell)));
}
