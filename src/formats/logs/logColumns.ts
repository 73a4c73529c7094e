import type { Split } from '../../core/trainingRun.ts';
import { foldedName, isRate, metricName } from '../metricNames.ts';
import type { MetricName } from '../metricNames.ts';

/** A column of logged values. */
export interface ValueColumn {
  readonly role: 'value';
  readonly split?: Split;
  readonly metric: string;
  readonly rate: boolean;
  /** The header says that the values are percentages. */
  readonly percent: boolean;
  /** Measured on rows, so that a column naming the split of each row applies to it. */
  readonly measured: boolean;
  /** Its name says that it is one value an epoch (Lightning's `_epoch`). */
  readonly wholeEpoch: boolean;
  /** Written as the share of wrong answers, read as that of right ones. */
  readonly complement?: true;
}

/** What one column of a log table holds. */
export type LogColumn = ValueColumn | { readonly role: 'epoch' | 'step' | 'split' | 'none' };

/** Columns above which a table is no log: a hundred classes with three metrics on two splits have 600. */
export const mostColumns = 1_000;

const none: LogColumn = { role: 'none' };

const epochNames: ReadonlySet<string> = new Set(['epoch', 'ep', 'epoch_num', 'epoch_number', 'epoch_#']);
const stepNames: ReadonlySet<string> = new Set(['step', 'global_step', 'iter', 'iteration']);
const splitNames: ReadonlySet<string> = new Set(['phase', 'split', 'mode', 'stage', 'set', 'subset']);

/** True if the header cell names the epoch. */
export function isEpochName(cell: string): boolean {
  return epochNames.has(foldedName(cell));
}

/** True if the header cell names the training step. */
export function isStepName(cell: string): boolean {
  return stepNames.has(foldedName(cell));
}

/** Columns of a writer whose names are known: `nameOf` says what a cell of its header means. */
export function namedColumns(
  header: readonly string[],
  epochColumn: number,
  nameOf: (cell: string) => MetricName,
): readonly LogColumn[] {
  return withoutTwins(header, (cell, index) => {
    if (index === epochColumn) return { role: 'epoch' };
    return isStepName(cell) ? { role: 'step' } : valueColumn(cell, nameOf(cell));
  });
}

/** Keras' columns: `epoch`, and names where no prefix means the training split. */
export function kerasColumns(header: readonly string[]): readonly LogColumn[] {
  return withoutTwins(header, (cell, index) => {
    if (index === 0) return { role: 'epoch' };
    const parsed = metricName(cell);
    const unnamed = parsed.kind === 'measure' && parsed.split === undefined;
    return valueColumn(cell, unnamed ? { ...parsed, split: 'train' } : parsed);
  });
}

/**
 * Columns of a table anyone wrote. `epochColumn` is the index of the column that numbers the rows.
 *
 * A measure without a split is of the training split where the writer marks validation alone (`loss`, `val_loss`) or
 * nothing; of validation where the writer marks both (fastai: `train_loss`, `valid_loss`, `accuracy`); else it is left
 * open.
 */
export function epochTableColumns(header: readonly string[], epochColumn: number): readonly LogColumn[] {
  const names = header.map((cell) => metricName(cell));
  const hasSplitColumn = header.some((cell) => splitNames.has(foldedName(cell)));
  return withoutTwins(header, (cell, index) => {
    if (index === epochColumn) return { role: 'epoch' };
    if (isStepName(cell)) return { role: 'step' };
    if (splitNames.has(foldedName(cell))) return { role: 'split' };
    const parsed = names[index]!;
    if (parsed.kind !== 'measure' || parsed.split !== undefined || hasSplitColumn)
      return valueColumn(cell, parsed);
    const split = impliedSplit(parsed.metric, names);
    return valueColumn(cell, split === undefined ? parsed : { ...parsed, split });
  });
}

function impliedSplit(metric: string, names: readonly MetricName[]): Split | undefined {
  const marked = new Set(names.map((name) => name.split));
  if (!marked.has('train')) return 'train';
  const twins = new Set(names.filter((name) => name.metric === metric).map((name) => name.split));
  if (twins.has('train')) return undefined;
  return marked.has('validation') && !twins.has('validation') ? 'validation' : undefined;
}

function valueColumn(cell: string, name: MetricName): LogColumn {
  if (name.kind === 'counter' || name.metric === '') return { role: 'none' };
  return {
    role: 'value',
    ...(name.split === undefined ? {} : { split: name.split }),
    metric: name.metric,
    rate: isRate(name.metric),
    percent: /%/.test(cell),
    measured: name.kind === 'measure',
    wholeEpoch: /_epoch$/.test(foldedName(cell)),
  };
}

/**
 * Every column by its role; of two columns for one quantity (`acc` and `accuracy`, a `_step` and an `_epoch`) the
 * first, or the one of whole epochs, keeps the canonical name.
 */
function withoutTwins(
  header: readonly string[],
  column: (cell: string, index: number) => LogColumn,
): readonly LogColumn[] {
  const isBatchValue = (cell: string): boolean => !isStepName(cell) && /_step$/.test(foldedName(cell));
  const columns = header.map((cell, index) => (isBatchValue(cell) ? none : column(cell, index)));
  const taken = new Set<string>();
  const claim = (index: number): LogColumn => {
    const candidate = columns[index]!;
    if (candidate.role !== 'value') return candidate;
    for (const metric of [candidate.metric, header[index]!]) {
      const key = `${candidate.split ?? ''} ${metric}`;
      if (taken.has(key)) continue;
      taken.add(key);
      return { ...candidate, metric };
    }
    return none;
  };
  const result = new Map<number, LogColumn>();
  const isWhole = (column: LogColumn): boolean => column.role === 'value' && column.wholeEpoch;
  const order = [...columns.keys()].sort(
    (a, b) => Number(isWhole(columns[b]!)) - Number(isWhole(columns[a]!)) || a - b,
  );
  for (const index of order) result.set(index, claim(index));
  return columns.map((_, index) => result.get(index)!);
}

/** The split a cell of a split column names: `Train`, `val`, `test`. */
export function splitOfCell(cell: string): Split | undefined {
  return metricName(`${cell}_loss`).split;
}
