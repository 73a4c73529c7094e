import type { Problem } from '../../core/problem.ts';
import type { Span } from '../../core/span.ts';
import { elidedProblem, isTitle, saysOtherwise } from './printedMatrix.ts';
import type { PrintedMatrix } from './printedMatrix.ts';

/** Gathers the square arrays of counts that NumPy, PyTorch and TensorFlow print in the lines of a text. */
export interface ArrayLines {
  /** `isTitleLine` is true for a line that calls what follows a confusion matrix. */
  readonly line: (text: string, line: number, isTitleLine: boolean) => void;
  /** All of them, called confusion matrices or not. */
  matrices(): readonly PrintedMatrix[];
  problems(): readonly Problem[];
  /** True if the text held nothing but arrays. */
  isPure(): boolean;
}

/** An array whose end is still to come. */
interface OpenArray {
  readonly title: boolean;
  readonly listed: PrintedMatrix['listed'];
  text: string;
  /** Where each line begins in `text`, and where that is in the file. */
  readonly starts: { readonly at: number; readonly line: number; readonly column: number }[];
}

/** Characters and matrices above which a text is something else: a matrix of 200 classes has some 250,000. */
const longest = 1_000_000;
const mostMatrices = 1_000;
/** Lines that may stand between a title, or a list of the classes, and the array. */
const reachOfTitle = 3;
const reachOfNames = 6;
/** Characters of a line that may be blank, or the end of an array. */
const shortLine = 200;

/**
 * Reads `[[45311 9]` to `]]`, one row a line, a row over several lines, or all on one line with commas. One of shares,
 * one that is not square, and a stack of them (`[[[`) is none.
 */
export function arrayLines(): ArrayLines {
  const matrices: PrintedMatrix[] = [];
  const problems: Problem[] = [];
  let open: OpenArray | undefined;
  let isStack = false;
  let title = 0;
  let listed: PrintedMatrix['listed'];
  let reach = 0;
  let isPure = true;

  const begin = (text: string, line: number, column: number): void => {
    const own = text.slice(0, column);
    const isTitled = isTitle(own) || (title > 0 && !saysOtherwise(own));
    if (own.replace(/^[\s\w.]*\(?\s*$/, '') !== '' || isTitle(own)) isPure = false;
    open = { title: isTitled, listed: reach > 0 ? listed : undefined, text: '', starts: [] };
    title = 0;
    add(text.slice(column), line, column);
  };

  const add = (text: string, line: number, column: number): void => {
    open!.starts.push({ at: open!.text.length, line, column });
    open!.text += `${text} `;
    const end = open!.text.indexOf(']]');
    if (end >= 0) {
      if (isStack) isStack = !open!.text.includes(']]]');
      else finish(open!, end + 1);
      open = undefined;
    } else if (open!.text.length > longest || !/^[\d\s,.[\]+e-]*$/.test(text)) {
      open = undefined;
      isPure = false;
    }
  };

  const finish = (array: OpenArray, end: number): void => {
    const text = array.text.slice(0, end);
    if (/\.{3}/.test(text)) {
      if (array.title) problems.push(elidedProblem(array.starts[0]!.line));
      return;
    }
    const matrix = matrixOf(text, array);
    if (matrix !== undefined && matrices.length < mostMatrices) matrices.push(matrix);
  };

  return {
    line: (text, line, isTitleLine) => {
      const begins = text.indexOf('[[');
      if (begins >= 0) {
        isStack ||= text.startsWith('[[[', begins);
        begin(text, line, begins);
        return;
      }
      if (open !== undefined) {
        add(text, line, 0);
        return;
      }
      if (text.length <= shortLine && /^[\s\]),]*$/.test(text)) return;
      if (isPure) isPure = /^\s*[\w.]*\(\s*$|^[\]) ,a-z\d=]*$/i.test(text);
      reach--;
      if (isTitleLine) title = reachOfTitle;
      else if (title > 0) title = saysOtherwise(text) ? 0 : title - 1;
      const names = namesIn(text);
      if (names !== undefined) {
        listed = { names, line };
        reach = reachOfNames;
      }
    },
    matrices: () => matrices,
    problems: () => problems,
    isPure: () => isPure && matrices.length === 1,
  };
}

/** The matrix that a text from `[[` to `]` holds, if its rows make a square of counts. */
function matrixOf(text: string, { starts, title, listed }: OpenArray): PrintedMatrix | undefined {
  // Most brackets within brackets are of one row.
  if (text.indexOf('[', 2) < 0) return undefined;
  const counts: number[][] = [];
  const spans: Span[] = [];
  for (const match of text.slice(1).matchAll(/\[([^[\]]*)\]/g)) {
    const words = match[1]!.split(/[\s,]+/).filter((word) => word !== '');
    if (!words.every((word) => /^\d{1,15}\.?0*$/.test(word))) return undefined;
    counts.push(words.map(Number));
    spans.push(spanOf(match.index + 1, match[0].length, starts, text));
  }
  const isSquare = counts.length >= 2 && counts.every((row) => row.length === counts.length);
  // Ones and zeros with a point are shares of rows that are all right or all wrong.
  const areShares = /\d\./.test(text) && counts.flat().every((count) => count <= 1);
  if (!isSquare || areShares) return undefined;
  return {
    writer: 'array',
    line: starts[0]!.line,
    counts,
    isTitled: title,
    spans,
    ...(listed?.names.length === counts.length ? { listed } : {}),
  };
}

/** The place of a stretch that begins at an offset, as far as it stands on the line that it begins on. */
function spanOf(at: number, length: number, starts: OpenArray['starts'], text: string): Span {
  let index = starts.length - 1;
  while (starts[index]!.at > at) index--;
  const { at: begins, line, column } = starts[index]!;
  const ends = (starts[index + 1]?.at ?? text.length + 1) - 1;
  const start = column + at - begins;
  return { line, start, end: Math.min(start + length, column + ends - begins) };
}

/** Names of classes that a line lists: `Classes: ['cat', 'dog']`. */
function namesIn(text: string): readonly string[] | undefined {
  if (!text.includes('[') || !/class|label|target|categor/i.test(text)) return undefined;
  const inside = /\[([^[\]]*)\]/.exec(text)?.[1];
  if (inside === undefined) return undefined;
  const names = [...inside.matchAll(/'([^']*)'|"([^"]*)"/g)].map(([, a, b]) => a ?? b!);
  const rest = inside.replace(/'[^']*'|"[^"]*"/g, '').replace(/[\s,]+/g, '');
  return names.length >= 2 && rest === '' && new Set(names).size === names.length ? names : undefined;
}
