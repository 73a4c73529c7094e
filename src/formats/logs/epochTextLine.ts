import type { Span } from '../../core/span.ts';
import type { Split } from '../../core/trainingRun.ts';
import { foldedName, isClassificationMetric, metricName, splitOfWord } from '../metricNames.ts';
import type { LoggedNumber } from './loggedNumber.ts';
import { namedNumbers } from './namedNumbers.ts';
import type { NamedNumber } from './namedNumbers.ts';
import { terminalLine } from './terminalLine.ts';

/** A value as a line of text gives it. */
export interface TextValue {
  /** Absent if neither the name nor the words before it say it. */
  readonly split?: Split;
  readonly metric: string;
  readonly number: LoggedNumber;
  readonly percentSign: boolean;
  /** True where the writer is known to print this metric in percent without a sign. */
  readonly percent?: true;
  readonly span: Span;
}

/** What one line of a text log says of an epoch. */
export interface TextLine {
  /** Absent on a line that names none; it then belongs to the last one named. */
  readonly epoch?: { readonly number: number; readonly total?: number };
  /** True if the line is about one batch: it also names a step. */
  readonly stepped: boolean;
  /** True if that step is one of several still to come: `[Iter: 10/313]`. */
  readonly running: boolean;
  /** The step it names, if it names no epoch. */
  readonly step?: number;
  /** True if the line is written by a program: it assigns its values, or begins with its epoch. Prose is not. */
  readonly formal: boolean;
  readonly values: readonly TextValue[];
}

/** Characters of a line above which it is none of a logger: fifty metrics have some 2,000. */
const longestLine = 32_768;

