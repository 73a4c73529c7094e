import type { ClassReport, PrintedNumber, ReportedClass } from '../../core/classReport.ts';
import type { Span } from '../../core/span.ts';
import { reportFault } from './reportChecks.ts';

/** The columns of a report that are used. */
export type EntryColumn = 'precision' | 'recall' | 'f1' | 'support';

/** A number of a report as it is written. */
export interface WrittenNumber {
  readonly text: string;
  readonly span: Span;
}

/** A class or a mean of a report; `span` is its name. The accuracy is written under each column, or as a precision. */
export interface ReportEntry {
  readonly label: string;
  readonly span: Span;
  readonly numbers: ReadonlyMap<EntryColumn, WrittenNumber>;
}

/** Decimals beyond which a number is taken for written in full. */
export const fullDecimals = 12;
const summaries: readonly string[] = ['accuracy', 'micro avg', 'macro avg', 'weighted avg'];

const columns: ReadonlyMap<string, EntryColumn> = new Map([
  ['precision', 'precision'],
  ['recall', 'recall'],
  ['f1-score', 'f1'],
  ['f1_score', 'f1'],
  ['f1score', 'f1'],
  ['f1', 'f1'],
  ['support', 'support'],
]);

/** The column of a report that a name stands for. */
export function entryColumn(name: string): EntryColumn | undefined {
  return columns.get(name.trim().toLowerCase());
}

/** The report that entries make, in their order, or why they make none; `line` is the one that it begins on. */
export function reportOfEntries(
  entries: readonly ReportEntry[],
  line: number,
  mostClasses: number,
): ClassReport | string {
  const seen = new Set<string>();
  for (const { label } of entries) {
    if (seen.has(label)) return `This report has two entries '${label}'. Not read.`;
    seen.add(label);
  }
  if (seen.has('samples avg')) {
    return 'This report is of a multi-label task ("samples avg"): its rows have several classes or none. Not read.';
  }
  const read = printedNumbers(entries);
  if (typeof read === 'string') return read;
  const classes: ReportedClass[] = [];
  for (const { label, span } of entries) {
    if (summaries.includes(label)) continue;
    const { support, ...rates } = read.get(label)!;
    if (support === undefined) return 'Is no classification report: a class has no support. Not read.';
    classes.push({ label, span, support: support.value, ...rates });
  }
  const [macro, weighted] = [read.get('macro avg'), read.get('weighted avg')];
  if (macro === undefined || weighted === undefined)
    return 'Is no classification report: the averages are missing. Not read.';
  if (classes.length > mostClasses) return `Has more than ${mostClasses} classes. Not read.`;
  const accuracy = read.get('accuracy')?.precision;
  const fault = reportFault(classes, accuracy === undefined ? undefined : weighted.support?.value);
  if (fault !== undefined) return fault;
  return {
    line,
    classes,
    ...(accuracy === undefined ? {} : { accuracy }),
    macro: withoutSupport(macro),
    weighted: withoutSupport(weighted),
    weightedRows: classes.some(({ support }) => !Number.isInteger(support)),
  };
}

type Printed = { readonly [Column in EntryColumn]?: PrintedNumber };

function withoutSupport({ precision, recall, f1 }: Printed): Omit<Printed, 'support'> {
  return {
    ...(precision === undefined ? {} : { precision }),
    ...(recall === undefined ? {} : { recall }),
    ...(f1 === undefined ? {} : { f1 }),
  };
}

/** The numbers by label, all rates with the most decimals that any of them has: trailing zeros are not written. */
function printedNumbers(entries: readonly ReportEntry[]): ReadonlyMap<string, Printed> | string {
  let decimals = 0;
  for (const { numbers } of entries) {
    for (const [column, { text }] of numbers) {
      const value = numberOf(text);
      if (value < 0 || value === Infinity) return 'This report has a number that is none. Not read.';
      if (column !== 'support' && Number.isFinite(value)) decimals = Math.max(decimals, decimalsOf(text));
    }
  }
  const tolerance = 0.5 * 10 ** -Math.min(decimals, fullDecimals);
  return new Map(
    entries.map(({ label, numbers }) => {
      const printed = [...numbers].flatMap(([column, { text, span }]) => {
        const value = numberOf(text);
        return Number.isNaN(value) ? [] : [[column, { value, tolerance, span }] as const];
      });
      return [label, Object.fromEntries(printed)];
    }),
  );
}

/** Also what Python writes and JSON does not know: `NaN`, `inf`; an empty cell of a CSV is pandas' NaN. */
function numberOf(text: string): number {
  const word = text.trim();
  if (/^[+-]?inf(?:inity)?$/i.test(word)) return word.startsWith('-') ? -Infinity : Infinity;
  return word === '' ? NaN : Number(word);
}

/** Decimals of a number as written; with an exponent as many as it takes to write it in full. */
export function decimalsOf(digits: string): number {
  const [mantissa = '', exponent = '0'] = digits.toLowerCase().split('e');
  return Math.max(0, (mantissa.split('.')[1]?.length ?? 0) - Number(exponent));
}
