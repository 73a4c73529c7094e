import { isSameNumber, valueKey } from './textValue.ts';
import type { TextValue } from './textValue.ts';
import type { ValuedEpoch, ValuedRun } from './valuedRuns.ts';

/** One line of a logger: values with what numbers them. */
export interface LoggedLine {
  /** May be a fraction (`"epoch": 0.67`). */
  readonly epoch?: number;
  readonly step?: number;
  readonly values: readonly TextValue[];
}

/** Puts lines of training and lines of evaluation together. */
export interface EvaluationRuns {
  line(line: LoggedLine): void;
  runs(): readonly ValuedRun[];
}

/** Epochs a run keeps; a line a step for a hundred thousand steps is none of a training that anybody reads. */
const mostEpochs = 100_000;

interface Row {
  readonly epoch: number | undefined;
  readonly step: number | undefined;
  readonly values: Map<string, TextValue>;
}

interface Evaluation extends Row {
  /** What was last logged of the training before it, or at its own step. */
  trained: Row | undefined;
}

interface OpenRun {
  readonly evaluations: Evaluation[];
  /** Lines of training alone, while there is one an epoch. */
  readonly trained: Row[];
  /** The last line of training since the last evaluation, and the last of the run. */
  latest: Row | undefined;
  last: Row | undefined;
  /** The last evaluation once more, with another training loss: that of a resumed training, if it goes on from there. */
  again: Row | undefined;
  /** True once training is logged more often than once an epoch. */
  stepwise: boolean;
}

/**
 * Lines that are numbered by epoch alone and training logged once an epoch: lines of one number are one epoch. Where
 * training is logged every so many steps an epoch is an evaluation, with the last training loss logged before it. A
 * lower number begins a run.
 */
export function evaluationRuns(): EvaluationRuns {
  const runs: OpenRun[] = [];
  const begin = (): OpenRun => {
    const run: OpenRun = {
      evaluations: [],
      trained: [],
      latest: undefined,
      last: undefined,
      again: undefined,
      stepwise: false,
    };
    runs.push(run);
    return run;
  };
  return {
    line: ({ epoch, step, values }) => {
      const row = { epoch, step, values: new Map(values.map((value) => [valueKey(value), value])) };
      const isHeldOut = values.some(({ split }) => split === 'validation' || split === 'test');
      const run = runs.at(-1) ?? begin();
      if (isHeldOut) evaluate(run, row, begin);
      else train(run, row, begin);
    },
    runs: () => {
      const stepwise = runs.some((run) => run.stepwise);
      return runs.map((run) => ({ epochs: stepwise ? evaluations(run) : epochs(run) }));
    },
  };
}

function train(open: OpenRun, row: Row, begin: () => OpenRun): void {
  const run = isBelow(row, open.last) ? begin() : open;
  const { last } = run;
  if (last !== undefined && isSame(row, last) && add(last, row)) return;
  const isNextEpoch = last?.epoch !== undefined && Math.floor(row.epoch ?? 0) > Math.floor(last.epoch);
  if (last !== undefined && !isNextEpoch) run.stepwise = true;
  if (!run.stepwise && run.trained.length < mostEpochs) run.trained.push(row);
  run.last = row;
  run.latest = row;
  const evaluation = run.evaluations.at(-1);
  if (row.step !== undefined && evaluation?.step === row.step) evaluation.trained = row;
}

function evaluate(open: OpenRun, row: Row, begin: () => OpenRun): void {
  const before = open.evaluations.at(-1);
  if (before !== undefined && isSame(row, before)) {
    if (add(before, row)) return;
    // The best weights once more, or another data set: no new epoch, unless training went on or began anew.
    if (open.latest === undefined) {
      if (isTrainedAnew(row, before)) open.again = row;
      return;
    }
  }
  if (open.again !== undefined && before !== undefined && isAbove(row, before)) {
    const resumed = begin();
    resumed.evaluations.push({ ...open.again, trained: undefined });
    return evaluate(resumed, row, begin);
  }
  const run = before !== undefined && !isAbove(row, before) ? begin() : open;
  if (run !== open && isSame(row, before!)) run.latest = open.latest;
  if (run.evaluations.length >= mostEpochs) return;
  run.evaluations.push({ ...row, trained: run.latest });
  run.latest = undefined;
}

