import type { Span } from '../../core/span.ts';
import type { Split } from '../../core/trainingRun.ts';
import { metricName, splitOfWord } from '../metricNames.ts';
import { loggedNumber } from './loggedNumber.ts';
import type { LoggedNumber } from './loggedNumber.ts';

/** A value of one line, under the name of its data set. */
export interface BoostingValue {
  readonly set: string;
  /** Canonical name; `error` is a share of wrong answers. */
  readonly metric: string;
  readonly number: LoggedNumber;
  readonly span: Span;
}

export interface BoostingLine {
  readonly iteration: number;
  readonly values: readonly BoostingValue[];
}

/** Characters of a line above which it is none: a dozen metrics on five data sets have some 2,000. */
const longestLine = 16_384;

/** The iteration in brackets, which may stand behind what a logger puts before every line. */
const iterationPattern = /(?:^|[\s\]:])\[(\d{1,7})\][\t ]+/;

/** `valid's multi_error: 0.404` of LightGBM, or `valid-merror:0.47423` of XGBoost, and a deviation over folds. */
const valuePattern =
  /([^\s:'-][^\t:']{0,80}'s |[^\s:'-][^\t:'-]{0,80}-)([A-Za-z]\w{0,40}(?:@[\w.]{1,10})?):\s*([-+\w.]{1,40}?)(?:\s*\+\s*[\d.e-]{1,40})?(?=\s|$)/g;

/** Metrics by the names that the libraries give them; any other is left to the common names. */
const metrics: ReadonlyMap<string, string> = new Map(
  Object.entries({
    loss: 'logloss mlogloss binary_logloss multi_logloss',
    error: 'error merror binary_error multi_error',
    averagePrecision: 'average_precision',
    prAuc: 'aucpr',
  }).flatMap(([canonical, names]) => names.split(' ').map((name) => [name, canonical] as const)),
);

/** Reads one line; undefined for any that is not of an iteration. */
export function boostingLine(written: string, line: number): BoostingLine | undefined {
  if (written.length > longestLine) return undefined;
  const head = iterationPattern.exec(written);
  if (head === null) return undefined;
  const from = head.index + head[0].length;
  const values = [...written.slice(from).matchAll(valuePattern)].flatMap((match): BoostingValue[] => {
    const [whole, set, name, text] = match as unknown as [string, string, string, string];
    const number = loggedNumber(text);
    if (number === undefined) return [];
    const start = from + match.index + whole.indexOf(text, set.length + name.length);
    const span = { line, start, end: start + text.length };
    return [{ set: set.replace(/(?:'s |-)$/, ''), metric: boostingMetric(name), number, span }];
  });
  return values.length === 0 ? undefined : { iteration: Number(head[1]), values };
}

function boostingMetric(name: string): string {
  return metrics.get(name.toLowerCase()) ?? metricName(name).metric;
}

/**
 * The split of each data set by its name. `validation_0` is how scikit-learn's interface numbers the sets that it was
 * given: with several the last is taken for validation, and what the others are is unknown.
 */
export function splitsOfSets(sets: readonly string[]): ReadonlyMap<string, Split> {
  const splits = new Map<string, Split>();
  const numbered = sets.filter((set) => /^(?:validation|valid|eval)_\d+$/.test(set)).sort();
  for (const set of sets) {
    const isUnknown = numbered.includes(set) && set !== numbered.at(-1);
    const split = wordSplit(set);
    if (split !== undefined && !isUnknown) splits.set(set, split);
  }
  return splits;
}

function wordSplit(set: string): Split | undefined {
  const [word = ''] = set.toLowerCase().split(/[^a-z]+/);
  return word === 'learn' || word === 'dtrain' ? 'train' : splitOfWord(word);
}
