import type { Split, ToldOf } from '../../core/trainingRun.ts';
import { splitOfWord } from '../metricNames.ts';
import { wordsOf } from '../texts.ts';

/** What the words before class counts say of them. */
export interface CountsHead {
  readonly of: ToldOf;
  /** True for rows that were drawn anew, or are about to be. */
  readonly resampled: boolean;
}

const countWords = wordsOf(
  'distribution distributions count counts balance frequency frequencies histogram breakdown',
);
const classWords = wordsOf('class classes label labels target targets category categories y');
const eachWords = wordsOf('per each');
const unitWords = wordsOf('number num samples sample images image examples example rows records files');
const allWords = wordsOf('all entire full whole overall total');
const neutralWords = wordsOf(
  'set sets data dataset split subset original raw initial final our the of in for on from',
);
const resampledWords = wordsOf(
  'after before smote smoted adasyn resampled resampling oversampled oversampling undersampled undersampling upsampled ' +
    'downsampled augmented augmentation balanced balancing rebalanced rebalancing weighted',
);
/** Counts of answers, of parts of a row or of some rows are none of a split. */
const refusedWords = wordsOf(
  'predicted prediction predictions pred preds predict pseudo generated synthetic output outputs confusion error errors wrong ' +
    'misclassified incorrect correct weight weights batch minibatch client cluster pixel pixels voxel instance instances object ' +
    'objects box boxes token tokens anchor cumulative normalized proportion percentage ratio mapping',
);

/** Between the words of a phrase; what follows it may also be set off. */
const gapPattern = /^(?:[\s_]*|['’]s\s+|\s*\(\s*|\)\s*)$/;
const loosePattern = /^(?: [-–—] |: |, )$/;

/** Characters of a phrase; what stands further left belongs to something else. */
const longestPhrase = 120;

/**
 * Reads the words right before class counts, from the right: `Train class distribution`, `Class counts (validation)`,
 * `Number of samples per class in the test set`. Undefined if they do not say that classes are counted. `enclosed` is
 * true for counts in brackets, of which `Train distribution` says enough.
 */
export function countsHead(text: string, enclosed: boolean): CountsHead | undefined {
  const phrase = text.slice(-longestPhrase).replace(/[\s:=>(*]+$/, '');
  const found = [...phrase.matchAll(/[\p{L}]+/gu)];
  const splits = new Set<Split>();
  const seen = {
    count: false,
    class: false,
    each: false,
    unit: false,
    all: false,
    resampled: false,
    shape: false,
  };
  let end = phrase.length;
  for (const match of found.reverse()) {
    const word = match[0].toLowerCase();
    const gap = phrase.slice(match.index + match[0].length, end);
    const isBehind = !seen.count && !seen.each;
    if (!(gapPattern.test(gap) || (isBehind && loosePattern.test(gap)))) {
      if (end === phrase.length) return undefined;
      break;
    }
    if (refusedWords.has(word)) return undefined;
    const split = splitOfWord(word);
    if (split !== undefined) splits.add(split);
    else if (countWords.has(word)) seen.count = true;
    else if (classWords.has(word)) seen.class = true;
    else if (eachWords.has(word)) seen.each = true;
    else if (unitWords.has(word)) seen.unit = true;
    else if (allWords.has(word)) seen.all = true;
    else if (resampledWords.has(word)) seen.resampled = true;
    else if (enclosed && word === 'shape') seen.shape = true;
    else if (!neutralWords.has(word)) {
      if (isBehind) return undefined;
      break;
    }
    end = match.index;
  }
  const isNamed = (seen.count && seen.class) || (seen.each && seen.class && seen.unit);
  if (!isNamed && !(enclosed && ((seen.count && splits.size > 0) || seen.shape))) return undefined;
  const [split] = splits;
  const of = splits.size > 1 ? 'unsplit' : (split ?? (seen.all ? 'all' : 'unsplit'));
  return { of, resampled: seen.resampled };
}

/** The only split that a line names which names nothing else: `TRAIN SET`, `Validation:`. */
export function sectionSplit(text: string): Split | undefined {
  const found = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  const splits = found.flatMap((word) => splitOfWord(word) ?? []);
  const others = found.filter((word) => splitOfWord(word) === undefined);
  const isPlain = !/\d/.test(text) && others.every((word) => neutralWords.has(word) || unitWords.has(word));
  return splits.length === 1 && isPlain ? splits[0] : undefined;
}
