import type { Problem } from '../../core/problem.ts';
import type { ReadingLimits } from '../../core/limits.ts';
import type { ScalarLog } from '../../core/scalarSeries.ts';
import type { Head, Reader, ReadResult } from '../format.ts';
import { lineReader, lineSplitter, linesOfBytes } from '../lines.ts';
import { loggedNumber } from '../logs/loggedNumber.ts';
import { overlongProblem } from '../overlongProblem.ts';
import { ScalarBuilder } from './scalarBuilder.ts';

/** One value as a line has it; columns as UTF-16 units. */
export interface WrittenScalar {
  readonly name: string;
  readonly step: string;
  readonly text: string;
  readonly start: number;
}

/** What a line gives: values, or nothing for a header or a blank line; undefined for one that does not belong here. */
export type ScalarLine = readonly WrittenScalar[] | undefined;

/** Takes the lines of one file in their order. */
export type ScalarLineReader = (text: string) => ScalarLine;

/** Reads a text of one or a few scalars, a step a line. Lines that do not fit are counted and left out. */
export function scalarLinesReader(
  limits: Pick<ReadingLimits, 'lineBytes'>,
  readLine: ScalarLineReader,
): Reader<ScalarLog> {
  const series = new Map<string, ScalarBuilder>();
  let leftOut: { readonly lines: number; readonly first: number } | undefined;
  const feed = linesOfBytes(limits, (text, line) => {
    const values = readLine(text);
    if (values === undefined || !values.every((value) => add(series, value, line))) {
      leftOut = { lines: (leftOut?.lines ?? 0) + 1, first: leftOut?.first ?? line };
    }
  });
  const result = (): ReadResult<ScalarLog> => {
    const problems: Problem[] = [...overlongProblem(feed, limits)];
    if (leftOut !== undefined) {
      const lines = leftOut.lines === 1 ? '1 line' : `${leftOut.lines} lines`;
      const message = `${lines} left out: not a step with its value, as the others are.`;
      problems.push({ kind: 'skipped', message, line: leftOut.first });
    }
    const read = [...series.values()].map((one) => one.series());
    if (read.length > 0) return { document: { kind: 'scalars', series: read }, problems };
    return { problems: [...problems, { kind: 'refused', message: 'Holds no value yet: nothing to read.' }] };
  };
  return lineReader(feed, result);
}

function add(series: Map<string, ScalarBuilder>, written: WrittenScalar, line: number): boolean {
  const step = Number(written.step);
  const number = loggedNumber(written.text);
  if (!Number.isSafeInteger(step) || number === undefined) return false;
  const builder = series.get(written.name) ?? new ScalarBuilder(written.name);
  series.set(written.name, builder);
  const span = { line, start: written.start, end: written.start + written.text.length };
  builder.add({ step, value: number.value, span, printed: number });
  return true;
}

/** The complete lines of a file's start. */
export function headLines({ text, complete }: Head): readonly string[] {
  const lines: string[] = [];
  const splitter = lineSplitter(text.length, (line) => lines.push(line));
  splitter.push(text);
  if (complete) splitter.end();
  return lines;
}
