import type { ClassReport, ClassReports, PrintedNumber, ReportedClass } from '../../core/classReport.ts';
import type { Span } from '../../core/span.ts';
import type { Format } from '../format.ts';
import { scanJson } from '../jsonTolerant.ts';
import { wholeFileReader } from '../wholeFile.ts';
import { reportFault, reportRemarks } from './reportChecks.ts';

/** A report of ten thousand classes; a longer file is something else. */
const mostBytes = 4_194_304;
/** Decimals beyond which a number is taken for written in full. */
const fullDecimals = 12;

const columns: ReadonlyMap<string, 'precision' | 'recall' | 'f1' | 'support'> = new Map([
  ['precision', 'precision'],
  ['recall', 'recall'],
  ['f1-score', 'f1'],
  ['support', 'support'],
]);

/** What scikit-learn's `classification_report` gives with `output_dict=True`, saved as JSON. */
export const classificationReportJson: Format<ClassReports> = {
  id: 'classificationReportJson',
  title: 'Classification report of scikit-learn (JSON)',
  kind: 'classReport',
  recognise: (head) => {
    if (!head.text.includes('"f1-score"') || !/^\s*\{/.test(head.text)) return 0;
    return head.complete && typeof readReport(head.text, Infinity) !== 'string' ? 0.95 : 0;
  },
  reader: ({ limits }) =>
    wholeFileReader(Math.min(mostBytes, limits.jsonBytes), 'classification report', (text) => {
      const report = readReport(text, limits.classes);
      if (typeof report === 'string') return { problems: [{ kind: 'refused', message: report }] };
      return { document: { kind: 'classReport', reports: [report] }, problems: reportRemarks(report) };
    }),
};

/** A class or a mean of the report; `span` is its key. */
interface Entry {
  readonly span: Span;
  readonly rates: Map<'precision' | 'recall' | 'f1' | 'support', PrintedNumber>;
}

/** The report in a JSON text, or why there is none. */
function readReport(text: string, mostClasses: number): ClassReport | string {
  const entries = gather(text);
  if (typeof entries === 'string') return entries;
  if (entries.has('samples avg')) {
    return 'This report is of a multi-label task ("samples avg"): its rows have several classes or none. Not read.';
  }
  const summaries = ['accuracy', 'micro avg', 'macro avg', 'weighted avg'];
  const classes: ReportedClass[] = [];
  for (const [label, { span, rates }] of entries) {
    const support = rates.get('support')?.value;
    if (summaries.includes(label)) continue;
    if (support === undefined) return 'Is no classification report: a class has no support. Not read.';
    classes.push({ label, span, support, ...ratesOf(rates) });
  }
  const weighted = entries.get('weighted avg')?.rates;
  const macro = entries.get('macro avg')?.rates;
  if (weighted === undefined || macro === undefined)
    return 'Is no classification report: the averages are missing. Not read.';
  if (classes.length > mostClasses) return `Has more than ${mostClasses} classes. Not read.`;
  const accuracy = entries.get('accuracy')?.rates.get('precision');
  const fault = reportFault(classes, accuracy === undefined ? undefined : weighted.get('support')?.value);
  if (fault !== undefined) return fault;
  return {
    line: 0,
    classes,
    ...(accuracy === undefined ? {} : { accuracy }),
    macro: ratesOf(macro),
    weighted: ratesOf(weighted),
    weightedRows: classes.some(({ support }) => !Number.isInteger(support)),
  };
}

function ratesOf(rates: Entry['rates']): Pick<ReportedClass, 'precision' | 'recall' | 'f1'> {
  const [precision, recall, f1] = [rates.get('precision'), rates.get('recall'), rates.get('f1')];
  return {
    ...(precision === undefined ? {} : { precision }),
    ...(recall === undefined ? {} : { recall }),
    ...(f1 === undefined ? {} : { f1 }),
  };
}

/** The numbers of a JSON object of objects, by key; a number of its own, as the accuracy is, stands as a precision. */
function gather(text: string): ReadonlyMap<string, Entry> | string {
  const entries = new Map<string, Entry>();
  const spanOf = spans(text);
  const written: {
    rates: Entry['rates'];
    column: 'precision' | 'recall' | 'f1' | 'support';
    value: number;
    span: Span;
  }[] = [];
  let depth = 0;
  let decimals = 0;
  let fault: string | undefined;
  let entry: Entry | undefined;
  let column: 'precision' | 'recall' | 'f1' | 'support' | undefined;
  const end = scanJson(text, {
    key: (key, start, stop) => {
      if (depth === 1) {
        if (entries.has(key)) fault = `This report has two entries '${key}'. Not read.`;
        entry = { span: spanOf(start, stop), rates: new Map() };
        entries.set(key, entry);
        column = 'precision';
      } else column = columns.get(key);
    },
    scalar: (value, start, stop) => {
      if (typeof value !== 'number' || depth > 2 || column === undefined || entry === undefined) {
        fault ??= 'Is no classification report. Not read.';
      } else if (Number.isFinite(value) && value >= 0) {
        const digits = text.slice(start, stop);
        if (column !== 'support') decimals = Math.max(decimals, decimalsOf(digits));
        written.push({ rates: entry.rates, column, value, span: spanOf(start, stop) });
      } else if (!Number.isNaN(value)) fault ??= 'This report has a number that is none. Not read.';
    },
    open: (bracket) => {
      depth++;
      if (bracket === '[') fault ??= 'Is no classification report. Not read.';
    },
    close: () => {
      depth--;
    },
  });
  if (typeof end !== 'number')
    return end.cut ? 'Ends in the middle of the JSON. Not read.' : `Is not JSON: ${end.message}. Not read.`;
  if (fault !== undefined) return fault;
  const tolerance = 0.5 * 10 ** -Math.min(decimals, fullDecimals);
  for (const { rates, column: of, value, span } of written) rates.set(of, { value, tolerance, span });
  return entries;
}

/** Decimals of a number as written; with an exponent as many as it takes to write it in full. */
function decimalsOf(digits: string): number {
  const [mantissa = '', exponent = '0'] = digits.toLowerCase().split('e');
  return Math.max(0, (mantissa.split('.')[1]?.length ?? 0) - Number(exponent));
}

/** Makes spans of offsets that come in their order. O(text) for all of them. */
function spans(text: string): (start: number, end: number) => Span {
  let line = 0;
  let lineStart = 0;
  let seen = 0;
  return (start, end) => {
    for (; seen < start; seen++) {
      const code = text.charCodeAt(seen);
      if (code !== 10 && (code !== 13 || text.charCodeAt(seen + 1) === 10)) continue;
      line++;
      lineStart = seen + 1;
    }
    return { line, start: start - lineStart, end: end - lineStart };
  };
}
