import { normaliseName, isConfidenceName } from './columnNames.ts';
import { howToDeclare } from './declaredColumns.ts';
import { isMissingText, numberOf } from './labels.ts';
import { partsOfList } from './scoreColumns.ts';
import type { ScoreColumns } from './scoreColumns.ts';
import type { TableSample } from './tableSample.ts';

/**
 * Why a column that may hold the truth, called `label`, is the prediction made of the scores beside it; undefined if
 * nothing says so.
 */
export function answerNotTruth(
  sample: TableSample,
  column: number,
  scores: ScoreColumns,
): string | undefined {
  const how = followedScores(sample, column, scores);
  if (how === undefined) return undefined;
  const name = sample.names[column]!;
  return `Column "${name}" looks like the prediction, not the truth: ${how}. Add a column with the true class, named y_true; if "${name}" is the true class, say so ${howToDeclare('actual', name)}.`;
}

/**
 * How the labels of a column follow the scores beside them in every row, as those do that were made of the scores: the
 * class with the highest score, the class that one score is the confidence in, or the side of one half. Undefined if
 * one row does otherwise, or too few say anything.
 */
function followedScores(sample: TableSample, column: number, scores: ScoreColumns): string | undefined {
  const rows = sample.rows.filter((row) => !isMissingText(row[column]!));
  const classes = new Set(rows.map((row) => row[column]!)).size;
  if (scores.kind === 'single') {
    const name = sample.names[scores.column]!;
    const values = rows.map((row) => numberOf(row[scores.column]!));
    const known = values.filter((value) => value !== undefined);
    if (known.length === 0 || known.some((value) => value < 0 || value > 1)) return undefined;
    if (isConfidenceName(normaliseName(name))) return `"${name}" beside it is a confidence by its name`;
    if (classes > 2) return `"${name}" beside it holds one number a row for ${classes} classes, a confidence`;
    if (known.every((value) => value >= 0.5))
      return `"${name}" beside it is never below 0.5, as a confidence`;
    const sides = values.map((value) => (value === undefined ? -1 : value >= 0.5 ? 1 : 0));
    return isOneToOne(rows, column, sides) ? `it is on one side of 0.5 in "${name}" in every row` : undefined;
  }
  const highest = rows.map((row) => {
    const values =
      scores.kind === 'wide'
        ? scores.columns.map((own) => numberOf(row[own]!))
        : partsOfList(row[scores.column]!).map(numberOf);
    return highestOf(values);
  });
  return isOneToOne(rows, column, highest)
    ? 'it is the class with the highest score in every row'
    : undefined;
}

/** Rows that a model seldom gets all right. */
const leastRows = 5;

/** True if each label goes with one side and each side with one label in all rows that have both, with two at least. */
function isOneToOne(rows: readonly (readonly string[])[], column: number, sides: readonly number[]): boolean {
  const sideOf = new Map<string, number>();
  const labelOf = new Map<number, string>();
  let compared = 0;
  for (const [row, side] of sides.entries()) {
    if (side < 0) continue;
    const label = rows[row]![column]!;
    if ((sideOf.get(label) ?? side) !== side || (labelOf.get(side) ?? label) !== label) return false;
    sideOf.set(label, side);
    labelOf.set(side, label);
    compared++;
  }
  return compared >= leastRows && sideOf.size > 1;
}

/** The place of the only highest number; -1 without one. */
function highestOf(values: readonly (number | undefined)[]): number {
  let best = -1;
  for (const [at, value] of values.entries()) {
    if (value === undefined) return -1;
    if (best < 0 || value > values[best]!) best = at;
  }
  return best >= 0 && values.indexOf(values[best]) === values.lastIndexOf(values[best]) ? best : -1;
}
