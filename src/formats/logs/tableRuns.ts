import type { Epoch, Reading, Split, TrainingRun } from '../../core/trainingRun.ts';
import type { ColumnPrecision, RateUnit } from './columnScale.ts';

/** One logged quantity through all headers of a file, with what its cells have shown so far. */
export interface Quantity {
  readonly split: Split | undefined;
  readonly metric: string;
  readonly precision: ColumnPrecision;
  readonly unit: RateUnit | undefined;
  /** In a table with steps: a training value must stand at the step at which its epoch was validated. */
  readonly needsStep: boolean;
  /** Measured on all rows each time: of several values in an epoch the last one counts. */
  readonly mayRepeat: boolean;
  /** A training value that stands before the validation of its epoch may be of one batch. */
  readonly followsValidation: boolean;
  /** Written as the share of wrong answers. */
  readonly complement: boolean;
  /** Epochs with a value of it. */
  epochs: number;
  /** Epochs with two different values of it. */
  repeated: number;
  /** True once a training value stood at another step than its epoch's validation: it is of one batch. */
  offStep: boolean;
  /** True once a training value stood before its epoch's validation, where it may be of one batch. */
  early: boolean;
}

/** A reading of one quantity, with the training step of its row. */
export interface Measurement {
  readonly quantity: Quantity;
  readonly reading: Reading;
  readonly step: number | undefined;
}

/** Gathers measurements into epochs and epochs into runs. */
export interface TableRuns {
  /** Goes to the epoch of a row: one lower than the last begins a run. */
  epoch(epoch: number, line: number): void;
  measurement(measurement: Measurement): void;
  /** The next epoch begins a run. */
  cut(): void;
  /** Changes the readings so far of some quantities. */
  revise(
    concerns: (quantity: Quantity) => boolean,
    changed: (reading: Reading, value: number) => Reading,
  ): void;
  /** Epochs that were validated again with another result, where most were not: those of a resumed training. */
  resumed(): readonly Pick<Epoch, 'epoch' | 'line'>[];
  finished(averaging: Pick<TrainingRun, 'averagesExactly' | 'countsRows'>): TrainingRun[];
}

interface OpenEpoch {
  readonly epoch: number;
  line: number;
  readings: Reading[];
  /** The quantity of each reading. Epochs of one layout share the array. */
  quantities: Quantity[];
  /** The step of each reading; emptied when the epoch is over. */
  steps: (number | undefined)[];
  /** True once a value of validation was replaced by a later one. */
  isAgain: boolean;
}

/** Share of epochs with two values above which a quantity is logged per batch: a resumed training repeats one or two. */
const mostRepeated = 0.25;

/** With `mergesRows` rows of one epoch are parts of it, else a second row of an epoch begins a new run. */
export function tableRuns(mergesRows: boolean): TableRuns {
  const runs: OpenEpoch[][] = [];
  let cutNext = true;

  const close = (closed: OpenEpoch, before: OpenEpoch | undefined): void => {
    for (const quantity of offStepQuantities(closed)) quantity.offStep = true;
    for (const quantity of earlyQuantities(closed)) quantity.early = true;
    closed.steps = [];
    if (before !== undefined && sameItems(before.quantities, closed.quantities)) {
      closed.quantities = before.quantities;
    }
  };

  return {
    epoch: (epoch, line) => {
      const run = runs.at(-1);
      const last = run?.at(-1);
      if (!cutNext && mergesRows && last?.epoch === epoch) return;
      if (run !== undefined && last !== undefined) close(last, run.at(-2));
      const opened: OpenEpoch = { epoch, line, readings: [], quantities: [], steps: [], isAgain: false };
      if (run === undefined || last === undefined || cutNext || epoch <= last.epoch) runs.push([opened]);
      else run.push(opened);
      cutNext = false;
    },
    measurement: ({ quantity, reading, step }) => {
      const target = runs.at(-1)?.at(-1);
      if (target !== undefined) addTo(target, quantity, reading, step);
    },
    cut: () => {
      cutNext = true;
    },
    revise: (concerns, changed) => {
      for (const epoch of runs.flat()) {
        epoch.readings = epoch.readings.map((reading, index) =>
          concerns(epoch.quantities[index]!) && typeof reading.value === 'number'
            ? changed(reading, reading.value)
            : reading,
        );
      }
    },
    resumed: () => {
      const epochs = runs.flat();
      const again = epochs.filter(({ isAgain }) => isAgain);
      return again.length <= epochs.length * mostRepeated ? again : [];
    },
    finished: (averaging) => {
      const finished: TrainingRun[] = [];
      for (const run of runs) {
        const epochs = finishedEpochs(run);
        if (epochs.length > 0) finished.push({ epochs, ...averaging });
      }
      return finished;
    },
  };
}

