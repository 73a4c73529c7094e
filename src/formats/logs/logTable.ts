import type { Problem } from '../../core/problem.ts';
import type { Epoch, Reading, Split, TrainingLog } from '../../core/trainingRun.ts';
import type { ReadResult } from '../format.ts';
import { float32Witness } from './float32Witness.ts';
import { splitOfCell } from './logColumns.ts';
import type { LogColumn, ValueColumn } from './logColumns.ts';
import { loggedNumber } from './loggedNumber.ts';
import { logQuantities } from './logQuantities.ts';
import type { TableProfile } from './tableProfile.ts';
import type { Row } from './tableRows.ts';
import { stepWatch } from './stepWatch.ts';
import { isOfBatches, tableRuns } from './tableRuns.ts';
import type { Quantity, TableRuns } from './tableRuns.ts';

/** Gathers the rows of a log table into runs. */
export interface LogTable {
  row(row: Row): void;
  /** Runs so far, and the rows that were left out. O(epochs). */
  result(): ReadResult<TrainingLog>;
}

interface Plan {
  readonly header: readonly string[];
  readonly columns: readonly LogColumn[];
  readonly epoch: number;
  readonly step: number;
  readonly split: number;
}

type Reason = 'ragged' | 'unnumbered' | 'afterwards';

interface LeftOut {
  readonly why: Reason;
  readonly rows: number;
  /** Zero-based line of the first. */
  readonly line: number;
  readonly message: string;
}

/** Reads the rows of a log table: a header, then one row an epoch (or several, where the profile merges them). */
export function logTable(profile: TableProfile, decimalComma: boolean): LogTable {
  const runs = tableRuns(profile.mergesRows);
  const quantities = logQuantities(profile, runs);
  const witness = float32Witness();
  const leftOut = leftOutRows();
  const notes: Problem[] = [];
  const steps = stepWatch();
  let plan: Plan | undefined;

  const readCell = (
    at: Plan,
    row: Row,
    cell: number,
    column: ValueColumn,
    rowSplit: Split | undefined,
  ): void => {
    const written = row.cells[cell]!;
    const percentSign = written.endsWith('%');
    const text = percentSign ? written.slice(0, -1).trimEnd() : written;
    const number = loggedNumber(text, decimalComma);
    // Not a number: missing (`NA`, `None`, `-`, nothing), an array or a text.
    if (number === undefined) return;
    if (typeof number.value === 'number') witness.see(number.value, number.digits);
    const split = column.split ?? (column.measured ? rowSplit : undefined);
    const quantity = quantities.of(column, split, at.step >= 0);
    const [value, tolerance] = quantities.scaled(quantity, number, percentSign);
    const whole = row.spanOf(cell);
    const span = percentSign ? { ...whole, end: whole.start + text.length } : whole;
    const { metric } = quantity;
    const reading: Reading =
      split === undefined ? { metric, value, tolerance, span } : { split, metric, value, tolerance, span };
    runs.measurement({ quantity, reading, step: at.step < 0 ? undefined : Number(row.cells[at.step]) });
  };

  const dataRow = (row: Row, headed: Plan): void => {
    const at = planOfRow(row, headed, profile);
    if (at === undefined) {
      leftOut.add('ragged', row.line, raggedMessage(row.cells.length, headed.header.length));
      return;
    }
    const epoch = loggedNumber(row.cells[at.epoch]!)?.value;
    if (typeof epoch !== 'number') {
      // Lightning's rows of the learning rate have a step and no epoch.
      if (at.step < 0) leftOut.add('unnumbered', row.line, 'no epoch number');
      return;
    }
    const standsStill = at.step >= 0 && steps.standsStill(epoch, Number(row.cells[at.step]));
    if (profile.writesAsItGoes === true && standsStill && isValidation(row, at)) {
      leftOut.add('afterwards', row.line, 'a validation after the training is no epoch');
      return;
    }
    runs.epoch(epoch, row.line);
    const split = at.split < 0 ? undefined : splitOfCell(row.cells[at.split]!);
    for (let cell = 0; cell < at.columns.length; cell++) {
      const column = at.columns[cell]!;
      if (column.role !== 'value') continue;
      readCell(at, row, cell, column, split);
    }
  };

  return {
    row: (row) => {
      const columns = isData(row, plan) ? undefined : profile.columns(row.cells);
      if (columns !== undefined) {
        if (profile.goesOnBelowHeaders !== true || plan === undefined) runs.cut();
        plan = planOf(row.cells, columns);
        addNew(notes, profile.notes?.(row.cells) ?? []);
      } else if (plan !== undefined) {
        dataRow(row, plan);
      }
    },
    result: () => {
      const read = runs.finished({
        averagesExactly: profile.averagesExactly && (!profile.writtenInFull || witness.agrees()),
        ...(profile.countsRows === undefined ? {} : { countsRows: profile.countsRows }),
      });
      const problems = [...leftOut.problems(), ...notes, ...problemsOfRuns(quantities.all(), runs)];
      if (read.length > 0) return { document: { kind: 'log', runs: read }, problems };
      const header =
        plan === undefined ? 'No header with an epoch column' : 'No epoch with a value below the header';
      return { problems: [...problems, { kind: 'refused', message: `${header}: nothing to read.` }] };
    },
  };
}

