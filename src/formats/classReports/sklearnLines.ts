import type { ClassReport, PrintedNumber, ReportedClass, ReportedRates } from '../../core/classReport.ts';
import type { Problem } from '../../core/problem.ts';
import { reportFault } from './reportChecks.ts';
import { reportHeader, reportRow, wordsOf } from './reportLine.ts';
import type { ReportColumn, ReportHeader, ReportRow } from './reportLine.ts';

/** Gathers the reports of scikit-learn and of imbalanced-learn in the lines of a text. */
export interface SklearnLines {
  readonly line: (text: string, line: number) => void;
  /** The reports whose last line was seen, in their order. */
  reports(): readonly ClassReport[];
  problems(): readonly Problem[];
}

/** A report whose last line is still to come. */
interface OpenReport {
  readonly header: ReportHeader;
  readonly line: number;
  readonly rows: ReportRow[];
}

/** Lines that sum up, without what a logger writes before them. */
const summaries = /(?:^|\s)(accuracy|(?:micro|macro|weighted|samples) avg|avg \/ total)$/;

/**
 * Reads class lines from the right: the last words are numbers, what stands before is the name, which may hold blanks.
 *
 * A logger that writes time and level before every line writes as many words before "weighted avg", and these are left
 * out before the names as well. Of a multi-label task, whose rows have several classes or none, nothing is read.
 */
export function sklearnLines(mostClasses: number): SklearnLines {
  const reports: ClassReport[] = [];
  const problems: Problem[] = [];
  let open: OpenReport | undefined;
  let closed: number | undefined;

  const close = (report: OpenReport): void => {
    const read = completeReport(report);
    if (typeof read === 'string') problems.push({ kind: 'skipped', message: read, line: report.line });
    else reports.push(read);
    closed = report.line;
    open = undefined;
  };

  return {
    line: (text, line) => {
      const header = reportHeader(text);
      if (header !== undefined) {
        open = { header, line, rows: [] };
        closed = undefined;
        return;
      }
      if (open === undefined) {
        if (closed !== undefined && /(?:^|\s)samples avg\s/.test(text)) {
          dropMultiLabel(reports, problems, closed);
        }
        if (text.trim() !== '') closed = undefined;
        return;
      }
      const row = reportRow(text, line, columnsOf(text, open.header));
      if (row === undefined) {
        if (wordsOf(text) > open.header.words) open = undefined;
        return;
      }
      open.rows.push(row);
      if (open.rows.length > mostClasses) open = undefined;
      else if (/(?:^|\s)(?:weighted avg|avg \/ total)$/.test(row.text)) close(open);
    },
    reports: () => reports,
    problems: () => problems,
  };
}

/** The line of the accuracy has no precision and no recall. */
function columnsOf(text: string, { columns }: ReportHeader): number {
  return /(?:^|\s)accuracy\s+\S+\s+\S+\s*$/.test(text) ? 2 : columns.length;
}

function dropMultiLabel(reports: ClassReport[], problems: Problem[], line: number): void {
  if (reports.at(-1)?.line === line) reports.pop();
  const others = problems.filter((problem) => problem.line !== line);
  problems.length = 0;
  const message =
    'This report is of a multi-label task ("samples avg"): its rows have several classes or none. Not read.';
  problems.push(...others, { kind: 'skipped', message, line });
}

function completeReport({ header, line, rows }: OpenReport): ClassReport | string {
  const words = summaryWords(rows);
  const named = rows.map((row) => ({ row, name: withoutWords(row, words) }));
  const summary = (name: string): ReportRow | undefined => {
    return named.filter((one) => one.name.text === name).at(-1)?.row;
  };
  const accuracyRow = named.find(
    ({ row, name }) => name.text === 'accuracy' && row.numbers.length === 2,
  )?.row;
  const isSummary = new Set(
    [accuracyRow, ...['micro avg', 'macro avg', 'weighted avg', 'avg / total'].map(summary)].filter(
      (row) => row !== undefined,
    ),
  );
  const classRows = named.filter(
    ({ row }) => !isSummary.has(row) && row.numbers.length === header.columns.length,
  );
  const classes = classRows.flatMap(({ row, name }): ReportedClass[] => {
    const support = numberOf(row, header, 'support');
    if (support === undefined) return [];
    const span = { line: support.span.line, start: name.start, end: name.start + name.text.length };
    return [{ label: name.text, span, support: support.value, ...ratesOf(row, header) }];
  });
  const complete = classes.length === classRows.length;
  const fault = reportFault(complete ? classes : [], accuracyRow?.numbers[1]?.value);
  if (fault !== undefined) return fault;
  const accuracy = accuracyRow?.numbers[0];
  const [macro, weighted] = [summary('macro avg'), summary('weighted avg') ?? summary('avg / total')];
  return {
    line,
    classes,
    ...(accuracy === undefined ? {} : { accuracy }),
    ...(macro === undefined ? {} : { macro: ratesOf(macro, header) }),
    ...(weighted === undefined ? {} : { weighted: ratesOf(weighted, header) }),
    weightedRows: classRows.some(({ row }) => !row.wholeSupport),
  };
}

/** Words that a logger writes before each line, by what stands before the last summary. */
function summaryWords(rows: readonly ReportRow[]): number {
  const last = rows.at(-1)?.text ?? '';
  return wordsOf(last.slice(0, summaries.exec(last)?.index ?? 0));
}

function withoutWords({ text, start }: ReportRow, words: number): { text: string; start: number } {
  const before = new RegExp(`^(?:\\S+\\s+){${words}}`).exec(text)?.[0].length ?? 0;
  return { text: text.slice(before), start: start + before };
}

function numberOf(
  row: ReportRow,
  { columns }: ReportHeader,
  column: ReportColumn,
): PrintedNumber | undefined {
  return row.numbers[columns.indexOf(column)];
}

function ratesOf(row: ReportRow, header: ReportHeader): ReportedRates {
  const rate = (column: 'precision' | 'recall' | 'f1'): ReportedRates => {
    const printed = numberOf(row, header, column);
    return printed === undefined ? {} : { [column]: printed };
  };
  return { ...rate('precision'), ...rate('recall'), ...rate('f1') };
}
