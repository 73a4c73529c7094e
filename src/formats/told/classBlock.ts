import { classLabel, sharesAgree, usable } from './literalCounts.ts';
import type { Counts } from './literalCounts.ts';
import { unitNames, wholeNumber } from './rowNumbers.ts';

/** Lines of class counts below each other, one class a line. */
export interface ClassBlock {
  /** Takes the message of the next line; false if the block is over before it. */
  takes(message: string): boolean;
  /** The counts, if they are sound: told twice they agree, and their shares are theirs. */
  counts(): Counts | undefined;
}

interface BlockRow {
  readonly label: string;
  /** Number of the class, where the line has one beside its name. */
  readonly index: number | undefined;
  readonly count: number;
  readonly share: string | undefined;
  /** Rows of one list are written alike. */
  readonly shape: string;
  readonly indent: number;
  readonly separatorAt: number;
  /** True if the line itself says that it counts rows: by their name, a share or a bullet. */
  readonly isTelling: boolean;
}

const rowPattern = new RegExp(
  `^(\\s*)((?:[-*\u2022\u00b7\u2192\u25b8\u2713\u2714]\\s+)?)(\\S.{0,79}?)(\\s*[:=]\\s*|\\s*->\\s*|\\s*\u2192\\s*|\\t+| {2,})(\\d[\\d,]*)(?![\\d.:/%])\\s*(${unitNames})?\\s*(?:[([|,]?\\s*(\\d{1,3}(?:\\.\\d{1,6})?)\\s?%\\s*[)\\]]?)?(?:\\s*[\u2580-\u25ff#*=|\\u2500]*\\s*|\\s*[,;(]\\s*weight.{0,60})$`,
  'i',
);

/** What a line of totals and settings begins with; a list of classes ends before it. */
const endPattern =
  /^(?:(?:grand )?total|sum|overall|all|imbalance|ratio|min|max|mean|median|std|average|avg|minimum|maximum|number|num|count|classes|samples|images|rows|train(?:ing)?|val(?:id(?:ation)?)?|test(?:ing)?|epochs?|batch|device|seed|lr|learning|unique|entropy|length|size|shape|name|dtype|features?)\b/i;

const totalPattern = /^(?:grand )?(?:total|sum)\b/i;

/** Lines of a list; a caller that expects more classes reads a table. */
const mostRows = 1_000;

/**
 * A list of classes under a heading whose message begins at column `headIndent`; without a heading (undefined) each line
 * must say for itself that it counts the rows of a class.
 */
export function classBlock(headIndent: number | undefined): ClassBlock {
  const rows: BlockRow[] = [];
  let total: number | undefined;
  let isOver = false;
  const close = (): boolean => {
    isOver = true;
    return false;
  };
  return {
    takes: (message) => {
      if (isOver) return false;
      if (/^[\s=_\u2500-]*$/.test(message))
        return rows.length === 0 && headIndent !== undefined ? true : close();
      const row = blockRow(message);
      if (row === undefined) return close();
      if (endPattern.test(row.label)) {
        if (rows.length > 0 && totalPattern.test(row.label)) total = row.count;
        return close();
      }
      if (!fits(row, rows[0], headIndent) || rows.length === mostRows) return close();
      rows.push(row);
      return true;
    },
    counts: () => {
      const counts = new Map(rows.map(({ label, count }) => [label, count]));
      if (counts.size !== rows.length || !isNumbered(rows)) return undefined;
      const shares = rows.flatMap(({ label, share }) =>
        share === undefined ? [] : [[label, share] as const],
      );
      if (shares.length > 0 && !sharesAgree(counts, new Map(shares))) return undefined;
      const sum = rows.reduce((all, { count }) => all + count, 0);
      return total === undefined || total === sum ? usable(counts) : undefined;
    },
  };
}

function blockRow(message: string): BlockRow | undefined {
  if (message.length > 400) return undefined;
  const match = rowPattern.exec(message);
  if (match === null) return undefined;
  const [, blanks, bullet, written, separator, digits, unit, share] = match;
  const count = wholeNumber(digits!);
  if (count === undefined || /[{}]/.test(written!)) return undefined;
  const unitWord = unit?.toLowerCase().replace(/s$/, '') ?? '';
  const kind = separator!.trim() === '' ? ' ' : separator!.trim();
  return {
    label: classLabel(written!),
    index: indexOf(written!),
    count,
    share,
    shape: [bullet!.trim(), kind, unitWord, share === undefined ? '' : '%'].join(' '),
    indent: blanks!.length,
    separatorAt: message.length - message.trimStart().length + bullet!.length + written!.length,
    isTelling: unit !== undefined || share !== undefined || bullet !== '',
  };
}

function indexOf(written: string): number | undefined {
  const match = /^class\s*[[(#]?\s*(\d{1,6})/i.exec(written);
  return match === null ? undefined : Number(match[1]);
}

/** True for a first line below its heading, or one that is written like the first. */
function fits(row: BlockRow, first: BlockRow | undefined, headIndent: number | undefined): boolean {
  if (first !== undefined) {
    const isAligned = row.indent === first.indent || row.separatorAt === first.separatorAt;
    return row.shape === first.shape && (row.isTelling || isAligned);
  }
  return headIndent === undefined || row.isTelling || row.indent > headIndent;
}

/** Classes that are numbered begin at 0 or 1 and leave none out. */
function isNumbered(rows: readonly BlockRow[]): boolean {
  const first = rows[0]?.index;
  if (rows.every(({ index }) => index === undefined)) return true;
  return (first === 0 || first === 1) && rows.every(({ index }, at) => index === first + at);
}

const classLinePattern = new RegExp(
  `^[^:=]{5,80}[:=]\\s{0,20}\\d[\\d,]{0,15}\\s{1,5}(?:${unitNames})\\b`,
  'i',
);

/** True for a line that counts the rows of a class without a heading above it: `Class [03] BKL: 544 images`. */
export function isClassLine(message: string): boolean {
  if (!/^\s*(?:[-*\u2022]\s+)?class\b/i.test(message)) return false;
  return classLinePattern.test(message);
}
