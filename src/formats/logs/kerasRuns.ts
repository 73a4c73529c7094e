import type { Problem } from '../../core/problem.ts';
import type { Epoch, TrainingRun } from '../../core/trainingRun.ts';
import { sameValues, validationsOf, withEvaluation } from './kerasEvaluation.ts';
import type { KerasFrame, KerasLine } from './kerasFrame.ts';

/** Puts the lines of Keras' progress text together into runs. */
export interface KerasRuns {
  line(line: KerasLine): void;
  /** Runs so far. With `atEnd` the values of the last step count although no validation followed them. */
  finished(atEnd: boolean): TrainingRun[];
  problems(): Problem[];
  /** Epoch headers and filling bars so far. */
  seen(): { readonly headers: number; readonly running: number };
}

interface Run {
  readonly epochs: Epoch[];
  planned: number | undefined;
  /** What `evaluate()` printed after the last epoch. */
  evaluations: KerasFrame[];
}

/** The epoch whose header was read and whose values are not final yet. */
interface Pending {
  readonly epoch: number;
  frame: KerasFrame | undefined;
  /** True once its values were printed for good: what follows is an evaluation, unless it holds validation values. */
  over: boolean;
}

interface State {
  readonly runs: Run[];
  pending: Pending | undefined;
  /** The last header of the run. */
  header: { epoch: number; total: number } | undefined;
  /** Epochs printed without a header, while they follow each other with as many steps. */
  headless: { steps: number | undefined; epochs: number } | undefined;
  /** Line of the first of them that was taken for a second epoch. */
  firstJoined: number | undefined;
  /** True if the bar filled since the last frame. */
  barBegun: boolean;
  headers: number;
  running: number;
}

export function kerasRuns(): KerasRuns {
  const state: State = {
    runs: [],
    pending: undefined,
    header: undefined,
    headless: undefined,
    firstJoined: undefined,
    barBegun: false,
    headers: 0,
    running: 0,
  };
  return {
    line: (line) => {
      if (line.kind === 'header') readHeader(state, line.epoch, line.total);
      else if (line.kind === 'frame') readFrame(state, line);
      else readRunning(state);
    },
    finished: (atEnd) => finishedRuns(state, atEnd),
    problems: () => {
      if (state.firstJoined === undefined) return [];
      const message =
        "Epochs without a line 'Epoch 1/10' above them: read as one training, in the order of the file.";
      return [{ kind: 'note', message, line: state.firstJoined }];
    },
    seen: () => ({ headers: state.headers, running: state.running }),
  };
}

function readHeader(state: State, epoch: number, total: number): void {
  state.headers++;
  settle(state);
  const { header } = state;
  const follows =
    header !== undefined && (epoch === header.epoch + 1 || (epoch > header.epoch && total === header.total));
  const run = (follows ? state.runs.at(-1) : undefined) ?? beginRun(state);
  run.planned = total;
  run.evaluations = [];
  state.header = { epoch, total };
  state.headless = undefined;
  state.pending = { epoch, frame: undefined, over: false };
}

function readRunning(state: State): void {
  state.running++;
  state.barBegun = true;
  if (state.pending?.frame !== undefined) state.pending.over = true;
}

function readFrame(state: State, frame: KerasFrame): void {
  const { pending } = state;
  const run = state.runs.at(-1);
  if (frame.validated) {
    if (pending === undefined || run === undefined) readHeadless(state, frame);
    else addEpoch(run, pending.epoch, frame);
    state.pending = undefined;
  } else if (pending === undefined || pending.over || isOtherBar(pending.frame, frame)) {
    if (run !== undefined) addEvaluation(run, frame, state.barBegun);
  } else {
    pending.frame = frame;
    pending.over = !frame.bar;
  }
  state.barBegun = false;
}

/** An epoch of a training of one epoch, or of one epoch after the other in a loop of the user's own. */
function readHeadless(state: State, frame: KerasFrame): void {
  const run = state.runs.at(-1);
  const before = run?.epochs.at(-1);
  // Two log handlers write the same line.
  if (before !== undefined && sameValues(before.readings, frame.readings)) return;
  if (run === undefined || state.headless === undefined || state.headless.steps !== frame.steps) {
    state.headless = { steps: frame.steps, epochs: 1 };
    addEpoch(beginRun(state), 1, frame);
  } else {
    state.firstJoined ??= frame.line;
    state.headless.epochs++;
    addEpoch(run, state.headless.epochs, frame);
  }
  state.header = undefined;
}

function beginRun(state: State): Run {
  const run: Run = { epochs: [], planned: undefined, evaluations: [] };
  state.runs.push(run);
  return run;
}

function addEpoch(run: Run, epoch: number, frame: KerasFrame): void {
  run.epochs.push(epochOf(epoch, frame));
  run.evaluations = [];
}

function epochOf(epoch: number, frame: KerasFrame): Epoch {
  return { epoch, line: frame.line, readings: frame.readings };
}

function addEvaluation(run: Run, frame: KerasFrame, barBegun: boolean): void {
  const before = run.evaluations.at(-1);
  // A bar draws its last step twice.
  const isRedrawn =
    before !== undefined && frame.bar && !barBegun && sameValues(before.readings, frame.readings);
  if (isRedrawn) run.evaluations.pop();
  run.evaluations.push(frame);
}

/** Makes the pending epoch final: the next one begins. */
function settle(state: State): void {
  const run = state.runs.at(-1);
  if (state.pending?.frame !== undefined && run !== undefined) {
    addEpoch(run, state.pending.epoch, state.pending.frame);
  }
  state.pending = undefined;
}

/** True if a frame cannot be the same bar drawn again. */
function isOtherBar(before: KerasFrame | undefined, frame: KerasFrame): boolean {
  return before !== undefined && before.steps !== frame.steps;
}

function finishedRuns({ runs, pending }: State, atEnd: boolean): TrainingRun[] {
  const open =
    pending?.frame !== undefined && (atEnd || pending.over) ? [epochOf(pending.epoch, pending.frame)] : [];
  const epochsOf = (run: Run): Epoch[] => (run === runs.at(-1) ? [...run.epochs, ...open] : run.epochs);
  const repeatsValidation = validationsOf(runs.flatMap(epochsOf));
  const finished: TrainingRun[] = [];
  for (const run of runs) {
    const epochs = withEvaluation([...epochsOf(run)], run.evaluations, repeatsValidation);
    if (epochs.length === 0) continue;
    const planned = run.planned === undefined ? undefined : { plannedEpochs: run.planned };
    finished.push({ epochs, ...planned, averagesExactly: true });
  }
  return finished;
}
