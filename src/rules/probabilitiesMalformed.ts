import type { Finding, Severity, Verb } from '../core/finding.ts';
import type { Limits } from '../core/limits.ts';
import { probabilityFloor } from '../core/logLoss.ts';
import type { PredictionTable } from '../core/predictionTable.ts';
import type { RunEvidence } from '../core/runEvidence.ts';
import { namedPairs, pairsText } from './labelMapPermuted.ts';
import { rowsOf, scoresCell, startOfLine } from './places.ts';
import type { Rule, Say } from './rule.ts';
import { scoreAgreement } from './scoreColumns.ts';

const id = 'probabilities-malformed';

/** Why readers leave rows out whose scores they cannot use. */
const missingScore = 'a score is missing or not a number';

/** What is wrong, without the place that all kinds share. */
interface Fault {
  readonly kind: 'range' | 'sum' | 'missing' | 'columns' | 'answers' | 'zeros';
  readonly severity: Severity;
  readonly verb: Verb;
  /** Zero-based line of the first such row; the header of the scores where there is none. */
  readonly line?: number;
  readonly evidence: Readonly<Record<string, number>>;
  readonly names?: Readonly<Record<string, readonly string[]>>;
}

/**
 * The scores of a file are no probabilities, or not those of its classes.
 *
 * Errors, in this order: values outside [0, 1]; rows that do not sum to 1 within half a unit of the last printed digit a
 * class; rows without a number in every score column; score columns under which the highest score is the predicted class
 * only if they are read as those of other classes (then in 99 % of the rows; the test of label-map-permuted). Information:
 * the predicted class is not the one of the highest score in more than 1 % of the rows; a score of 0 for an actual class.
 * Exact but for the columns; it stands on the first such row.
 */
export const probabilitiesMalformed: Rule = {
  id,
  title: 'Probabilities are malformed',
  severity: 'error',
  verb: 'is',
  problems: ['binary', 'multiclass'],
  suppressedBy: ['rows-misaligned', 'label-map-permuted'],
  check,
  say: message,
  sayRelated: (_what, { evidence }, say) =>
    `The first score column, of ${say.count(evidence['rows']!)} rows.`,
};

function check({ predictions }: RunEvidence, { rules }: Limits): Finding | undefined {
  if (predictions === undefined) return undefined;
  const { table, file } = predictions;
  const rows = rowsOf(predictions);
  const fault =
    notUsed(table, rows) ?? leftOut(table, rows) ?? answersOf(table, rules.predictions) ?? zeros(table, rows);
  if (fault === undefined) return undefined;
  const { kind, severity, verb, line, evidence, names } = fault;
  const cell = scoresCell(predictions);
  return {
    rule: id,
    severity,
    verb,
    location: line === undefined ? cell : { file, span: startOfLine(line) },
    evidence,
    names: { kind: [kind], ...names },
    related: line === undefined ? [] : [{ location: cell, what: 'scores' }],
  };
}

/** Scores that readers do not use. */
function notUsed({ scoreFault }: PredictionTable, rows: number): Fault | undefined {
  if (scoreFault === undefined) return undefined;
  const { kind, lowest, highest, rows: badRows, firstLine } = scoreFault;
  const range = Number.isFinite(lowest) && Number.isFinite(highest) ? { lowest, highest } : undefined;
  return { kind, severity: 'error', verb: 'is', line: firstLine, evidence: { rows, badRows, ...range } };
}

function leftOut({ skipped }: PredictionTable, rows: number): Fault | undefined {
  const missing = skipped.get(missingScore);
  if (missing === undefined) return undefined;
  return {
    kind: 'missing',
    severity: 'error',
    verb: 'is',
    line: missing.firstLine,
    evidence: { rows: rows + missing.count, badRows: missing.count },
  };
}

