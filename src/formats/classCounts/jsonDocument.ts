import type { ClassCounts } from '../../core/classCounts.ts';
import type { Reader, ReadOptions, ReadResult } from '../format.ts';
import { jsonRefusal } from '../jsonRefusal.ts';
import { isJsonObject, parseJson } from '../jsonTolerant.ts';
import type { JsonObject, JsonValue } from '../jsonTolerant.ts';
import { lineOfOffset } from '../lines.ts';
import { wholeFileReader } from '../wholeFile.ts';

/** A file of class counts or names is small; a longer one is something else. */
export const mostBytes = 1_048_576;

/** A reader of a small JSON document as a whole; `read` gives the counts or one line that says why not. */
export function jsonDocumentReader(
  options: ReadOptions,
  read: (value: JsonValue) => ClassCounts | string,
): Reader<ClassCounts> {
  return wholeFileReader(Math.min(mostBytes, options.limits.jsonBytes), 'file of class counts', (text) => {
    const parsed = parseJson(text);
    if ('fault' in parsed) {
      return jsonRefusal(parsed.fault, (offset) => lineOfOffset(text, offset), 'Not read.');
    }
    const counts = read(parsed.value);
    return typeof counts === 'string' ? refusal(counts) : { document: counts, problems: [] };
  });
}

/** The whole numbers of an object by key, or undefined if it holds anything else or nothing. */
export function wholeNumbers(value: JsonValue | undefined): ReadonlyMap<string, number> | undefined {
  if (!isJsonObject(value) || value.size === 0) return undefined;
  const numbers = new Map<string, number>();
  for (const [key, number] of value) {
    if (typeof number !== 'number' || !Number.isSafeInteger(number) || number < 0) return undefined;
    numbers.set(key.trim(), number);
  }
  return numbers;
}

/** The whole document as an object, if it is one. */
export function parsedObject(text: string): JsonObject | undefined {
  const parsed = parseJson(text);
  return 'value' in parsed && isJsonObject(parsed.value) ? parsed.value : undefined;
}

/** True if the numbers are 0 to K-1, each once, with K at least 2. */
export function isNumbering(numbers: ReadonlyMap<string, number>): boolean {
  const sorted = [...numbers.values()].sort((a, b) => a - b);
  return sorted.length >= 2 && sorted.every((number, index) => number === index);
}

/** A file that gives nothing, for this reason. */
export function refusal(message: string): ReadResult<ClassCounts> {
  return { problems: [{ kind: 'refused', message }] };
}
