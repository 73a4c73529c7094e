import type { PrintedNumber } from '../../core/classReport.ts';
import type { PrintedMatrix } from './printedMatrix.ts';
import { actualRows } from './printedMatrix.ts';

/** Gathers the statistics that caret's `confusionMatrix` prints below its matrix, and holds them against it. */
export interface CaretStatistics {
  readonly line: (text: string, line: number) => void;
  /** The accuracy below a matrix that begins on a line, before the next one's; undefined if none is printed. */
  accuracyOf(line: number, next: number): PrintedNumber | undefined;
  /** False if a printed accuracy or sensitivity is not that of the matrix. */
  agree(matrix: PrintedMatrix, next: number): boolean;
}

interface Statistic {
  readonly line: number;
  readonly what: 'accuracy' | 'sensitivity' | 'positive';
  readonly numbers: readonly PrintedNumber[];
  readonly label?: string;
}

const accuracyLine = /^(\s*Accuracy(?: \(average\))?\s+:\s+)(\d(?:\.\d+)?)\s*$/;
const sensitivityLine = /^(\s*(?:Sensitivity|Recall)(?:\s+:)?\s+)((?:(?:\d(?:\.\d+)?|NA)\s*)+)$/;
const positiveLine = /^\s*'Positive' Class\s+:\s+(.*\S)\s*$/;

/** Characters of a line above which it is something else. */
const longest = 2_000;
/** Room of a quotient beside its printing. */
const rounding = 1e-9;

/** Source: caret, R/confusionMatrix.R, `print.confusionMatrix` (6.0-93). */
export function caretStatistics(): CaretStatistics {
  const statistics: Statistic[] = [];
  const between = (from: number, to: number): readonly Statistic[] =>
    statistics.filter(({ line }) => line > from && line < to);

  return {
    line: (text, line) => {
      if (text.length > longest || !/^\s*(?:Accuracy|Sensitivity|Recall|'Positive')/.test(text)) return;
      const accuracy = accuracyLine.exec(text);
      if (accuracy !== null) {
        const numbers = [numberOf(accuracy[2]!, line, accuracy[1]!.length)];
        statistics.push({ line, what: 'accuracy', numbers });
        return;
      }
      const label = positiveLine.exec(text)?.[1];
      if (label !== undefined) statistics.push({ line, what: 'positive', numbers: [], label });
      const sensitivity = sensitivityLine.exec(text);
      if (sensitivity === null) return;
      const start = sensitivity[1]!.length;
      const words = [...sensitivity[2]!.matchAll(/\S+/g)];
      const numbers = words.map(({ 0: word, index }) => numberOf(word, line, start + index));
      statistics.push({ line, what: 'sensitivity', numbers });
    },
    accuracyOf: (line, next) => between(line, next).find(({ what }) => what === 'accuracy')?.numbers[0],
    agree: (matrix, next) => {
      const rows = actualRows(matrix);
      const own = between(matrix.line, next);
      const right = rows.reduce((sum, row, index) => sum + row[index]!, 0);
      const accuracy = own.find(({ what }) => what === 'accuracy')?.numbers[0];
      if (!isQuotient(accuracy, right, total(rows.flat()))) return false;
      const numbers = own.find(({ what }) => what === 'sensitivity')?.numbers ?? [];
      const positive = own.find(({ what }) => what === 'positive')?.label;
      // Of two classes only that of the positive one is printed.
      const first = positive === undefined ? 0 : (matrix.labels ?? []).indexOf(positive);
      return numbers.every((number, index) => {
        const row = rows[first + index];
        return row === undefined || isQuotient(number, row[first + index]!, total(row));
      });
    },
  };
}

/** A number as R prints it; `NA` is not finite. */
function numberOf(word: string, line: number, start: number): PrintedNumber {
  const decimals = word.split('.')[1]?.length ?? 0;
  const span = { line, start, end: start + word.length };
  return { value: Number(word), tolerance: 0.5 * 10 ** -decimals, span };
}

function isQuotient(printed: PrintedNumber | undefined, part: number, whole: number): boolean {
  if (printed === undefined || !Number.isFinite(printed.value) || whole === 0) return true;
  return Math.abs(printed.value - part / whole) <= printed.tolerance + rounding;
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
