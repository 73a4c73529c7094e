import type { ClassReport, ClassReports } from '../../core/classReport.ts';
import type { Format } from '../format.ts';
import type { Row } from '../logs/tableRows.ts';
import { wholeFileReader } from '../wholeFile.ts';
import { reportRemarks } from './reportChecks.ts';
import { entryColumn, reportOfEntries } from './reportEntries.ts';
import type { EntryColumn, ReportEntry, WrittenNumber } from './reportEntries.ts';
import { textTable } from './textTable.ts';

/** A report of ten thousand classes; a longer file is something else. */
const mostBytes = 4_194_304;

/**
 * scikit-learn's `classification_report` with `output_dict=True` as pandas saves it: a class a row
 * (`pd.DataFrame(report).T.to_csv()`) or a column, with its averages.
 */
export const classificationReportCsv: Format<ClassReports> = {
  id: 'classificationReportCsv',
  title: 'Classification report of scikit-learn (CSV)',
  kind: 'classReport',
  recognise: (head) => {
    if (!head.complete || !/precision/i.test(head.text) || !/support/i.test(head.text)) return 0;
    return typeof readReport(head.text, Infinity) === 'string' ? 0 : 0.95;
  },
  reader: ({ limits }) =>
    wholeFileReader(mostBytes, 'classification report', (text) => {
      const report = readReport(text, limits.classes);
      if (typeof report === 'string') return { problems: [{ kind: 'refused', message: report }] };
      const { isNamed, ...own } = report;
      const message = 'The report names no classes: they are called 0, 1, … in the order of its rows.';
      const unnamed = isNamed ? [] : [{ kind: 'note' as const, message, line: own.line }];
      return {
        document: { kind: 'classReport', reports: [own] },
        problems: [...unnamed, ...reportRemarks(own)],
      };
    }),
};

type CsvReport = ClassReport & { readonly isNamed: boolean };

function readReport(text: string, mostClasses: number): CsvReport | string {
  const rows = textTable(text);
  const [header, ...data] = rows ?? [];
  if (header === undefined || data.length === 0) return 'Is no table. Not read.';
  const columns = header.cells.map(entryColumn);
  const isByRow = has(columns);
  const entries = isByRow ? entriesByRow(columns, data) : entriesByColumn(header, data);
  if (entries === undefined) return 'Is no classification report: the averages are missing. Not read.';
  const report = reportOfEntries(entries, header.line, mostClasses);
  if (typeof report === 'string') return report;
  return { ...report, isNamed: !isByRow || columns[0] === undefined };
}

function has(columns: readonly (EntryColumn | undefined)[]): boolean {
  return (['precision', 'recall', 'support'] as const).every((column) => columns.includes(column));
}

function entriesByRow(
  columns: readonly (EntryColumn | undefined)[],
  rows: readonly Row[],
): readonly ReportEntry[] | undefined {
  if (rows.some(({ cells }) => cells.length !== columns.length)) return undefined;
  const names = columns[0] === undefined ? rows.map(({ cells }) => cells[0]!) : namesByPlace(rows);
  return names === undefined
    ? undefined
    : rows.map((row, index) => ({
        label: names[index]!,
        span: row.spanOf(0),
        numbers: numbersOf(columns, (cell) => ({ text: row.cells[cell]!, span: row.spanOf(cell) })),
      }));
}

/** Rows without names, saved without their index: the last three are the accuracy, the same in every column, and the averages. */
function namesByPlace(rows: readonly Row[]): readonly string[] | undefined {
  const summary = rows.at(-3);
  if (summary === undefined || new Set(summary.cells).size > 1) return undefined;
  return [...rows.slice(0, -3).map((_, index) => String(index)), 'accuracy', 'macro avg', 'weighted avg'];
}

function entriesByColumn(header: Row, rows: readonly Row[]): readonly ReportEntry[] | undefined {
  const columns = rows.map(({ cells }) => entryColumn(cells[0]!));
  if (!has(columns) || rows.some(({ cells }) => cells.length !== header.cells.length)) return undefined;
  return header.cells.slice(1).map((label, index) => ({
    label,
    span: header.spanOf(index + 1),
    numbers: numbersOf(columns, (row) => ({
      text: rows[row]!.cells[index + 1]!,
      span: rows[row]!.spanOf(index + 1),
    })),
  }));
}

function numbersOf(
  columns: readonly (EntryColumn | undefined)[],
  written: (index: number) => WrittenNumber,
): ReadonlyMap<EntryColumn, WrittenNumber> {
  return new Map(
    columns.flatMap((column, index) => (column === undefined ? [] : [[column, written(index)] as const])),
  );
}