/** What a line must hold to say anything of an epoch; most lines of a log are about other things. */
const worthPattern =
  /epoch|loss|acc|f_?1|prec|recall|auc|roc|prc|mcc|matthews|kappa|specificity|sensitivity|[tf][pn]r|top|ep[ :=[#]|\u635f\u5931|\u7387|\u8f6e\u6b21/i;

/** What a frame of tqdm's bar has before its glyphs, and the glyphs of Keras' bar. */
const barSigns = ['%|', '\u2501\u2501\u2501', '[===', '[>..', '\u2588\u2588'] as const;

/** A frame of tqdm from its percentage to its closing bracket, without a postfix that has brackets of its own. */
const framePattern = /%\|[^|]*\|[^[\]]*\[[^[\]]*\]/y;

/** Lines that speak of an epoch gone by: their values are those of another line. */
const recallPattern =
  /(?<![A-Za-z])(?:best|sav(?:e|ed|ing)|load(?:ed|ing)?|checkpoint|restor(?:ed|ing)|resum(?:ed|ing|e)|stopp(?:ed|ing)|stop|improved|improvement|earlystopping)(?![A-Za-z])/i;

/**
 * How the ImageNet example of PyTorch begins the line of a validation's results, and many that go back to it, also
 * behind what a logger writes first.
 */
const summaryPattern = /(?:^|[\s\]:-])\s{0,8}\*\s{0,8}(?:Acc|Prec)@/;

const formalPattern =
  /^[\s[({|'"*]{0,16}(?:epoch|step \d|iter(?:ation)? \d|Acc@)|(?:^|\s)\*\s{1,8}(?:val|test)?[a-z ]{0,12}(?:acc|prec)/i;

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
  'overall total average avg epoch current results result metrics info debug of the on set end done'.split(
    ' ',
  ),
);

/** True for a frame of a progress bar: most lines of a log may be some. */
export function isBar(written: string): boolean {
  return barSigns.some((sign) => written.includes(sign));
}

/** Reads one line; gives undefined for a line that says nothing of an epoch. */
export function epochTextLine(written: string, line: number): TextLine | undefined {
  if (written.length > longestLine) return undefined;
  const from = isBar(written) ? endOfFrame(written) : 0;
  if (from === undefined || !worthPattern.test(written)) return undefined;
  const shown = terminalLine(written.slice(from));
  const numbers = namedNumbers(shown.text);
  const marker = numbers.find((number) => isEpoch(number));
  if (marker !== undefined) {
    const recalls = marker.inParentheses || recallPattern.test(shown.text.slice(0, marker.start));
    if (recalls) return undefined;
  }
  // Hugging Face sums the whole training up in a line like that of an epoch.
  if (numbers.some(({ name }) => foldedName(name) === 'train_runtime')) return undefined;
  const span = (start: number, end: number): Span => ({
    line,
    start: from + shown.column(start),
    end: from + shown.column(end - 1) + 1,
  });
  const values = valuesOf(numbers, shown.text, span);
  if (marker === undefined && values.length === 0) return undefined;
  const assigned = numbers.filter((number) => number.assigned && number.name !== '').length;
  return {
    ...(marker === undefined ? {} : { epoch: epochOf(marker) }),
    ...steps(numbers, marker),
    formal: assigned >= values.length / 2 || formalPattern.test(shown.text),
    values,
  };
}

function endOfFrame(written: string): number | undefined {
  framePattern.lastIndex = written.lastIndexOf('%|');
  if (framePattern.lastIndex < 0 || !framePattern.test(written)) return undefined;
  const end = framePattern.lastIndex;
  return written.slice(end).trim() === '' ? undefined : end;
}

function isEpoch({ name, number, total }: NamedNumber): boolean {
  const value = number.value;
  if (typeof value !== 'number' || value < 0 || name === '') return false;
  const words = foldedName(name).split('_');
  const last = words.at(-1)!;
  if (last === 'epochs' || last === 'ep' || last === '轮次') return total !== undefined;
  // mmengine writes `Epoch(val) [1][313/313]`.
  return last === 'epoch' || (words.length === 2 && words[0] === 'epoch' && splitOfWord(last) !== undefined);
}

function epochOf({ number, total }: NamedNumber): { number: number; total?: number } {
  return { number: number.value as number, ...(total === undefined ? {} : { total }) };
}

/** A counter right behind the epoch, or one that is called a step; a counter at its total ends the epoch. */
function steps(
  numbers: readonly NamedNumber[],
  marker: NamedNumber | undefined,
): Pick<TextLine, 'stepped' | 'running' | 'step'> {
  const counter = numbers.find((candidate, index) => {
    const { name, number, total } = candidate;
    if (candidate === marker || (total !== undefined && number.value === total)) return false;
    if (isStepName(name)) return true;
    const isCounter = total !== undefined && Number.isInteger(number.value);
    return isCounter && (endsInSplit(name) || (name === '' && index > 0 && numbers[index - 1] === marker));
  });
  if (counter === undefined) return { stepped: false, running: false };
  const { name, number } = counter;
  const names = marker === undefined && isStepName(name) && typeof number.value === 'number';
  return {
    stepped: true,
    running: counter.total !== undefined,
    ...(names ? { step: number.value } : {}),
  };
}

function isStepName(name: string): boolean {
  const words = foldedName(name).split('_');
  return stepNames.has(words.at(-1)!) || stepNames.has(words.slice(-2).join('_'));
}

function valuesOf(
  numbers: readonly NamedNumber[],
  text: string,
  span: (start: number, end: number) => Span,
): readonly TextValue[] {
  let section: Split | undefined = summaryPattern.test(text) ? 'validation' : undefined;
  const values: TextValue[] = [];
  const averages = averagesOf(numbers, text);
  for (const [index, candidate] of numbers.entries()) {
    section = lastSplit(candidate.before) ?? section;
    const { percentSign, number, start, end } = averages.get(candidate) ?? candidate;
    if (goesOn(candidate, numbers[index - 1])) continue;
    const shares = shareInParentheses(candidate, numbers[index - 1]);
    const named = shares ?? (candidate.total === undefined ? candidate : undefined);
    const known = named === undefined ? undefined : knownName(named);
    if (known === undefined) continue;
    const split = known.metric === 'learningRate' ? undefined : (known.split ?? section);
    values.push({
      ...(split === undefined ? {} : { split }),
      metric: known.metric,
      number,
      percentSign,
      span: span(start, end),
    });
  }
  return values;
}

/** Meters of one line from which their form is beyond doubt: one number in parentheses may be a deviation or the best. */
const fewestMeters = 2;

/** The averages of meters, which print the value of the last batch first: `Loss 0.37 (0.28)  Acc@1 62.5 (54.1)`. */
function averagesOf(numbers: readonly NamedNumber[], text: string): ReadonlyMap<NamedNumber, NamedNumber> {
  const averages = new Map<NamedNumber, NamedNumber>();
  for (const [index, average] of numbers.entries()) {
    const value = numbers[index - 1];
    const isMeter =
      value !== undefined &&
      value.name !== '' &&
      average.before.trim() === '(' &&
      text.charAt(average.end) === ')';
    if (isMeter) averages.set(value, average);
  }
  const isSure = averages.size >= fewestMeters || text.startsWith('Averaged stats:');
  return isSure ? averages : new Map();
}

/** The counter of `Accuracy: 9813/10000 (98%)`, whose name is the share's. */
function shareInParentheses(share: NamedNumber, counter: NamedNumber | undefined): NamedNumber | undefined {
  const isShare = counter?.total !== undefined && share.percentSign && share.before.trim() === '(';
  return isShare ? counter : undefined;
}

/** True if a name goes on from a number that is part of it: `Top 5 accuracy`, `class 3 recall`. */
function goesOn({ before, name }: NamedNumber, previous: NamedNumber | undefined): boolean {
  if (previous === undefined || name === '' || !before.trimStart().startsWith(name)) return false;
  const { name: part, assigned, percentSign } = previous;
  if (part === '' || assigned || percentSign || isEpoch(previous)) return false;
  return knownName(previous) === undefined;
}

function knownName({ name: written, assigned }: NamedNumber): { split?: Split; metric: string } | undefined {
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
  return assigned ? lossOf(name) : undefined;
}

/** A metric whose meaning is known; a log has many other numbers. */
function knownMetric(name: string): { split?: Split; metric: string } | undefined {
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
function lossOf(name: string): { split?: Split; metric: string } | undefined {
  const { split, metric, kind } = metricName(name);
  if (kind !== 'measure' || name.includes(' ') || !/(?:^|_)loss(?:_|$)/.test(foldedName(metric)))
    return undefined;
  return split === undefined ? { metric } : { split, metric };
}

/** What stands behind a split where its metrics follow: `val_metrics={'accuracy': 0.91}`. */
const groupPattern = /_(?:metrics|results|scores|stats)$/;

/** The last split named by a word of its own: `train Loss`, `[val]`, `Test set: `; not by `val_loss` or `train.py`. */
function lastSplit(text: string): Split | undefined {
  let found: Split | undefined;
  for (const { 0: word, index } of text.matchAll(/[A-Za-z_]+|[\u4e00-\u9fff]+/g)) {
    const split = splitOfWord(word.toLowerCase().replace(groupPattern, ''));
    if (split === undefined || /[\w./\\-]/.test(text.charAt(index - 1))) continue;
    if (!/^(?:[\w\\/-]|\.\w)/.test(text.slice(index + word.length, index + word.length + 2))) found = split;
  }
  return found;
}

/** `Test: [0/98]`, also behind what a logger writes first (`INFO Test`). */
function endsInSplit(name: string): boolean {
  return isSplitWord(name) || splitOfWord(name.split(' ').at(-1)!.toLowerCase()) !== undefined;
}

function isSplitWord(name: string): boolean {
  return splitOfWord(foldedName(name).replace(/_(?:set|split)$/, '')) !== undefined;
}
