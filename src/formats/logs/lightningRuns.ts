import { isSameNumber, valueKey } from './textValue.ts';
import type { TextValue } from './textValue.ts';
import { lightningLine, lightningValues } from './lightningFrame.ts';
import { richBlocks } from './lightningRich.ts';
import type { LogLines } from './textLog.ts';
import { isClassified, runsInUnits } from './valuedRuns.ts';
import type { ValuedEpoch } from './valuedRuns.ts';

type Values = ReadonlyMap<string, TextValue>;

interface OpenEpoch {
  readonly epoch: number;
  /** Those of its last full bar. */
  values: Values;
  /** True once a validation ran, and once a full bar was drawn after it. */
  validating: boolean;
  validated: boolean;
  full: boolean;
  /** True once the next epoch begins or the training says that it ended. */
  over: boolean;
  /** Frames that were searched while the bar filled, and what the last frame held. */
  searched: number;
  postfix: string;
}

/** Frames of an epoch that are searched for values of a batch: two would do, each costs some microseconds. */
const mostSearched = 8;

const stopped = '`Trainer.fit` stopped';

/**
 * Gathers frames into epochs and runs.
 *
 * A value that changes while a bar fills is one of a batch and left out. A validation value counts if a validation ran
 * in its epoch, a training value once it differs from that of the epoch before or its epoch is over.
 */
export function lightningRuns(): LogLines {
  const runs: ValuedEpoch[][] = [];
  const rich = richBlocks();
  const ofBatches = new Set<string>();
  let before: Values = new Map();
  let open: OpenEpoch | undefined;

  const settle = (): void => {
    if (open === undefined || !open.full) return;
    open.over = true;
    addEpoch(runs, epochOf(open, before, true));
    before = open.values;
  };

  const search = (epoch: OpenEpoch, values: readonly TextValue[]): void => {
    for (const value of values) {
      const key = valueKey(value);
      const isValidation = epoch.validating && value.split !== 'train';
      if (!isValidation && !isSameNumber(value, before.get(key))) ofBatches.add(key);
    }
  };

  return {
    line: (text, number) => {
      rich.line(text, number);
      const line = lightningLine(text);
      if (line?.kind === 'validation' && open !== undefined) open.validating = true;
      if (line?.kind !== 'frame') {
        if (open?.full === true && text.startsWith(stopped)) open.over = true;
        return;
      }
      const { epoch, full, postfix, start } = line;
      if (open === undefined || open.epoch !== epoch || (open.full && !full)) {
        settle();
        open = begun(epoch);
      }
      if (full) {
        const values = lightningValues(postfix, start, number);
        open.full = true;
        open.validated ||= open.validating;
        open.over ||= text.includes(stopped);
        if (values.length > 0) open.values = new Map(values.map((value) => [valueKey(value), value]));
      } else if (postfix !== open.postfix && open.searched < mostSearched) {
        open.searched++;
        open.postfix = postfix;
        search(open, lightningValues(postfix, start, number));
      }
    },
    gathered: (isOver) => {
      const all = runs.map((run) => [...run]);
      if (open?.full === true) addEpoch(all, epochOf(open, before, isOver));
      const valued = all.map((epochs) => ({ epochs: epochs.map((epoch) => withoutKeys(epoch, ofBatches)) }));
      const read = [...valued, ...rich.runs()];
      const log = runsInUnits(read, false);
      const isOurs = read.some(({ epochs }) => epochs.some(({ values }) => isClassified(values)));
      return isOurs || !isOver ? log : { runs: [], problems: log.problems };
    },
  };
}

function begun(epoch: number): OpenEpoch {
  return {
    epoch,
    values: new Map(),
    validating: false,
    validated: false,
    full: false,
    over: false,
    searched: 0,
    postfix: '',
  };
}

function epochOf(
  { epoch, values, validated, over }: OpenEpoch,
  before: Values,
  isLast: boolean,
): ValuedEpoch {
  const own = [...values].filter(([key, value]) => {
    const isKnown = over || !isSameNumber(value, before.get(key));
    return value.split === 'train' ? isKnown : validated && (isKnown || isLast);
  });
  return { epoch, values: own.map(([, value]) => value) };
}

/** Adds an epoch with values; one that is not above the last begins a run. */
function addEpoch(runs: ValuedEpoch[][], epoch: ValuedEpoch): void {
  if (epoch.values.length === 0) return;
  const run = runs.at(-1);
  if (run === undefined || epoch.epoch <= run.at(-1)!.epoch) runs.push([epoch]);
  else run.push(epoch);
}

function withoutKeys({ epoch, values }: ValuedEpoch, keys: ReadonlySet<string>): ValuedEpoch {
  return { epoch, values: values.filter((value) => !keys.has(valueKey(value))) };
}