function problemsOfRuns(quantities: readonly Quantity[], runs: TableRuns): Problem[] {
  return [...quantities.filter(isOfBatches).map(batchProblem), ...resumedProblem(runs.resumed())];
}

function resumedProblem(epochs: readonly Pick<Epoch, 'epoch' | 'line'>[]): Problem[] {
  const [first, ...others] = epochs;
  if (first === undefined) return [];
  const which = others.length === 0 ? `Epoch ${first.epoch} was` : `${epochs.length} epochs were`;
  const message = `${which} logged again with other values, as by a training that was resumed: the later values are used.`;
  return [{ kind: 'note', message, line: first.line }];
}

/** Adds the problems that are not there yet: a header may stand in a file several times. */
function addNew(problems: Problem[], others: readonly Problem[]): void {
  for (const other of others) {
    if (!problems.some(({ message }) => message === other.message)) problems.push(other);
  }
}

function planOf(header: readonly string[], columns: readonly LogColumn[]): Plan {
  const index = (role: LogColumn['role']): number => columns.findIndex((column) => column.role === role);
  return {
    header,
    columns,
    epoch: index('epoch'),
    step: index('step'),
    split: index('split'),
  };
}

function isData(row: Row, plan: Plan | undefined): boolean {
  const epoch = plan === undefined ? undefined : row.cells[plan.epoch];
  return epoch !== undefined && loggedNumber(epoch) !== undefined;
}

/** True if the row has the header's cells; a separator at the end of the line adds none. */
function fits(cells: readonly string[], width: number): boolean {
  return cells.length === width || (cells.length === width + 1 && cells.at(-1) === '');
}

/** True if the row holds a value of validation. */
function isValidation({ cells }: Row, { columns }: Plan): boolean {
  return columns.some(
    (column, cell) => column.role === 'value' && column.split === 'validation' && cells[cell] !== '',
  );
}

/** The plan of the header above, or of the names that the writer gives a row of another length. */
function planOfRow({ cells }: Row, plan: Plan, profile: TableProfile): Plan | undefined {
  if (fits(cells, plan.header.length)) return plan;
  const names = profile.raggedNames?.(plan.header, cells);
  const columns = names === undefined ? undefined : profile.columns(names);
  return columns === undefined ? undefined : planOf(names!, columns);
}

function raggedMessage(cells: number, width: number): string {
  return `${cells} cells below a header of ${width}, so it is unknown which value is which`;
}

/** Gathers the rows that are left out, by the reason of the first of each kind. */
function leftOutRows(): {
  add(why: Reason, line: number, message: string): void;
  problems(): readonly Problem[];
} {
  const leftOut = new Map<Reason, LeftOut>();
  return {
    add: (why, line, message) => {
      const known = leftOut.get(why);
      leftOut.set(
        why,
        known === undefined ? { why, rows: 1, line, message } : { ...known, rows: known.rows + 1 },
      );
    },
    problems: () => [...leftOut.values()].map(leftOutProblem),
  };
}

function leftOutProblem({ why, rows, line, message }: LeftOut): Problem {
  const kind = why === 'afterwards' ? 'note' : 'skipped';
  return { kind, message: `${rows === 1 ? '1 row' : `${rows} rows`} left out: ${message}.`, line };
}

function batchProblem({ split, metric, offStep, early }: Quantity): Problem {
  const name = split === undefined ? metric : `${split}.${metric}`;
  const message =
    early && !offStep
      ? `'${name}' left out: it stands before the validation of its epoch, so it may be of one batch alone. Log its mean over the epoch (on_epoch=True).`
      : `'${name}' left out: it is logged per batch and not per epoch. Log its mean over the epoch.`;
  return { kind: 'note', message };
}