/** True if the quantity's values are not those of whole epochs. */
export function isOfBatches(quantity: Quantity): boolean {
  if (quantity.offStep || quantity.early) return true;
  return !quantity.mayRepeat && quantity.repeated > quantity.epochs * mostRepeated;
}

function addTo(target: OpenEpoch, quantity: Quantity, reading: Reading, step: number | undefined): void {
  const at = target.quantities.indexOf(quantity);
  if (at < 0) {
    quantity.epochs++;
    target.quantities.push(quantity);
    target.readings.push(reading);
    target.steps.push(step);
    return;
  }
  if (sameValue(target.readings[at]!, reading)) return;
  // A resumed training writes its first epoch again: the later value is the one of the model that went on.
  quantity.repeated++;
  target.isAgain ||= quantity.split === 'validation';
  target.readings[at] = reading;
  target.steps[at] = step;
  target.line = reading.span.line;
}

function finishedEpochs(run: readonly OpenEpoch[]): Epoch[] {
  const last = run.at(-1);
  const open = last === undefined || last.steps.length === 0 ? undefined : last;
  const unconfirmed = new Set(
    open === undefined ? [] : [...offStepQuantities(open), ...earlyQuantities(open)],
  );
  const isHidden = (quantity: Quantity, epoch: OpenEpoch): boolean =>
    isOfBatches(quantity) ||
    (quantity.unit !== undefined && quantity.unit.divisor() === undefined) ||
    (epoch === last && unconfirmed.has(quantity));
  const epochs: Epoch[] = [];
  for (const gathered of run) {
    const { epoch, line } = gathered;
    const whole = gathered !== last && !gathered.quantities.some((quantity) => isHidden(quantity, gathered));
    const readings = whole
      ? gathered.readings
      : gathered.readings.filter((_, index) => !isHidden(gathered.quantities[index]!, gathered));
    if (readings.length > 0) epochs.push({ epoch, line, readings });
  }
  return epochs;
}

function offStepQuantities(epoch: OpenEpoch): Quantity[] {
  const validated = epoch.quantities.findIndex(({ split }) => split === 'validation');
  return epoch.quantities.filter(
    ({ needsStep }, index) => needsStep && (validated < 0 || epoch.steps[index] !== epoch.steps[validated]),
  );
}

/** Training values that were written before the validation of their epoch. */
function earlyQuantities({ quantities, readings }: OpenEpoch): Quantity[] {
  const validated = readings.find((_, index) => quantities[index]!.split === 'validation');
  if (validated === undefined) return [];
  return quantities.filter(
    ({ followsValidation }, index) => followsValidation && readings[index]!.span.line < validated.span.line,
  );
}

function sameItems(a: readonly Quantity[], b: readonly Quantity[]): boolean {
  return a.length === b.length && a.every((quantity, index) => quantity === b[index]);
}

function sameValue(a: Reading, b: Reading): boolean {
  if (typeof a.value === 'number' || typeof b.value === 'number') return a.value === b.value;
  return a.value.notFinite === b.value.notFinite;
}
