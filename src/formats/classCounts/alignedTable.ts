import type { TableRow } from './countColumns.ts';

/** A table whose columns stand below each other. */
export interface AlignedTable {
  /** Heads of the columns beside the class. */
  readonly names: readonly string[];
  readonly rows: readonly TableRow[];
}

interface Word {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Numbers at the end of a line: whole, or a share. */
const numberPattern = /^(?:\d[\d,]*|\d+(?:\.\d+)?%?)$/;

/**
 * The first table in the lines: a head of words, then lines that begin with a class and end with as many numbers as there
 * are columns. Each column begins or ends where a word of its head does; a head of two words takes in the second one.
 */
export function alignedTable(lines: readonly string[]): AlignedTable | undefined {
  for (const [at, line] of lines.entries()) {
    const head = wordsOf(line);
    if (head.length < 2 || head.some(({ text }) => numberPattern.test(text))) continue;
    const body = bodyOf(lines, at + 1);
    const [first] = body;
    if (first === undefined || body.length < 2) continue;
    const columns = first.numbers.length;
    if (!body.every(({ numbers }) => numbers.length === columns)) continue;
    const names = namesOf(head, body);
    if (names !== undefined) return { names, rows: body.map(rowOf) };
  }
  return undefined;
}

interface BodyLine {
  readonly label: string;
  readonly numbers: readonly Word[];
}

function wordsOf(line: string): Word[] {
  return [...line.matchAll(/\S+/g)].map((match) => {
    return { text: match[0], start: match.index, end: match.index + match[0].length };
  });
}

/** The lines below a head up to the first that is none of the table; rules between them are passed over. */
function bodyOf(lines: readonly string[], from: number): BodyLine[] {
  const body: BodyLine[] = [];
  for (let at = from; at < lines.length; at++) {
    const line = lines[at]!;
    if (/^[\s=_+|\u2500-]+$/.test(line)) continue;
    const words = wordsOf(line);
    const first = words.map(({ text }) => numberPattern.test(text)).lastIndexOf(false) + 1;
    const numbers = words.slice(first);
    if (numbers.length === 0 || first === 0) break;
    body.push({ label: line.slice(0, numbers[0]!.start).trim(), numbers });
  }
  return body;
}

/** The head of each column: the words from the one that is in line with its numbers to the next. */
function namesOf(head: readonly Word[], body: readonly BodyLine[]): string[] | undefined {
  const columns = body[0]!.numbers.length;
  const firsts: number[] = [];
  for (let column = 0; column < columns; column++) {
    const isAt = (edge: 'start' | 'end', word: Word): boolean =>
      body.every(({ numbers }) => numbers[column]![edge] === word[edge]);
    const first = head.findIndex((word) => isAt('start', word) || isAt('end', word));
    if (first < 1 || first <= (firsts.at(-1) ?? 0)) return undefined;
    firsts.push(first);
  }
  return firsts.map((first, column) => {
    const next = firsts[column + 1] ?? head.length;
    return head
      .slice(first, next)
      .map(({ text }) => text)
      .join(' ');
  });
}

function rowOf({ label, numbers }: BodyLine): TableRow {
  return [label, numbers.map(({ text }) => text)];
}