/** Score columns of other classes, or answers that are not the highest score. */
function answersOf(table: PredictionTable, limits: Limits['rules']['predictions']): Fault | undefined {
  const agreement = scoreAgreement(table, limits);
  if (agreement?.firstRow === undefined) return undefined;
  const { rows, others, firstRow, columns } = agreement;
  const evidence = { rows, badRows: others, share: others / rows };
  if (columns !== undefined) {
    const name = (index: number): string => table.labels[index]!;
    return {
      kind: 'columns',
      severity: 'error',
      verb: 'shows',
      evidence: {
        ...evidence,
        before: columns.rightBefore / columns.rows,
        after: columns.rightAfter / columns.rows,
        morePairs: Math.max(0, columns.moved.length - namedPairs),
      },
      names: {
        answers: columns.moved.map(({ answer }) => name(answer)),
        meanings: columns.moved.map(({ meaning }) => name(meaning)),
      },
    };
  }
  if (!(others > limits.otherAnswers * rows)) return undefined;
  return {
    kind: 'answers',
    severity: 'information',
    verb: 'is',
    line: table.rowLines[firstRow]!,
    evidence,
  };
}

/** Rows whose log loss is infinite. */
function zeros(table: PredictionTable, rows: number): Fault | undefined {
  const { scores, actual, labels, weights, rowLines } = table;
  if (scores === undefined) return undefined;
  let [badRows, first] = [0, -1];
  actual.forEach((label, row) => {
    const weight = weights?.values[row] ?? 1;
    if (scores[row * labels.length + label]! > 0 || !(weight > 0)) return;
    badRows += weights?.kind === 'frequency' ? weight : 1;
    if (first < 0) first = row;
  });
  if (first < 0) return undefined;
  return {
    kind: 'zeros',
    severity: 'information',
    verb: 'is',
    line: rowLines[first]!,
    evidence: { rows, badRows, clipped: -Math.log(probabilityFloor) },
  };
}

function message(finding: Finding, say: Say): string {
  const { rows, badRows, lowest, highest, share, before, after, clipped } = finding.evidence;
  const ofRows = `in ${say.count(badRows!)} of ${say.count(rows!)} rows`;
  switch (finding.names['kind']?.[0]) {
    case 'range':
      return lowest === undefined
        ? `Scores are infinite or outside their range ${ofRows}: no probabilities, so log loss, curves and calibration are left out. Apply softmax to the logits before you save them.`
        : `Scores go from ${say.loss(lowest)} to ${say.loss(highest!)}, outside their range ${ofRows}: ${lowest < 0 ? 'logits, ' : ''}no probabilities, so log loss, curves and calibration are left out. ${lowest < 0 ? 'Apply softmax to the logits before you save them.' : 'Save probabilities, one column for each class.'}`;
    case 'sum':
      return (
        `Scores of a row sum to ${say.loss(lowest!)} at least and ${say.loss(highest!)} at most, not to one ${ofRows}: ` +
        `log loss, curves and calibration are left out. Save the softmax over all classes; one-against-rest and sigmoid outputs are no shares of one.`
      );
    case 'missing':
      return (
        `A score is missing or no number ${ofRows}, which are left out of every number here, those of the labels too. ` +
        `Look at what made them (a loss that is no number makes such scores), and write the file again.`
      );
    case 'columns':
      return (
        `The highest score is the predicted class in ${say.percent(before!)} of ${say.count(rows!)} rows, in ${say.percent(after!)} if column ` +
        `${pairsText(finding, say)}: the score columns are named in another class order. Name them in the order of the model's classes.`
      );
    case 'answers':
      return (
        `The predicted class is not the one with the highest score ${ofRows} (${say.percent(share!)}): a tuned threshold, ` +
        `answers of another model, or score columns in another order. Check which, before you compare labels with probabilities.`
      );
    default:
      return (
        `The actual class has a score of zero ${ofRows}: their log loss is infinite and counts as ${say.loss(clipped!)} each. ` +
        `Write more digits, or do not round: each such row moves the mean by that over the number of rows.`
      );
  }
}
