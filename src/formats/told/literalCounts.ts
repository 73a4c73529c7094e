import { unitNames, wholeNumber } from './rowNumbers.ts';
import { unquoted } from '../texts.ts';

/** Rows of each class as they are written, by label. */
export type Counts = ReadonlyMap<string, number>;

/** One entry of a Python dictionary of counts; NumPy 2 writes its numbers as `np.int64(5)`, torch as `tensor(5)`. */
const entryPattern =
  /\s*(?:np\.\w{1,12}\()?(?:'((?:[^'\\]|\\.){0,200})'|"((?:[^"\\]|\\.){0,200})"|(-?\d{1,15}(?:\.\d{1,6})?|True|False))\)?\s*:\s*(?:np\.\w{1,12}\(|tensor\()?(\d{1,15})\)?\s*(,|\})/y;

/** Characters of a dictionary: a thousand classes have some 30,000. */
const longest = 32_768;

/** A dictionary of whole numbers that begins at `at`; undefined for any other. */
export function dictionaryCounts(text: string, at: number): Counts | undefined {
  if (text.charAt(at) !== '{' || text.length > longest) return undefined;
  const counts = new Map<string, number>();
  entryPattern.lastIndex = at + 1;
  for (;;) {
    const entry = entryPattern.exec(text);
    if (entry === null) return undefined;
    const label = (entry[1] ?? entry[2] ?? entry[3]!).replace(/\\(['"\\])/g, '$1').trim();
    if (counts.has(label)) return undefined;
    counts.set(label, Number(entry[4]));
    if (entry[5] === '}') return usable(counts);
  }
}

/** A list of whole numbers that begins at `at`, as `np.bincount` gives it: the labels are the class indices. */
export function listCounts(text: string, at: number): Counts | undefined {
  const close = text.indexOf(']', at);
  if (text.charAt(at) !== '[' || close < 0 || close - at > longest) return undefined;
  const items = text
    .slice(at + 1, close)
    .trim()
    .split(/\s*,\s*|\s+/);
  if (!items.every((item) => /^\d{1,15}\.?$/.test(item))) return undefined;
  return usable(new Map(items.map((item, index) => [String(index), Number(item.replace('.', ''))])));
}

const pairPattern = /^([^:=,{}[\]]{1,80}?)\s*[:=]\s*(\d[\d,]*)$/;
const reversedPattern = /^(\d[\d,]*) ([^:=,{}[\]\d][^:=,{}[\]]{0,79})$/;
const sharePattern = /\s*[([]\s*(\d{1,3}(?:\.\d+)?)\s?%\s*[)\]]$/;

/** `cat: 56, dog: 238` or `5000 clones, 5000 non-clones`, each perhaps with its share; nothing else may stand there. */
export function inlineCounts(text: string): Counts | undefined {
  const parts = text.replace(/[.;]\s*$/, '').split(/\s*[|;]\s*|,\s+/);
  if (parts.length < 2) return undefined;
  const counts = new Map<string, number>();
  const shares: [string, string][] = [];
  for (const part of parts) {
    const share = sharePattern.exec(part);
    const plain = part.slice(0, share?.index ?? part.length).trim();
    const pair = pairPattern.exec(plain);
    const reversed = pair === null ? reversedPattern.exec(plain) : null;
    const label = pair?.[1] ?? reversed?.[2];
    const count = wholeNumber(pair?.[2] ?? reversed?.[1] ?? '');
    if (label === undefined || count === undefined || isUnit(label)) return undefined;
    const name = classLabel(label);
    if (counts.has(name)) return undefined;
    counts.set(name, count);
    if (share !== null) shares.push([name, share[1]!]);
  }
  return shares.length > 0 && !sharesAgree(counts, new Map(shares)) ? undefined : usable(counts);
}

/** Counts of at least two classes, of which one has rows; class indices by name look alike and are none. */
export function usable(counts: Counts): Counts | undefined {
  const numbers = [...counts.values()];
  if (numbers.length < 2 || !numbers.some((count) => count > 0)) return undefined;
  const isNumbering = [...numbers].sort((a, b) => a - b).every((number, index) => number === index);
  return isNumbering ? undefined : counts;
}

/** Room of a share in percent beside its printing. */
const rounding = 1e-9;

/** True if the printed percentages are those of the counts; every class needs one. */
export function sharesAgree(counts: Counts, shares: ReadonlyMap<string, string>): boolean {
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  return [...counts].every(([label, count]) => {
    const printed = shares.get(label);
    if (printed === undefined) return false;
    const digits = printed.split('.')[1]?.length ?? 0;
    return Math.abs((100 * count) / total - Number(printed)) <= 0.5 * 10 ** -digits + rounding;
  });
}

const unitPattern = new RegExp(`^(?:${unitNames})$`, 'i');

function isUnit(label: string): boolean {
  return unitPattern.test(label.trim());
}

const numberedPattern = /^class(?:es)?\s*[[(#]?\s*(\d{1,6})\s*[\])]?\s*[:(\u2013-]?\s*(.*?)\s*\)?$/i;
const namedPattern = /^class\s+['"(]?(.+?)['")]?$/i;

/** The label in the words that a log has for a class: `Class [03] BKL`, `Class 1 (fraud)`, `class 'cat'`, `'cat'`. */
export function classLabel(written: string): string {
  const text = written.trim();
  const numbered = numberedPattern.exec(text);
  if (numbered !== null) {
    const [, index, name] = numbered as unknown as [string, string, string];
    return name === '' ? String(Number(index)) : unquoted(name);
  }
  const named = namedPattern.exec(text);
  return unquoted(named?.[1] ?? text);
}
