import type { PredictionTable } from '../../core/predictionTable.ts';
import { decideColumns } from '../columns.ts';
import { csvDialect } from '../csvDialect.ts';
import type { CsvDialect } from '../csvDialect.ts';
import { utf8Pieces } from '../decode.ts';
import type { ColumnMapping, Format, Head, KnownHeader } from '../format.ts';
import type { CsvLimits } from '../csvScanner.ts';
import { scanJson } from '../jsonTolerant.ts';
import type { JsonHandler } from '../jsonTolerant.ts';
import { knownHeader } from '../tableDecision.ts';
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
  const dialect = dialectOf(head, limits);
  if (dialect === undefined) return false;
  const decision = decideColumns(dialect, declared);
  return decision.kind === 'roles' || decision.reason !== 'unknownColumn';
}

/** What was said of files with the header of this one; of JSON, of files with these keys. */
export function headerOf(
  head: Head,
  headers: readonly KnownHeader[],
  limits: CsvLimits,
): KnownHeader | undefined {
  if (headers.length === 0) return undefined;
  if (calledPredictions(head) === predictionCsv) {
    const names = dialectOf(head, limits)?.names;
    return names === undefined ? undefined : knownHeader(names, headers);
  }
  // Which keys make its columns is known once all of it is read; then they are compared.
  const strings = stringsOf(head.text);
  return headers
    .filter(({ header, readAs }) => readAs === undefined && header.every((name) => isHeld(strings, name)))
    .at(-1);
}

function dialectOf(head: Head, limits: CsvLimits): CsvDialect | undefined {
  const pieces = utf8Pieces();
  const start = new GrowingBytes();
  start.add(pieces.push(head.bytes));
  start.add(pieces.end());
  return csvDialect(start.bytes(), head.complete, limits);
}

/** True if JSON text has the declared names among its strings: keys of records, of inner objects, lists of columns. */
function holdsStrings(text: string, { actual, predicted, scores, weight, id }: ColumnMapping): boolean {
  const strings = stringsOf(text);
  const before = scores?.split('*')[0] ?? '';
  return (
    [actual, predicted, weight, id].every((name) => name === undefined || isHeld(strings, name)) &&
    (before === '' ||
      isHeld(strings, before) ||
      [...strings].some((name) => before.startsWith(name) || name.startsWith(before)))
  );
}

function isHeld(strings: ReadonlySet<string>, name: string): boolean {
  return strings.has(name) || name.split('.').every((part) => strings.has(part));
}

/** Keys and texts of the JSON values in a text, as far as it goes; after a line that is no JSON from the next one on. */
function stringsOf(text: string): ReadonlySet<string> {
  const strings = new Set<string>();
  const handler: JsonHandler = {
    key: (key) => strings.add(key),
    scalar: (value) => {
      if (typeof value === 'string') strings.add(value);
    },
  };
  for (let at = 0; at < text.length;) {
    const end = scanJson(text, handler, at);
    if (typeof end === 'number') {
      at = end;
      continue;
    }
    // A line cut short shows its fault only on the next one, which may be whole.
    const own = text.lastIndexOf('\n', end.offset) + 1;
    const next = text.indexOf('\n', end.offset) + 1;
    if (own <= at && next === 0) break;
    at = own > at ? own : next;
  }
  return strings;
}
