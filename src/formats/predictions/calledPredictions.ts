import type { PredictionTable } from '../../core/predictionTable.ts';
import { decideColumns } from '../columns.ts';
import { csvDialect } from '../csvDialect.ts';
import { utf8Pieces } from '../decode.ts';
import type { ColumnMapping, Format, Head } from '../format.ts';
import type { CsvLimits } from '../csvScanner.ts';
import { parseJson } from '../jsonTolerant.ts';
import { GrowingBytes } from './growingBytes.ts';
import { predictionCsv } from './predictionCsv.ts';
import { predictionJson } from './predictionJson.ts';
import { predictionJsonLines } from './predictionJsonLines.ts';

/** The format of a file that a person calls a prediction table, whatever its columns are called. */
export function calledPredictions({ name, text }: Head): Format<PredictionTable> {
  if (!/^\s*[[{]/.test(text)) return predictionCsv;
  if (/\.(?:jsonl|ndjson)$/i.test(name)) return predictionJsonLines;
  const [first = '', second = ''] = text.split(/[\r\n]+/).filter((line) => line.trim() !== '');
  const isObject = (line: string): boolean => /^\s*\{.*\}\s*$/.test(line);
  // The second line may be cut by the end of the head.
  return isObject(first) && /^\s*\{/.test(second) ? predictionJsonLines : predictionJson;
}

/** True if the start of a file has the columns that were declared for it. */
export function holdsDeclared(head: Head, declared: ColumnMapping, limits: CsvLimits): boolean {
  if (calledPredictions(head) !== predictionCsv) {
    return holdsStrings(head.text, declared);
  }
  const pieces = utf8Pieces();
  const start = new GrowingBytes();
  start.add(pieces.push(head.bytes));
  start.add(pieces.end());
  const dialect = csvDialect(start.bytes(), head.complete, limits);
  if (dialect === undefined) return false;
  const decision = decideColumns(dialect, declared);
  return decision.kind === 'roles' || decision.reason !== 'unknownColumn';
}

/** True if JSON text has the declared names among its strings: keys of records, of inner objects, lists of columns. */
function holdsStrings(text: string, { actual, predicted, scores, weight, id }: ColumnMapping): boolean {
  const strings = new Set(
    Array.from(text.matchAll(/"((?:[^"\\]|\\.)*)"/g), ([quoted, plain = '']) => {
      const parsed = parseJson(quoted);
      return 'value' in parsed && typeof parsed.value === 'string' ? parsed.value : plain;
    }),
  );
  const isHeld = (name: string): boolean =>
    strings.has(name) || name.split('.').every((part) => strings.has(part));
  const before = scores?.split('*')[0] ?? '';
  return (
    [actual, predicted, weight, id].every((name) => name === undefined || isHeld(name)) &&
    (before === '' ||
      isHeld(before) ||
      [...strings].some((name) => before.startsWith(name) || name.startsWith(before)))
  );
}
