import type { Reading } from '../../core/trainingRun.ts';
import { kerasMetricName } from '../metricNames.ts';
import { halfUnit, loggedNumber } from './loggedNumber.ts';
import { terminalLine } from './terminalLine.ts';
import type { TerminalLine } from './terminalLine.ts';
import { longestLine } from './textLog.ts';

/** What one line of Keras' progress text says. */
export type KerasLine =
  | { readonly kind: 'header'; readonly epoch: number; readonly total: number }
  /** A bar that is still filling. */
  | { readonly kind: 'running'; readonly step: number; readonly steps: number | undefined }
  | KerasFrame;

/** The values after the last step of an epoch or of an evaluation. */
export interface KerasFrame {
  readonly kind: 'frame';
  /** Zero-based. */
  readonly line: number;
  /** Undefined where the writer prints or knows no number of steps. */
  readonly steps: number | undefined;
  /** True for a bar, which may be drawn again; false for the one line an epoch of `verbose=2`. */
  readonly bar: boolean;
  readonly validated: boolean;
  /** Without a prefix a reading is of the training split, also in an evaluation. */
  readonly readings: readonly Reading[];
}

const headerPattern = /(?:^|[\s\]>|:])Epoch (\d{1,9})\/(\d{1,9})\s*$/;

/** The counter at the start of a line as written, colours included: most lines of a log are frames of a filling bar. */
const runningPattern = /^(?:\u001b\[[0-9;]*m|[\s\b])*(\d{1,15})\/(\d{1,15}|Unknown)(?:\u001b\[0m)?[ ]/;

const counterPattern = /(?:^|\s)(\d{1,15})\/(\d{1,15}|Unknown)(?=\s)/g;

/** What stands between the counter and the values: a bar, and how long it took. */
const barPattern = /^\s*(?:\[[=>.]*\]|[\u2501=>.\-\u2578\u257a]{3,})/;
const timePattern = /^\d[\d:.]*(?:d|h|m|s|ms|us|\u00b5s|ns)?(?:\/(?:step|epoch|sample))?$/;
const pairPattern = /^([A-Za-z_][^:]*): (\S+)\s*$/;

/**
 * What stands before the values in `verbose=2` of the oldest versions, which print no counter. A letter ends the digits:
 * `\d+\w+` could cut a long number in as many ways as it has digits.
 */
const uncountedPattern = /^\s*(?:- )?\d+s(?: \d+[A-Za-z_]\w*\/\w+)?(?= - )/;

/** Counters of a line that are tried; text before a frame may hold one (`fold 2/5`). */
const mostCounters = 4;

/** Reads one line; gives undefined for a line that is none of Keras'. */
export function kerasLine(written: string, line: number): KerasLine | undefined {
  if (written.length > longestLine) return undefined;
  const running = runningPattern.exec(written);
  if (running !== null && !written.includes(' val_')) {
    const [step, steps] = counters(running);
    if (steps === undefined || step < steps) return { kind: 'running', step, steps };
  }
  if (!written.includes('/') && !written.includes('s - ')) return undefined;
  const shown = terminalLine(written);
  const header = headerPattern.exec(shown.text);
  if (header !== null) return { kind: 'header', epoch: Number(header[1]), total: Number(header[2]) };
  let candidates = 0;
  for (const counter of shown.text.matchAll(counterPattern)) {
    if (++candidates > mostCounters) break;
    // Paddle prints `step 938/938 - loss: …`, and its loss is that of the last batch.
    if (/step\s*$/.test(shown.text.slice(0, counter.index))) continue;
    const frame = countedFrame(shown, counter, line);
    if (frame !== undefined) return frame;
  }
  const uncounted = uncountedPattern.exec(shown.text);
  if (uncounted === null) return undefined;
  const values = pieces(shown, uncounted[0].length, line);
  return values === undefined ? undefined : frameOf(values, line, undefined, false);
}

function counters(match: RegExpMatchArray): [step: number, steps: number | undefined] {
  return [Number(match[1]), match[2] === 'Unknown' ? undefined : Number(match[2])];
}

function countedFrame(shown: TerminalLine, counter: RegExpMatchArray, line: number): KerasLine | undefined {
  const [step, steps] = counters(counter);
  let at = counter.index! + counter[0].length;
  const bar = barPattern.exec(shown.text.slice(at));
  if (bar !== null) at += bar[0].length;
  const values = pieces(shown, at, line);
  if (values === undefined) return undefined;
  const isBar = bar !== null || !/^\s*- /.test(shown.text.slice(at));
  const frame = frameOf(values, line, steps, isBar);
  const isOver = !values.waiting && (step === steps || frame.validated);
  return isOver ? frame : { kind: 'running', step, steps };
}

interface Values {
  readonly readings: readonly Reading[];
  /** True while the bar shows a time of arrival. */
  readonly waiting: boolean;
}

/** The ` - ` separated times and `name: value` pairs from `from` on, or undefined if anything else stands between. */
function pieces(shown: TerminalLine, from: number, line: number): Values | undefined {
  const readings: Reading[] = [];
  let waiting = false;
  let at = from;
  let pairs = 0;
  for (const piece of shown.text.slice(from).split(' - ')) {
    const text = piece.trim().replace(/^- /, '');
    const pair = pairPattern.exec(text);
    if (text.startsWith('ETA:')) {
      waiting = true;
    } else if (pair !== null) {
      pairs++;
      const start = at + piece.indexOf(text) + text.length - pair[2]!.length;
      const reading = readingOf(pair[1]!, pair[2]!, shown, start, line);
      if (reading !== undefined) readings.push(reading);
    } else if (text !== '' && !isTime(text)) {
      // The last pair may run into what another program wrote on the same line.
      if (pairs === 0 || !/^[A-Za-z_][^:]*:/.test(text)) return undefined;
    }
    at += piece.length + 3;
  }
  return readings.length === 0 ? undefined : { readings, waiting };
}

function isTime(text: string): boolean {
  return text.split(/\s+/).every((part) => timePattern.test(part));
}

function readingOf(
  name: string,
  text: string,
  shown: TerminalLine,
  start: number,
  line: number,
): Reading | undefined {
  const number = loggedNumber(text);
  const { split, metric, kind } = kerasMetricName(name);
  if (number === undefined || kind === 'counter') return undefined;
  const span = { line, start: shown.column(start), end: shown.column(start + text.length - 1) + 1 };
  const tolerance = typeof number.value === 'number' ? halfUnit(number.lastDigit) : 0;
  return { ...(split === undefined ? undefined : { split }), metric, value: number.value, tolerance, span };
}

function frameOf(values: Values, line: number, steps: number | undefined, bar: boolean): KerasFrame {
  const validated = values.readings.some(({ split }) => split === 'validation');
  return { kind: 'frame', line, steps, bar, validated, readings: withoutRepeats(values.readings) };
}

/** Two names for one quantity (`acc` and `accuracy`) give one reading. */
function withoutRepeats(readings: readonly Reading[]): readonly Reading[] {
  const key = ({ split, metric }: Reading): string => `${split ?? ''} ${metric}`;
  const keys = readings.map(key);
  return readings.filter((reading, index) => keys.indexOf(key(reading)) === index);
}
