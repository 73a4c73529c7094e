import type { Span } from '../../core/span.ts';
import type { Told, ToldOf } from '../../core/trainingRun.ts';
import { classBlock, isClassLine } from './classBlock.ts';
import type { ClassBlock } from './classBlock.ts';
import { countsLine } from './countsLine.ts';
import { rowNumbers } from './rowNumbers.ts';

/** A list of classes that begins on a line or below it. */
export interface OpenBlock {
  readonly lines: ClassBlock;
  readonly of: ToldOf;
  readonly span: Span;
}

/** The span of a part of a message, or of all of it from a column on. */
export type At = (from: number, to?: number) => Span;

const foldPattern = /\bfold\b\s{0,5}[#:=_-]?\s{0,5}\d/i;

/** Not the upsampling of a layer and not the resampling of a sound. */
const resampledPattern =
  /\bsmote|\badasyn\b|over-?sampl|under-?sampl|(?:re|up|down)sampled\b.{0,40}\b(?:rows|samples|train|training|classes)|weighted ?random ?sampler|balanced ?(?:batch ?)?sampl/i;

/** LightGBM: `Number of positive: 23, number of negative: 477`; positive is class 1 (src/objective/binary_objective.hpp). */
const positivePattern = /\[Info\] Number of positive: (\d{1,15}), number of negative: (\d{1,15})/;

/** `Classes: ['cat', 'dog']`, `Emotion classes: [...]`, `Class names: [...]`; not the true labels of a batch. */
const namesPattern = /^\W*(?:([a-z]+) )?(?:class(?:es)?(?:[ _]names)?|label[ _]names)\s*[:=]\s*\[/i;

/** Classes that are some of all. */
const someWords =
  /^(?:predicted|true|actual|missing|skipped|unknown|rare|minority|majority|small|removed|excluded|ignored|absent|unseen|new|selected|top|worst|best|confused|other|remaining|extra|invalid|unused|sample|batch|first|last|source|base|novel)$/i;

/** What the message of one line says of rows and classes, and the list that follows it. */
export function toldMessage(
  message: string,
  at: At,
): { readonly told: readonly Told[]; readonly block?: OpenBlock } {
  const told = [...turns(message, at), ...numbersOf(message, at)];
  const positive = positivePattern.exec(message);
  if (positive !== null) {
    const [, ones, zeros] = positive.map(Number);
    const counts = new Map([
      ['0', zeros!],
      ['1', ones!],
    ]);
    return { told: [...told, { kind: 'counts', of: 'train', counts, span: at(0) }] };
  }
  const said = countsLine(message);
  switch (said?.kind) {
    case 'counts':
      return { told: [...told, { ...said, span: at(0) }] };
    case 'resampled':
      return { told: [...told, { kind: 'resampled', span: at(0) }] };
    case 'heading':
      return { told, block: { lines: classBlock(said.indent), of: said.of, span: at(0) } };
    case undefined:
      return { told, ...listWithoutHeading(message, at) };
  }
}

function turns(message: string, at: At): Told[] {
  return [
    ...(foldPattern.test(message) ? [{ kind: 'fold' as const, span: at(0) }] : []),
    ...(resampledPattern.test(message) ? [{ kind: 'resampled' as const, span: at(0) }] : []),
  ];
}

function numbersOf(message: string, at: At): Told[] {
  const numbers = rowNumbers(message).flatMap(({ start, end, classes, of, rows, plain }): Told[] => {
    const span = at(start, end);
    const row: Told = { kind: 'rows', of, rows, plain, span };
    return classes === undefined ? [row] : [row, { kind: 'classes', classes, span }];
  });
  const names = namesPattern.exec(message);
  const isWhole = names !== null && !someWords.test(names[1] ?? '');
  const classes = isWhole ? namesIn(message, names.index + names[0].length - 1) : undefined;
  if (names !== null && classes !== undefined)
    numbers.push({ kind: 'classes', classes, span: at(names.index) });
  return numbers;
}

function listWithoutHeading(message: string, at: At): { readonly block?: OpenBlock } {
  if (!isClassLine(message)) return {};
  const lines = classBlock(undefined);
  return lines.takes(message) ? { block: { lines, of: 'unsplit', span: at(0) } } : {};
}

/** The number of names in a list that begins at `at` and is closed on this line. */
function namesIn(message: string, at: number): number | undefined {
  const close = message.indexOf(']', at);
  if (close < 0) return undefined;
  const names = [...message.slice(at + 1, close).matchAll(/'([^']{1,200})'|"([^"]{1,200})"/g)];
  const distinct = new Set(names.map((name) => name[1] ?? name[2]));
  return distinct.size === names.length && names.length >= 2 ? names.length : undefined;
}