function isTrainedAnew(row: Row, before: Row): boolean {
  return [...row.values].some(([key, value]) => {
    const own = before.values.get(key);
    return (
      value.split === 'train' && value.metric === 'loss' && own !== undefined && !isSameNumber(own, value)
    );
  });
}

/** Adds the values of one line to those of another about the same; false if one of them is known otherwise. */
function add(known: Row, row: Row): boolean {
  const isOther = [...row.values].some(([key, value]) => {
    const own = known.values.get(key);
    return own !== undefined && !isSameNumber(own, value);
  });
  if (isOther) return false;
  for (const [key, value] of row.values) if (!known.values.has(key)) known.values.set(key, value);
  return true;
}

function isSame(a: Row, b: Row): boolean {
  const isOther = (x: number | undefined, y: number | undefined): boolean =>
    x !== undefined && y !== undefined && x !== y;
  return !isOther(a.epoch, b.epoch) && !isOther(a.step, b.step);
}

function isBelow(row: Row, last: Row | undefined): boolean {
  if (last === undefined) return false;
  if (row.epoch !== undefined && last.epoch !== undefined) return row.epoch < last.epoch;
  return row.step !== undefined && last.step !== undefined && row.step < last.step;
}

function isAbove(row: Row, last: Row): boolean {
  if (row.epoch !== undefined && last.epoch !== undefined && row.epoch !== last.epoch) {
    return row.epoch > last.epoch;
  }
  return row.step !== undefined && last.step !== undefined && row.step > last.step;
}

/** The evaluations of a run, numbered by their epochs if each has its own, else by their steps. */
function evaluations(run: OpenRun): readonly ValuedEpoch[] {
  const numbers = numbersOf(run.evaluations);
  return run.evaluations.flatMap(({ values, trained }, index): ValuedEpoch[] => {
    const number = numbers[index];
    if (number === undefined) return [];
    const before = [...(trained?.values ?? [])].filter(([key, value]) => isKept(value) && !values.has(key));
    return [{ epoch: number, values: [...values.values(), ...before.map(([, value]) => value)] }];
  });
}

/** Of the step before an evaluation the loss is kept: an accuracy of one batch says little and looks like one of all rows. */
function isKept({ split, metric }: TextValue): boolean {
  return metric === 'learningRate' || ((split ?? 'train') === 'train' && /(?:^|[_ ])loss/.test(metric));
}

/** Everything of a run by its number: lines of training and of evaluation about one epoch are one. */
function epochs(run: OpenRun): readonly ValuedEpoch[] {
  const rows = [...run.trained, ...run.evaluations];
  const isByEpoch = rows.every(({ epoch }) => epoch !== undefined);
  const found = new Map<number, Map<string, TextValue>>();
  for (const row of rows) {
    const number = isByEpoch ? row.epoch : row.step;
    if (number === undefined) continue;
    const known = found.get(number) ?? new Map<string, TextValue>();
    found.set(number, known);
    for (const [key, value] of row.values) if (!known.has(key)) known.set(key, value);
  }
  return [...found.entries()]
    .sort(([a], [b]) => a - b)
    .map(([epoch, values]) => ({ epoch, values: [...values.values()] }));
}

function numbersOf(rows: readonly Row[]): readonly (number | undefined)[] {
  const rises = (numbers: readonly (number | undefined)[]): boolean =>
    numbers.every((number, index) => number !== undefined && (index === 0 || number > numbers[index - 1]!));
  const byEpoch = rows.map(({ epoch }) => epoch);
  return rises(byEpoch) ? byEpoch : rows.map(({ step, epoch }) => step ?? epoch);
}
