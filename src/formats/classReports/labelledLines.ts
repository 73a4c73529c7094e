import { normaliseName, predictedRank, truthRank } from '../columnNames.ts';
import type { Problem } from '../../core/problem.ts';
import { axisOfLabels, labelledBlock } from './labelledBlock.ts';
import type { LabelledBlock, PlacedLine } from './labelledBlock.ts';
import { labelledMatrix } from './labelledMatrix.ts';
import type { FoundBlock } from './labelledMatrix.ts';
import { elidedProblem, saysOtherwise } from './printedMatrix.ts';
import type { PrintedMatrix } from './printedMatrix.ts';

/** Gathers the confusion matrices in a text whose rows and columns have labels. */
export interface LabelledLines {
  /** `isTitleLine` is true for a line that calls what follows a confusion matrix. */
  readonly line: (text: string, line: number, isTitleLine: boolean) => void;
  matrices(): readonly PrintedMatrix[];
  problems(): readonly Problem[];
}

/** Lines that may hold a table. */
interface Collection {
  readonly isTitled: boolean;
  readonly follows: boolean;
  readonly lines: PlacedLine[];
  /** Lines so far that end with a count. */
  counts: number;
  isElided: boolean;
}

/** Rows of a table, and characters of a line, above which a text is something else. */
const mostRows = 2_000;
const longest = 20_000;
/** Lines between a title and the first counts: a rule, the names of the axes, the header. */
const mostBefore = 4;

/**
 * Reads tables of pandas, of R and of anyone's own under a line that calls them a confusion matrix, or whose axes are
 * named as the true and the predicted class. Wide ones go on below; one whose rows or columns are left out is none.
 */
export function labelledLines(): LabelledLines {
  const blocks: FoundBlock[] = [];
  const problems: Problem[] = [];
  let open: Collection | undefined;
  /** Lines to come that belong to what was said to be no counts. */
  let shares = 0;

  const close = (next = ''): void => {
    const read = open === undefined ? undefined : blockOf(open);
    const found = read !== undefined && isBroken(read.block, next) ? undefined : read;
    if (open?.isElided === true) {
      if (open.isTitled && open.counts > 1) problems.push(elidedProblem(open.lines[0]!.line));
    } else if (found !== undefined) blocks.push(found);
    open = found?.block.goesOn === true ? collection(false, true) : undefined;
  };

  const take = (text: string, line: number): void => {
    if (open === undefined) {
      if (shares > 0) shares--;
      if (shares > 0 || !isAxisLine(text)) return;
      open = collection(false, false);
    }
    if (saysOtherwise(text) || text.includes('[')) {
      shares = open.isTitled ? mostBefore : 0;
      open = undefined;
      return;
    }
    open.lines.push({ text, line });
    if (/(?:^|\s)\.{2,3}(?:\s|$)/.test(text)) open.isElided = true;
    if (endsWithCount(text)) open.counts++;
    if (open.counts === 0 && open.lines.length > mostBefore) open = undefined;
    else if (open.lines.length > mostRows) open = undefined;
  };

  return {
    line: (raw, line, isTitleLine) => {
      if (raw.length > longest) {
        open = undefined;
        return;
      }
      if (isTitleLine) {
        close();
        open = collection(true, false);
        return;
      }
      if (open === undefined && !mayNameAxis(raw)) return;
      const text = raw.replaceAll('|', ' ');
      if (text.trim() === '') {
        if ((open?.counts ?? 0) > 0) close();
        return;
      }
      if (/^[\s+=:.-]*$/.test(text) && !/\.{2}/.test(text)) return;
      const isEnd = open !== undefined && open.counts > 1 && !endsWithCount(text) && !isElision(text);
      if (isEnd) {
        close(text);
        // R goes on with a wide table at once.
        open ??= collection(false, true);
      }
      take(text, line);
    },
    matrices: () => all().flatMap((found) => labelledMatrix(found) ?? []),
    problems: () => problems,
  };

  /** The blocks, put together where a wide table goes on below. */
  function all(): readonly (readonly FoundBlock[])[] {
    const last = open === undefined || open.isElided ? undefined : blockOf(open);
    const merged: FoundBlock[][] = [];
    for (const found of last === undefined ? blocks : [...blocks, last]) {
      const before = merged.at(-1);
      if (before !== undefined && found.follows && isSameRows(before[0]!.block, found.block))
        before.push(found);
      else merged.push([found]);
    }
    // A column that is missing may be still to come.
    const newest = merged.at(-1);
    const isOpen = last !== undefined || (newest !== undefined && mayBegin(open, newest[0]!.block));
    return isOpen && newest !== undefined && !hasEveryColumn(newest) ? merged.slice(0, -1) : merged;
  }
}

/** True for lines after a block that may be its other columns: with the name of the columns, or labels of its rows. */
function mayBegin(open: Collection | undefined, { rows, columnAxis }: LabelledBlock): boolean {
  const [first] = open?.follows === true ? open.lines : [];
  if (first === undefined) return open?.follows === true;
  const words = first.text.trim().split(/\s+/);
  const known = new Set(['class.error', columnAxis, ...rows.flatMap(({ label }) => label.split(' '))]);
  return words.every((word) => known.has(word));
}

function collection(isTitled: boolean, follows: boolean): Collection {
  return { isTitled, follows, lines: [], counts: 0, isElided: false };
}

function blockOf({ lines, isTitled, follows }: Collection): FoundBlock | undefined {
  const block = labelledBlock(lines);
  return block === undefined ? undefined : { block, isTitled, follows };
}

function isSameRows(a: LabelledBlock, b: LabelledBlock): boolean {
  return (
    a.rows.length === b.rows.length && a.rows.every(({ label }, index) => label === b.rows[index]!.label)
  );
}

/** True if the line that ends a table begins with a class that has a column and lacks its row. */
function isBroken({ rows, columns }: LabelledBlock, next: string): boolean {
  const known = axisOfLabels(rows.map(({ label }) => label)).labels;
  const missing = axisOfLabels(columns).labels.filter((label) => !known.includes(label));
  return missing.some((label) => next.trim().startsWith(`${label} `));
}

/** True if each row has the column of its class, and each column its row. */
function hasEveryColumn(blocks: readonly FoundBlock[]): boolean {
  const rows = axisOfLabels(blocks[0]?.block.rows.map(({ label }) => label) ?? []).labels;
  const columns = axisOfLabels(blocks.flatMap(({ block }) => block.columns)).labels;
  return rows.length === columns.length && rows.every((label) => columns.includes(label));
}

function endsWithCount(text: string): boolean {
  return /\S\s+(?:\d+(?:\.\d*)?(?:e-\d+)?|NaN)\s*$/.test(text);
}

function isElision(text: string): boolean {
  return /(?:^|\s)\.{2,3}\s*$/.test(text);
}

/** Quick: most lines name none. */
function mayNameAxis(text: string): boolean {
  return (
    /^[\s|]*(?:pred|refer|actual|true|truth|obs|target|gold|gt|ground|expected|y_|ytrue|ypred|ytest|yhat|label_|class_)/i.test(
      text,
    ) || text.includes('class.error')
  );
}

/** True for a line that begins with the name of an axis, or ends as the header of randomForest. */
function isAxisLine(text: string): boolean {
  if (text.trimEnd().endsWith('class.error')) return true;
  const [word = ''] = text.match(/\S+/) ?? [];
  const name = normaliseName(word);
  return truthRank(name) >= 3 || predictedRank(name) >= 3;
}
