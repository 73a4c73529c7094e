import type { Span } from '../../core/span.ts';
import type { Split } from '../../core/trainingRun.ts';
import { lastSplit } from './epochTextNames.ts';
import type { KnownName, NameMeaning } from './epochTextNames.ts';
import { namedNumbers } from './namedNumbers.ts';
import type { NamedNumber } from './namedNumbers.ts';
import { terminalLine } from './terminalLine.ts';
import { longestLine } from './textLog.ts';
import type { TextValue } from './textValue.ts';

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
  /** True if it has a metric of a regression or a reward. */
  readonly ofOther: boolean;
  readonly values: readonly TextValue[];
}

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

/** True for a frame of a progress bar: most lines of a log may be some. */
export function isBar(written: string): boolean {
  return barSigns.some((sign) => written.includes(sign));
}

/** Reads one line; gives undefined for a line that says nothing of an epoch. */
export function epochTextLine(
  written: string,
  line: number,
  meaningOf: (name: string) => NameMeaning,
): TextLine | undefined {
  if (written.length > longestLine) return undefined;
  const from = isBar(written) ? endOfFrame(written) : 0;
  if (from === undefined || !worthPattern.test(written)) return undefined;
  const shown = terminalLine(written.slice(from));
  const numbers = namedNumbers(shown.text).map((number) => ({ ...number, meaning: meaningOf(number.name) }));
  const marker = numbers.find(isEpoch);
  if (marker !== undefined) {
    const recalls = marker.inParentheses || recallPattern.test(shown.text.slice(0, marker.start));
    if (recalls) return undefined;
  }
  if (numbers.some(({ meaning }) => meaning.isOfSummary)) return undefined;
  const span = (start: number, end: number): Span => ({
    line,
    start: from + shown.column(start),
    end: from + shown.column(end - 1) + 1,
  });
  const values = valuesOf(numbers, shown.text, span);
  const ofOther = numbers.some(({ meaning }) => meaning.isOfOther);
  if (marker === undefined && values.length === 0 && !ofOther) return undefined;
  const assigned = numbers.filter((number) => number.assigned && number.name !== '').length;
  return {
    ...(marker === undefined ? {} : { epoch: epochOf(marker) }),
    ...steps(numbers, marker),
    formal: assigned >= values.length / 2 || formalPattern.test(shown.text),
    ofOther,
    values,
  };
}

function endOfFrame(written: string): number | undefined {
  framePattern.lastIndex = written.lastIndexOf('%|');
  if (framePattern.lastIndex < 0 || !framePattern.test(written)) return undefined;
  const end = framePattern.lastIndex;
  return written.slice(end).trim() === '' ? undefined : end;
}

/** A number of a line with what its name means. */
interface ReadNumber extends NamedNumber {
  readonly meaning: NameMeaning;
}

function isEpoch({ meaning, number, total }: ReadNumber): boolean {
  if (meaning.isEpoch === undefined || typeof number.value !== 'number' || number.value < 0) return false;
  return meaning.isEpoch === 'always' || total !== undefined;
}

function epochOf({ number, total }: NamedNumber): { number: number; total?: number } {
  return { number: number.value as number, ...(total === undefined ? {} : { total }) };
}

/** A counter right behind the epoch, or one that is called a step; a counter at its total ends the epoch. */
function steps(
  numbers: readonly ReadNumber[],
  marker: ReadNumber | undefined,
): Pick<TextLine, 'stepped' | 'running' | 'step'> {
  const counter = numbers.find((candidate, index) => {
    const { name, meaning, number, total } = candidate;
    if (candidate === marker || (total !== undefined && number.value === total)) return false;
    if (meaning.isStep) return true;
    const isCounter = total !== undefined && Number.isInteger(number.value);
    return isCounter && (meaning.endsInSplit || (name === '' && index > 0 && numbers[index - 1] === marker));
  });
  if (counter === undefined) return { stepped: false, running: false };
  const { meaning, number } = counter;
  const names = marker === undefined && meaning.isStep && typeof number.value === 'number';
  return {
    stepped: true,
    running: counter.total !== undefined,
    ...(names ? { step: number.value } : {}),
  };
}

function valuesOf(
  numbers: readonly ReadNumber[],
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
    const known = named === undefined ? undefined : knownOf(named);
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
function averagesOf(numbers: readonly ReadNumber[], text: string): ReadonlyMap<ReadNumber, ReadNumber> {
  const averages = new Map<ReadNumber, ReadNumber>();
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
function shareInParentheses(share: ReadNumber, counter: ReadNumber | undefined): ReadNumber | undefined {
  const isShare = counter?.total !== undefined && share.percentSign && share.before.trim() === '(';
  return isShare ? counter : undefined;
}

/** True if a name goes on from a number that is part of it: `Top 5 accuracy`, `class 3 recall`. */
function goesOn({ before, name }: ReadNumber, previous: ReadNumber | undefined): boolean {
  if (previous === undefined || name === '' || !before.trimStart().startsWith(name)) return false;
  const { name: part, assigned, percentSign } = previous;
  if (part === '' || assigned || percentSign || isEpoch(previous)) return false;
  return knownOf(previous) === undefined;
}

function knownOf({ meaning, assigned }: ReadNumber): KnownName | undefined {
  return meaning.known ?? (assigned ? meaning.loss : undefined);
}
