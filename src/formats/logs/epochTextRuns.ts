import type { TextLine } from './epochTextLine.ts';
import { valueKey } from './textValue.ts';
import type { TextValue } from './textValue.ts';
import { isRate } from '../metricNames.ts';
import { halfUnit } from './loggedNumber.ts';

/** A value of an epoch and how it came there. */
export interface EpochValue extends TextValue {
  /** True if its line names the epoch; else it only follows a line that does. */
  readonly named: boolean;
}

/** One epoch of a text log as it was written. */
export interface TextEpoch {
  readonly epoch: number;
  /** By split and metric as written. */
  readonly values: ReadonlyMap<string, EpochValue>;
  /** Values that stand in lines of a logger, not of prose. */
  readonly formal: number;
}

/** One training of a text log. */
export interface TextRun {
  readonly epochs: readonly TextEpoch[];
  readonly planned: number | undefined;
}

/** Gathers the lines of a text log into epochs and runs. */
export interface EpochTextRuns {
  line(line: TextLine): void;
  runs(): readonly TextRun[];
  /** Epochs with two different values of a training quantity, by split and metric as written. */
  repeated(): ReadonlyMap<string, number>;
}

/** Values one epoch keeps: a hundred classes with three metrics on three splits have 900. */
const mostValues = 1_000;

interface OpenEpoch extends TextEpoch {
  readonly values: Map<string, EpochValue>;
  readonly repeats: Set<string>;
  /** Training values that others replaced after the epoch was validated: those may be of a resumed training. */
  readonly replaced: Map<string, EpochValue>;
  formal: number;
}

interface OpenRun {
  readonly epochs: OpenEpoch[];
  readonly byNumber: Map<number, OpenEpoch>;
  planned: number | undefined;
}

/**
 * A lower epoch begins a run, and so does an epoch that was validated before with another result; lines that repeat
 * what an epoch of the run already has change nothing. Training values between two epochs (`'epoch': 0.67`) wait for
 * the next.
 */
export function epochTextRuns(): EpochTextRuns {
  const runs: OpenRun[] = [];
  const repeats = repeatCounts();
  let current: OpenEpoch | undefined;
  let waiting: TextLine | undefined;

  const open = (number: number, run: OpenRun): OpenEpoch => {
    const epoch: OpenEpoch = {
      epoch: number,
      values: new Map(),
      repeats: new Set(),
      replaced: new Map(),
      formal: 0,
    };
    run.epochs.push(epoch);
    run.byNumber.set(number, epoch);
    return epoch;
  };

  const begin = (number: number): OpenEpoch => {
    const run: OpenRun = { epochs: [], byNumber: new Map(), planned: undefined };
    runs.push(run);
    return open(number, run);
  };

  /** The epoch that a line names, or undefined if the line only recalls it. */
  const enter = (number: number, line: TextLine): OpenEpoch | undefined => {
    const run = runs.at(-1);
    const last = run?.epochs.at(-1);
    if (run === undefined || last === undefined) return begin(number);
    if (number > last.epoch) return open(number, run);
    const known = run.byNumber.get(number);
    const recalls =
      known !== undefined && line.values.length > 0 && line.values.every((value) => isIn(known, value));
    if (recalls) return known === last ? last : undefined;
    if (number < last.epoch) return begin(number);
    if (line.stepped || !line.values.some((value) => isHeldOut(value) && differs(last, value))) return last;
    return resume(last);
  };

  /** A run that begins with the last epoch once more: what was trained since that epoch was validated is of the new one. */
  const resume = (last: OpenEpoch): OpenEpoch => {
    const again = begin(last.epoch);
    moveReplaced(last, again, repeats);
    return again;
  };

  return {
    line: (line) => {
      const { epoch } = line;
      const ofBatch = line.stepped && (line.running || !line.values.some(isHeldOut));
      if (epoch === undefined) {
        if (current !== undefined && !line.stepped) add(current, line, false, repeats);
        return;
      }
      if (!Number.isInteger(epoch.number) && !line.values.some(isHeldOut)) {
        waiting = line;
        return;
      }
      current = enter(epoch.number, ofBatch ? { ...line, values: [] } : line);
      if (current === undefined) return;
      runs.at(-1)!.planned = epoch.total ?? runs.at(-1)!.planned;
      if (!ofBatch) add(current, line, true, repeats);
      if (waiting !== undefined) add(current, withoutKnown(waiting, current), true, repeats);
      waiting = undefined;
    },
    runs: () => runs,
    repeated: () => repeats.all,
  };
}

