import type { Split } from '../core/trainingRun.ts';
import { nameOf } from './paths.ts';

/** Words that say what a file is and not which run it is of. */
const commonWords: ReadonlySet<string> = new Set(
  `accuracy best csv curve data epoch eval evaluation final history json label labels last log logger logs loss metric
  metrics model out output outputs pred predict predicted prediction predictions preds prob probabilities probs proba
  report result results run score scores set test testing train trainer training true truth val valid validation y`.split(
    /\s+/,
  ),
);

const splitWords: ReadonlyMap<string, Split> = new Map([
  ['val', 'validation'],
  ['valid', 'validation'],
  ['validation', 'validation'],
  ['eval', 'validation'],
  ['dev', 'validation'],
  ['test', 'test'],
  ['testing', 'test'],
  ['holdout', 'test'],
  ['train', 'train'],
  ['training', 'train'],
]);

/** The split a file name speaks of; the first word that names one counts. */
export function splitOfName(path: string): Split | undefined {
  for (const word of wordsOf(path)) {
    const split = splitWords.get(word);
    if (split !== undefined) return split;
  }
  return undefined;
}

/** Words of a file name that can only be those of the rows; `eval` and `training` speak of what was done as well. */
const rowWords: ReadonlySet<string> = new Set([
  'val',
  'valid',
  'validation',
  'dev',
  'test',
  'testing',
  'holdout',
]);

/** The split of the rows that a file's values were measured on, if its name alone says it: `test_results.json`. */
export function statedSplit(path: string): Split | undefined {
  const splits = new Set(
    wordsOf(path).flatMap((word) => (rowWords.has(word) ? [splitWords.get(word)!] : [])),
  );
  return splits.size === 1 ? [...splits][0] : undefined;
}

/** Number of words and numbers that two file names share, common words such as `val` and `log` left out. */
export function nameAffinity(a: string, b: string): number {
  const words = new Set(wordsOf(a).filter((word) => !commonWords.has(word)));
  return new Set(wordsOf(b).filter((word) => words.has(word))).size;
}

/** The words and numbers of a file name without its extension, in lower case. */
function wordsOf(path: string): string[] {
  const stem = nameOf(path).replace(/\.[^.]*$/, '');
  const spaced = stem.replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2').toLowerCase();
  return spaced.match(/\p{L}+|\d+/gu) ?? [];
}
