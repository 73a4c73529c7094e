import type { Split } from '../../core/trainingRun.ts';
import {
  foldedName,
  isClassificationMetric,
  isRegressionMetric,
  isReinforcementName,
  metricName,
  splitOfWord,
} from '../metricNames.ts';

const recalledNames: ReadonlySet<string> = new Set(
  'best min max lowest highest previous prev last final target baseline threshold initial'.split(' '),
);

const stepNames: ReadonlySet<string> = new Set(
  'step steps iter iters iteration iterations batch batches it global_step batch_id batch_idx batch_index batch_num'.split(
    ' ',
  ),
);

/** Words before a name that leave its meaning as it is; a `class` or a `mean` before `accuracy` does not. */
const neutralWords: ReadonlySet<string> = new Set(
  'overall total average avg epoch current results result metrics info debug of the on set phase end done'.split(
    ' ',
  ),
);

export interface KnownName {
  readonly split?: Split;
  readonly metric: string;
}

/** What a name before a number means. */
export interface NameMeaning {
  /** The metric, and its split if the name says it. */
  readonly known: KnownName | undefined;
  /** The loss of another name (`cls_loss`), which counts where a sign assigns the number to it. */
  readonly loss: KnownName | undefined;
  readonly isStep: boolean;
  /** `epochs` and `ep` number an epoch only with its total. */
  readonly isEpoch: 'always' | 'counted' | undefined;
  /** `Test: [0/98]`, also behind what a logger writes first (`INFO Test`). */
  readonly endsInSplit: boolean;
  /** True for a metric of a regression, and for a reward. */
  readonly isOfOther: boolean;
  /** Hugging Face sums the whole training up in a line like that of an epoch. */
  readonly isOfSummary: boolean;
}

/** Names whose meaning is remembered: a log repeats a few on every line, and the rest are those of other lines. */
const mostRemembered = 10_000;

/** Gives what names mean, and remembers it. */
export function nameMeanings(): (name: string) => NameMeaning {
  const known = new Map<string, NameMeaning>();
  return (name) => {
    const remembered = known.get(name);
    if (remembered !== undefined) return remembered;
    const meaning = meaningOf(name);
    if (known.size < mostRemembered) known.set(name, meaning);
    return meaning;
  };
}

function meaningOf(name: string): NameMeaning {
  const folded = foldedName(name);
  const words = folded.split('_');
  return {
    known: knownName(name),
    loss: lossOf(name),
    isStep: stepNames.has(words.at(-1)!) || stepNames.has(words.slice(-2).join('_')),
    isEpoch: epochMeaning(words),
    endsInSplit: isSplitWord(name) || splitOfWord(name.split(' ').at(-1)!.toLowerCase()) !== undefined,
    isOfOther: isRegressionMetric(metricName(name).metric) || isReinforcementName(name),
    isOfSummary: folded === 'train_runtime',
  };
}

function epochMeaning(words: readonly string[]): NameMeaning['isEpoch'] {
  const last = words.at(-1)!;
  if (last === 'epochs' || last === 'ep' || last === '轮次') return 'counted';
  // mmengine writes `Epoch(val) [1][313/313]`.
  const isOfSplit = words.length === 2 && words[0] === 'epoch' && splitOfWord(last) !== undefined;
  return last === 'epoch' || isOfSplit ? 'always' : undefined;
}

function knownName(written: string): KnownName | undefined {
  const name = written.replace(/ is$/, '');
  const words = foldedName(name).split('_');
  if (name === '' || isSplitWord(name) || words.some((word) => recalledNames.has(word))) return undefined;
  const whole = knownMetric(name);
  if (whole !== undefined) return whole;
  const parts = name.split(' ').filter((part) => part !== '');
  for (let first = 1; first < parts.length; first++) {
    const word = foldedName(parts[first - 1]!);
    if (!neutralWords.has(word) && splitOfWord(word) === undefined) break;
    const rest = knownMetric(parts.slice(first).join(' '));
    if (rest !== undefined)
      return { ...(splitOfWord(word) === undefined ? {} : { split: splitOfWord(word)! }), ...rest };
  }
  return undefined;
}

/** A metric whose meaning is known; a log has many other numbers. */
function knownMetric(name: string): KnownName | undefined {
  const { split, metric, kind } = metricName(name);
  if (kind === 'counter' || metric === '') return undefined;
  const isRateName = isClassificationMetric(metric) && metric.split(' ').length <= 3 && !isSentence(metric);
  const known = metric === 'loss' || metric === 'learningRate' || isRateName;
  if (!known) return undefined;
  return split === undefined ? { metric } : { split, metric };
}

/** Words around a metric make another quantity of it, or a sentence: `mean class accuracy` keeps its name. */
function isSentence(metric: string): boolean {
  return /[^\w\s/.@()[\]%-]/.test(metric);
}

/** Losses by other names (`cls_loss`) keep them. */
function lossOf(name: string): KnownName | undefined {
  const words = foldedName(name).split('_');
  if (isSplitWord(name) || words.some((word) => recalledNames.has(word))) return undefined;
  const { split, metric, kind } = metricName(name);
  if (kind !== 'measure' || name.includes(' ') || !/(?:^|_)loss(?:_|$)/.test(foldedName(metric)))
    return undefined;
  return split === undefined ? { metric } : { split, metric };
}

/** What stands behind a split where its metrics follow: `val_metrics={'accuracy': 0.91}`. */
const groupPattern = /_(?:metrics|results|scores|stats)$/;

/** The last split named by a word of its own: `train Loss`, `[val]`, `Test set: `; not by `val_loss` or `train.py`. */
export function lastSplit(text: string): Split | undefined {
  let found: Split | undefined;
  for (const { 0: word, index } of text.matchAll(/[A-Za-z_]+|[\u4e00-\u9fff]+/g)) {
    const split = splitOfWord(word.toLowerCase().replace(groupPattern, ''));
    if (split === undefined || /[\w./\\-]/.test(text.charAt(index - 1))) continue;
    if (!/^(?:[\w\\/-]|\.\w)/.test(text.slice(index + word.length, index + word.length + 2))) found = split;
  }
  return found;
}

/** True if a name is that of a split alone: `val`, `test set`. */
function isSplitWord(name: string): boolean {
  return splitOfWord(foldedName(name).replace(/_(?:set|split)$/, '')) !== undefined;
}
