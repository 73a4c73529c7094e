import type { PrintedNumber } from '../../core/classReport.ts';
import type { Span } from '../../core/span.ts';

/** What a column of a report holds; of imbalanced-learn's others are not used. */
export type ReportColumn = 'precision' | 'recall' | 'f1' | 'support' | 'other';

/** The line that a report begins with. */
export interface ReportHeader {
  readonly columns: readonly ReportColumn[];
  /** What stands before it, such as a time and a level of a logger. */
  readonly words: number;
}

/** A line of a report with numbers: a name, and a number or `nan` for each column. */
export interface ReportRow {
  /** All words before the numbers, with the blanks between them. */
  readonly text: string;
  readonly start: number;
  readonly numbers: readonly (PrintedNumber | undefined)[];
  /** True where the last number is written as a whole one. */
  readonly wholeSupport: boolean;
}

const sklearn: readonly ReportColumn[] = ['precision', 'recall', 'f1', 'support'];
const imblearn: readonly ReportColumn[] = ['precision', 'recall', 'other', 'f1', 'other', 'other', 'support'];

const sklearnHeader = /^(.*?)\bprecision +recall +f1-score +support\s*$/;
const imblearnHeader = /^(.*?)\bpre +rec +spe +f1 +geo +iba +sup\s*$/;

/** Longer lines are no lines of a report, and are not searched. */
const longest = 2_000;

/** The header of a report, or undefined for another line. */
export function reportHeader(text: string): ReportHeader | undefined {
  if (text.length > longest || !text.includes('f1')) return undefined;
  const match = sklearnHeader.exec(text);
  if (match !== null) return { columns: sklearn, words: wordsOf(match[1]!) };
  const other = imblearnHeader.exec(text);
  return other === null ? undefined : { columns: imblearn, words: wordsOf(other[1]!) };
}

/** The number of words of a text. */
export function wordsOf(text: string): number {
  return text.match(/\S+/g)?.length ?? 0;
}

const number = /^(?:\d+(?:\.(\d+))?|nan)$/;
const decimalsOfWhole = 0;

/** The last `columns` words of a line as numbers, with what stands before; undefined if one is no number. */
export function reportRow(text: string, line: number, columns: number): ReportRow | undefined {
  if (text.length > longest) return undefined;
  const words = [...text.matchAll(/\S+/g)];
  if (words.length < columns) return undefined;
  const numbers: (PrintedNumber | undefined)[] = [];
  for (const word of words.slice(words.length - columns)) {
    const match = number.exec(word[0]);
    if (match === null) return undefined;
    const span: Span = { line, start: word.index, end: word.index + word[0].length };
    const tolerance = 0.5 * 10 ** -(match[1]?.length ?? decimalsOfWhole);
    const value = Number(word[0]);
    numbers.push(Number.isFinite(value) ? { value, tolerance, span } : undefined);
  }
  const names = words.slice(0, words.length - columns);
  const start = names[0]?.index ?? 0;
  const last = names.at(-1);
  return {
    text: last === undefined ? '' : text.slice(start, last.index + last[0].length),
    start,
    numbers,
    wholeSupport: !words.at(-1)![0].includes('.'),
  };
}
