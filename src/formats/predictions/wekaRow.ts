import { numberOf } from '../labels.ts';

/** A class as Weka writes it, `2:pos`; the name is `?` where the class is missing. */
export interface WekaLabel {
  readonly index: number;
  readonly name: string;
}

/** One instance: the share of the predicted class, or of each class in the order of their indices. */
export interface WekaRow {
  readonly actual: WekaLabel;
  readonly predicted: WekaLabel;
  readonly shares: readonly number[];
}

/** Reads a line of text; undefined for one that is no row. */
export function rowOfText(line: string): WekaRow | undefined {
  const parts = line.trim().split(/\s+/);
  // A name may hold blanks: then it fills several parts.
  const second = parts.findIndex((part, at) => at > 1 && /^\d{1,6}:/.test(part));
  const last = parts.findIndex((part, at) => at > second && isShares(part) && endsRow(parts, at));
  if (second < 0 || last < 0) return undefined;
  const predicted = parts.slice(second, last).filter((part) => part !== '+');
  return rowOf(parts[0]!, parts.slice(1, second).join(' '), predicted.join(' '), parts[last]!.split(','));
}

/** Reads a line of CSV with so many shares; behind them stand attributes. */
export function rowOfCells(line: string, shares: number): WekaRow | undefined {
  const [number = '', actual = '', predicted = '', , ...rest] = commaCells(line);
  return rest.length < shares ? undefined : rowOf(number, actual, predicted, rest.slice(0, shares));
}

function rowOf(
  number: string,
  actualText: string,
  predictedText: string,
  sharesTexts: readonly string[],
): WekaRow | undefined {
  const [actual, predicted] = [labelOf(actualText), labelOf(predictedText)];
  const shares = sharesOf(sharesTexts);
  const isRow = /^\d{1,9}$/.test(number) && actual !== undefined && predicted !== undefined;
  return isRow && shares !== undefined ? { actual, predicted, shares } : undefined;
}

/** The cells of a line, where quotes of either kind hold commas together. */
export function commaCells(line: string): string[] {
  const cells = [''];
  let quote = '';
  for (const char of line) {
    if (quote !== '' ? char === quote : char === '"' || char === "'") quote = quote === '' ? char : '';
    else if (char === ',' && quote === '') cells.push('');
    else cells.push(`${cells.pop() ?? ''}${char}`);
  }
  return cells.map((cell) => cell.trim());
}

function isShares(part: string): boolean {
  return /^\*?\d(?:\.\d*)?(?:[eE]-\d+)?(?:,|$)/.test(part);
}

/** Behind the shares the attributes stand in brackets, or nothing. */
function endsRow(parts: readonly string[], at: number): boolean {
  return at === parts.length - 1 || parts[at + 1]!.startsWith('(');
}

function labelOf(text: string): WekaLabel | undefined {
  const match = /^(\d{1,6}):(.+)$/.exec(text);
  return match === null ? undefined : { index: Number(match[1]), name: match[2]!.replace(/^'|'$/g, '') };
}

function sharesOf(texts: readonly string[]): number[] | undefined {
  const shares = texts.map((part) => numberOf(part.replace(/^\*/, '')));
  return shares.every((share) => share !== undefined && share >= 0 && share <= 1)
    ? (shares as number[])
    : undefined;
}