/** How many epochs have two different values of a training quantity, by split and metric as written. */
interface RepeatCounts {
  readonly all: ReadonlyMap<string, number>;
  count(epoch: OpenEpoch, key: string): void;
  /** What only followed an epoch's line counts no more once a line that names the epoch has the value. */
  forget(epoch: OpenEpoch, key: string): void;
}

function repeatCounts(): RepeatCounts {
  const all = new Map<string, number>();
  return {
    all,
    count: (epoch, key) => {
      if (epoch.repeats.has(key)) return;
      epoch.repeats.add(key);
      all.set(key, (all.get(key) ?? 0) + 1);
    },
    forget: (epoch, key) => {
      if (epoch.repeats.delete(key)) all.set(key, all.get(key)! - 1);
    },
  };
}

/** Gives the values that replaced those of an epoch after it was validated to the one that it was trained for. */
function moveReplaced(last: OpenEpoch, again: OpenEpoch, repeats: RepeatCounts): void {
  for (const [key, value] of last.replaced) {
    again.values.set(key, last.values.get(key)!);
    last.values.set(key, value);
    repeats.forget(last, key);
  }
  last.replaced.clear();
}

function add(epoch: OpenEpoch, line: TextLine, named: boolean, repeats: RepeatCounts): void {
  for (const value of line.values) {
    const key = valueKey(value);
    const before = epoch.values.get(key);
    if (before === undefined) {
      if (epoch.values.size < mostValues) epoch.values.set(key, { ...value, named });
      if (line.formal) epoch.formal++;
    } else if (named && !before.named) {
      epoch.values.set(key, { ...value, named });
      repeats.forget(epoch, key);
    } else if (named === before.named && !sameNumber(before, value) && (named || value.split === 'train')) {
      // The last of several is the one of the whole epoch; an evaluation after the training is none of it.
      epoch.values.set(key, { ...value, named });
      if (isHeldOut(value)) continue;
      if (!epoch.replaced.has(key) && [...epoch.values.values()].some(isHeldOut)) {
        epoch.replaced.set(key, before);
      }
      repeats.count(epoch, key);
    }
  }
}

function withoutKnown(line: TextLine, epoch: TextEpoch): TextLine {
  return { ...line, values: line.values.filter((value) => !epoch.values.has(valueKey(value))) };
}

function isHeldOut({ split }: TextValue): boolean {
  return split === 'validation' || split === 'test';
}

function isIn(epoch: TextEpoch, value: TextValue): boolean {
  const known = epoch.values.get(valueKey(value));
  return known !== undefined && sameNumber(known, value);
}

/** True if the epoch has another number by a line that names it; what only follows one may be of the last batch. */
function differs(epoch: TextEpoch, value: TextValue): boolean {
  const known = epoch.values.get(valueKey(value));
  return known?.named === true && !sameNumber(known, value);
}

/** True if two printed numbers may be one: the coarser is a rounding of the finer, and a rate may be in percent once. */
function sameNumber(a: TextValue, b: TextValue): boolean {
  const [x, y] = [a.number.value, b.number.value];
  if (typeof x !== 'number' || typeof y !== 'number') {
    return typeof x !== 'number' && typeof y !== 'number' && x.notFinite === y.notFinite;
  }
  const [dx, dy] = [halfUnit(a.number.lastDigit), halfUnit(b.number.lastDigit)];
  const agrees = (p: number, q: number): boolean =>
    x === y || Math.abs(x * p - y * q) <= roundingSlack * differenceOf(dx * p, dy * q);
  return agrees(1, 1) || (isRate(a.metric) && (agrees(100, 1) || agrees(1, 100)));
}

/** What doubles may lose when a printed number lies right between two coarser ones. */
const roundingSlack = 1 + 1e-9;

/** How far two roundings of one number can be apart; nothing if both are to the same digit. */
function differenceOf(a: number, b: number): number {
  return a === b ? 0 : Math.max(a, b);
}
