import type { ClassCounts } from '../../core/classCounts.ts';
import type { Reader, ReadOptions } from '../format.ts';
import { wholeFileReader } from '../wholeFile.ts';
import { mostBytes, refusal } from './jsonDocument.ts';

/** A reader of a small text as a whole; `read` gives the counts or names, or one line that says why not. */
export function textDocumentReader(
  options: ReadOptions,
  read: (text: string) => ClassCounts | string,
): Reader<ClassCounts> {
  return wholeFileReader(Math.min(mostBytes, options.limits.jsonBytes), 'file of class counts', (text) => {
    const counts = read(text);
    return typeof counts === 'string' ? refusal(counts) : { document: counts, problems: [] };
  });
}
