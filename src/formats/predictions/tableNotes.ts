import type { PredictionTable } from '../../core/predictionTable.ts';
import type { Problem } from '../../core/problem.ts';
import type { ReadOptions } from '../format.ts';
import { foldLabel } from '../labels.ts';
import type { LabelUnion } from '../labels.ts';
import type { RawTable } from './rawTable.ts';

/** What a reader of the numbers should know of the file. */
export function tableNotes(
  raw: RawTable,
  table: PredictionTable,
  union: LabelUnion,
  options: ReadOptions,
): string[] {
  const notes = [...union.notes];
  if (raw.plan.decimalMark === ',') notes.push('Numbers are read with a decimal comma.');
  if (raw.foreignLabels > 0) {
    notes.push(
      'Some labels hold bytes that are not UTF-8; they are read as windows-1252. Save the file as UTF-8.',
    );
  }
  if (table.weights !== undefined) {
    const how = table.weights.kind === 'frequency' ? 'as so many equal rows' : 'as importance';
    notes.push(`Rows are weighted by column "${table.columns.weight!.name}", read ${how}.`);
  }
  const truth = new Set(table.actual);
  if (truth.size === 1) {
    const [only] = truth;
    notes.push(
      `The true class is "${table.labels[only!]!}" in every row: nothing can be said of other classes.`,
    );
  }
  if (raw.predicted !== undefined && truth.size > 1 && !table.predicted.some((own) => truth.has(own))) {
    notes.push('No predicted class is ever a true class: are the classes written in another way there?');
  }
  if (raw.predicted !== undefined && truth.size > 1 && table.actual.length >= leastForAll && isCopy(table)) {
    const rows = grouped(table.actual.length);
    const [own, other] = [table.columns.predicted!.name, table.columns.actual.name];
    notes.push(
      `"${own}" and "${other}" are the same in all ${rows} rows: a perfect model, or a copy of the one column in the other?`,
    );
  }
  if (raw.predicted !== undefined && table.actual.length >= leastForAll && hasOnlyErrors(table)) {
    notes.push(
      `Not one of the ${grouped(table.actual.length)} rows is right: does the file hold only the errors of a model, or are its classes in another order?`,
    );
  }
  const declared = options.positiveClass;
  if (
    declared !== undefined &&
    table.labels.length === 2 &&
    !table.labels.some((label) => foldLabel(label) === foldLabel(declared))
  ) {
    notes.push(
      `No class is called "${declared}", the positive class that was set; the classes are ${table.labels.join(', ')}.`,
    );
  }
  return notes;
}

/** Rows that a model seldom gets all right, or all wrong. */
const leastForAll = 20;

function isCopy({ actual, predicted }: PredictionTable): boolean {
  return actual.every((own, row) => own === predicted[row]);
}

/** True if a class that is true somewhere is predicted elsewhere, and never where it is true. */
function hasOnlyErrors({ actual, predicted }: PredictionTable): boolean {
  const truth = new Set(actual);
  return predicted.some((own) => truth.has(own)) && actual.every((own, row) => own !== predicted[row]);
}

/** One problem that counts the rows left out by reason. */
export function skippedProblems(table: Pick<RawTable, 'skipped'>): Problem[] {
  const reasons = [...table.skipped].sort((a, b) => b[1].count - a[1].count);
  if (reasons.length === 0) return [];
  const total = reasons.reduce((sum, [, { count }]) => sum + count, 0);
  const parts = reasons.map(
    ([reason, { count, firstLine }]) =>
      `${reasons.length > 1 ? `${grouped(count)} ` : ''}${reason} (first: line ${firstLine + 1})`,
  );
  const line = Math.min(...reasons.map(([, { firstLine }]) => firstLine));
  return [
    {
      kind: 'skipped',
      message: `${grouped(total)} ${total === 1 ? 'row' : 'rows'} left out: ${parts.join(', ')}.`,
      line,
    },
  ];
}

/** A count with its thousands set apart. */
export function grouped(count: number): string {
  return count.toLocaleString('en-US');
}
