import { howToDeclare } from '../declaredColumns.ts';
import { choosePositive, foldLabel, uniteLabels } from '../labels.ts';
import type { LabelUnion } from '../labels.ts';
import { agreementNeeded, faultFinder } from './scoreValues.ts';
import type { ScoreOutcome } from './scoreValues.ts';
import type { RawTable } from './rawTable.ts';

/**
 * Reads one score column as the probability of one of two classes: the class its name names, else the positive
 * one. Values that are the confidence of the predicted class instead, or no probabilities, are not used.
 */
export function singleScore(
  raw: RawTable,
  labels: LabelUnion,
  texts: readonly (readonly string[])[],
  positiveClass: string | undefined,
): ScoreOutcome {
  const column = raw.plan.roles.scores;
  const { values } = raw.scores!;
  if (column?.kind !== 'single') return { kind: 'unusable', note: 'The score column is not used.' };
  const name = raw.plan.names[column.column]!;
  const union = withOtherOf01(labels, texts);
  if (union.labels.length !== 2) {
    return {
      kind: 'unusable',
      note:
        `"${name}" holds one number a row and the file has ${union.labels.length === 1 ? '1 class' : `${union.labels.length} classes`}: a confidence, not a probability for each class. ` +
        'It is not used; for curves and log loss save one probability column for each class.',
    };
  }
  const finder = faultFinder('range', 0, 1);
  values.forEach((value, row) => {
    if (!Number.isNaN(value)) finder.take(row, value, value);
  });
  const range = finder.fault();
  if (range === undefined) return { kind: 'unusable', note: `"${name}" holds no number. It is not used.` };
  if (range.rows > 0) {
    return {
      kind: 'unusable',
      fault: range,
      note:
        `"${name}" goes from ${short(range.lowest)} to ${short(range.highest)}: not a probability (a logit?). ` +
        'It is not used; save the probability of the positive class, or say that it is a logit (--activation sigmoid).',
    };
  }
  const unnamed = column.isGiven === true ? undefined : confidenceInWhat(raw, column, range.lowest);
  if (unnamed !== undefined) return { kind: 'unusable', note: unnamed };
  const side = sideOf(raw, column, union, positiveClass);
  const agreement = agreementOf(raw, union, side);
  if (agreement !== undefined && range.lowest >= 0.5) {
    const why = `"${name}" is never below 0.5 beside the predicted class, so it is taken`;
    return { kind: 'unusable', note: confidenceNote(why) };
  }
  if (agreement === undefined || !column.confidence || agreement >= agreementNeeded) {
    if (agreement !== undefined && agreement <= 1 - agreementNeeded) {
      const other = union.labels[1 - side]!;
      const note = `"${name}" is low where "${union.labels[side]!}" is predicted and high elsewhere: it is read as the probability of "${other}".`;
      return { kind: 'scores', values: bothColumns(values, 1 - side), union, notes: [note] };
    }
    return { kind: 'scores', values: bothColumns(values, side), union, notes: [] };
  }
  const why = `"${name}" does not follow the predicted class as a probability would, and by its name it is taken`;
  return { kind: 'unusable', note: confidenceNote(why) };
}

/** Rows of two classes of which a probability of one of them leaves some below 0.5. */
const leastRows = 5;

/** Why a score without a predicted class beside it is a confidence and not the probability of one class. */
function confidenceInWhat(
  raw: RawTable,
  { column, confidence }: { readonly column: number; readonly confidence: boolean },
  lowest: number,
): string | undefined {
  const isNeverLow = lowest >= 0.5 && raw.rows >= leastRows && new Set(raw.actual.codes).size > 1;
  if (raw.predicted !== undefined || !(confidence || isNeverLow)) return undefined;
  const name = raw.plan.names[column]!;
  const why = confidence ? 'is by its name' : 'is never below 0.5, like';
  return (
    `"${name}" ${why} the confidence in a predicted class that no column names, not the probability of one class. ` +
    `Add the predicted class in a column y_pred; if it is the probability of the positive class, say so ${howToDeclare('scores', name)}.`
  );
}

function confidenceNote(why: string): string {
  return (
    `${why} for the confidence in that class, not for the probability of one class. ` +
    'It is not used; for curves and log loss save the probability of the positive class.'
  );
}

/** A file that happens to hold only the label 0, or only 1, still is about both. */
function withOtherOf01(labels: LabelUnion, texts: readonly (readonly string[])[]): LabelUnion {
  const only = labels.labels.length === 1 ? labels.labels[0] : undefined;
  return only === '0' || only === '1' ? uniteLabels([...texts, ['0', '1']]) : labels;
}

function sideOf(
  raw: RawTable,
  column: { readonly classes: readonly string[] },
  union: LabelUnion,
  positiveClass: string | undefined,
): number {
  const named = union.labels.findIndex((label) =>
    column.classes.some((name) => foldLabel(name) === foldLabel(label)),
  );
  if (named >= 0) return named;
  const support: [number, number] = [0, 0];
  const classOfCode = raw.actual.texts.map((text) => union.indexOf.get(text) ?? 0);
  for (const code of raw.actual.codes) support[classOfCode[code] === 1 ? 1 : 0]++;
  return choosePositive([union.labels[0]!, union.labels[1]!], support, positiveClass).classIndex;
}

/** Share of rows in which a score of at least one half goes with a prediction of class `side`. */
function agreementOf(raw: RawTable, union: LabelUnion, side: number): number | undefined {
  if (raw.predicted === undefined) return undefined;
  const { codes, texts } = raw.predicted;
  const onSide = texts.map((text) => union.indexOf.get(text) === side);
  let same = 0;
  let rows = 0;
  for (let row = 0; row < raw.rows; row++) {
    const value = raw.scores!.values[row]!;
    if (Number.isNaN(value)) continue;
    rows++;
    if (value >= 0.5 === onSide[codes[row]!]) same++;
  }
  return rows === 0 ? undefined : same / rows;
}

function bothColumns(values: Float64Array, side: number): Float64Array {
  const both = new Float64Array(values.length * 2);
  for (let row = 0; row < values.length; row++) {
    both[row * 2 + side] = values[row]!;
    both[row * 2 + 1 - side] = 1 - values[row]!;
  }
  return both;
}

function short(value: number): string {
  return String(Number(value.toPrecision(3)));
}
