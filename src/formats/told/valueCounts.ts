import type { Told } from '../../core/trainingRun.ts';
import { countsHead } from './countsHead.ts';
import { usable } from './literalCounts.ts';
import type { Counts } from './literalCounts.ts';

/** Gathers what pandas prints of `value_counts()`: rows of label and number, and `Name: …, dtype: int64` below. */
export interface ValueCounts {
  /** Takes every line; gives the counts at the line that ends them. */
  line(text: string, line: number): Told | undefined;
}

/** Names of a column that holds the class of a row; any other may be a feature. */
const classColumn =
  /^(?:y|labels?|class(?:es)?|targets?|categor(?:y|ies)|diagnosis|sentiment|emotion|species|(?:class|label|target|true)_?(?:name|label|id|idx)?)(?:_(?:train|test|val|name))?$/i;

/** Below it pandas prints all rows and does not leave out the middle. */
const mostRows = 60;

const rowPattern = /^(\S.{0,80}?)\s{2,}(\d{1,15})$/;
const endPattern = /^(?:Name: (.{1,80}), )?dtype: int64$/;

export function valueCounts(): ValueCounts {
  let rows: string[] = [];
  let firstLine = 0;
  /** The two lines above the rows. */
  let above: readonly [string, string] = ['', ''];
  let last: readonly [string, string] = ['', ''];

  const finish = (end: RegExpExecArray): Told | undefined => {
    const counts = countsOf(rows);
    const column = end[1] === undefined || end[1] === 'count' ? above[1].trim() : end[1];
    const heads = [above[1], above[0]].map((text) => countsHead(text, false));
    // Since pandas 2 the name of the column stands between a heading and the rows.
    const head = heads[0] ?? (/\s/.test(above[1].trim()) ? undefined : heads[1]);
    if (counts === undefined || (head === undefined && !classColumn.test(column))) return undefined;
    const span = { line: firstLine, start: 0, end: rows[0]!.length };
    return head?.resampled === true
      ? { kind: 'resampled', span }
      : { kind: 'counts', of: head?.of ?? 'unsplit', counts, span };
  };

  return {
    line: (text, line) => {
      const digit = text.charCodeAt(text.length - 1) - 48;
      if (digit >= 0 && digit <= 9 && text.length <= 100 && text.includes('  ')) {
        if (rows.length === 0) {
          firstLine = line;
          above = last;
        }
        if (rows.length <= mostRows) rows.push(text);
        return undefined;
      }
      const end = rows.length > 0 && text.endsWith('dtype: int64') ? endPattern.exec(text.trim()) : null;
      const found = end === null ? undefined : finish(end);
      if (rows.length > 0) rows = [];
      last = [last[1], text];
      return found;
    },
  };
}

function countsOf(rows: readonly string[]): Counts | undefined {
  if (rows.length > mostRows) return undefined;
  const counts = new Map<string, number>();
  for (const row of rows) {
    const [, label, count] = rowPattern.exec(row.trim()) ?? [];
    if (label === undefined || counts.has(label)) return undefined;
    counts.set(label, Number(count));
  }
  return usable(counts);
}
