import type { Span } from '../../core/span.ts';
import { loggedNumber } from './loggedNumber.ts';
import type { LoggedNumber } from './loggedNumber.ts';
import { longestLine } from './textLog.ts';

export interface SklearnValue {
  readonly split: 'train' | 'validation';
  /** What a score is the line does not say. */
  readonly metric: 'loss' | 'score';
  readonly number: LoggedNumber;
  readonly span: Span;
}

/** What one line says of an iteration; a score of a neural network stands on the line below it. */
export interface SklearnLine {
  readonly iteration?: number;
  readonly total?: number;
  /** Trees that were grown in it. */
  readonly trees?: number;
  readonly values: readonly SklearnValue[];
}

const iterationPattern = /^Iteration (\d{1,9}), loss = (\S{1,40})\s*$/;
const scorePattern = /^Validation score: (\S{1,40})\s*$/;
const boostingPattern = /^\[(\d{1,9})\/(\d{1,9})\] (\d{1,9}) trees?, /;
const pairPattern = /, (train|val) (loss|score): (-?[\w.+-]{1,40})(?=,|\s*$)/g;

/** Reads one line; undefined for any other. */
export function sklearnLine(text: string, line: number): SklearnLine | undefined {
  if (text.length > longestLine) return undefined;
  if (text.startsWith('Iteration ')) return networkLine(iterationPattern.exec(text), line);
  if (text.startsWith('Validation score: ')) return scoreLine(scorePattern.exec(text), line);
  return text.startsWith('[') ? boostingLine(text, line) : undefined;
}

function networkLine(match: RegExpExecArray | null, line: number): SklearnLine | undefined {
  if (match === null) return undefined;
  const values = valueOf(match[2]!, match[0].lastIndexOf(match[2]!), line, 'train', 'loss');
  return { iteration: Number(match[1]), values };
}

function scoreLine(match: RegExpExecArray | null, line: number): SklearnLine | undefined {
  if (match === null) return undefined;
  return { values: valueOf(match[1]!, match[0].lastIndexOf(match[1]!), line, 'validation', 'score') };
}

function boostingLine(text: string, line: number): SklearnLine | undefined {
  const match = boostingPattern.exec(text);
  if (match === null) return undefined;
  const values = [...text.matchAll(pairPattern)].flatMap(({ 0: pair, 1: set, 2: metric, 3: number, index }) =>
    valueOf(
      number!,
      index + pair.length - number!.length,
      line,
      set === 'train' ? 'train' : 'validation',
      metric === 'loss' ? 'loss' : 'score',
    ),
  );
  return { iteration: Number(match[1]), total: Number(match[2]), trees: Number(match[3]), values };
}

function valueOf(
  text: string,
  start: number,
  line: number,
  split: SklearnValue['split'],
  metric: SklearnValue['metric'],
): readonly SklearnValue[] {
  const number = loggedNumber(text);
  return number === undefined
    ? []
    : [{ split, metric, number, span: { line, start, end: start + text.length } }];
}
