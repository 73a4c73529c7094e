import type { Span } from '../../core/span.ts';
import type { Told } from '../../core/trainingRun.ts';
import { usable } from './literalCounts.ts';
import type { Counts } from './literalCounts.ts';

/** Gathers what LightGBM says of its training rows before the first tree, where it has more than two classes. */
export interface BoostedScores {
  /** Takes a line that speaks of scores. */
  line(text: string, line: number): void;
  /** Called at any other line: the rows of each class by its index, if a list of scores is over now. */
  over(rows: number | undefined): Told | undefined;
}

const scorePattern = /Start training from score (-?\d{1,3}\.\d{6})$/;

const mostClasses = 1_000;

/** Half a unit of the last of six printed decimals, and what doubles lose. */
const printing = 5.1e-7;
/** Chance that weighted shares come out as whole numbers of rows, above which they may be weighted. */
const mostChance = 0.01;

/**
 * Boosting starts from the logarithm of each class's share (src/objective/multiclass_objective.hpp, 4.7.0): with the
 * number of rows these are counts, if every one comes out whole and they add up. Weighted rows do not.
 */
export function boostedScores(): BoostedScores {
  let scores: number[] = [];
  let span: Span = { line: 0, start: 0, end: 0 };
  return {
    line: (text, line) => {
      const match = scorePattern.exec(text.trimEnd());
      if (scores.length === 0) span = { line, start: 0, end: text.trimEnd().length };
      if (match !== null && scores.length < mostClasses) scores.push(Number(match[1]));
    },
    over: (rows) => {
      if (scores.length === 0) return undefined;
      const shares = scores.map(Math.exp);
      scores = [];
      const counts = rows === undefined || shares.length < 3 ? undefined : countsOf(shares, rows);
      return counts === undefined ? undefined : { kind: 'counts', of: 'train', counts, span };
    },
  };
}

function countsOf(shares: readonly number[], rows: number): Counts | undefined {
  const counts = shares.map((share) => Math.round(share * rows));
  const isWhole = shares.every((share, index) => {
    return Math.abs(share * rows - counts[index]!) <= share * rows * printing;
  });
  const chance = shares.reduce((product, share) => product * Math.min(1, 2 * share * rows * printing), 1);
  const sum = counts.reduce((all, count) => all + count, 0);
  if (!isWhole || sum !== rows || chance > mostChance) return undefined;
  return usable(new Map(counts.map((count, index) => [String(index), count])));
}
