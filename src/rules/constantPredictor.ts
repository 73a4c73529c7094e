import { aucInterval } from '../core/aucInterval.ts';
import type { ClassEvaluation } from '../core/evaluation.ts';
import type { Finding, Severity, Verb } from '../core/finding.ts';
import type { Limits } from '../core/limits.ts';
import type { RunEvidence } from '../core/runEvidence.ts';
import { placeIn } from '../core/trainingRun.ts';
import { classAnswers } from './classAnswers.ts';
import { countedRows } from './countedRows.ts';
import { predictionsSpeakForRun } from './places.ts';
import type { Rule, Say } from './rule.ts';
import { valuesOf } from './series.ts';
import type { Value } from './series.ts';
import { isSettled } from './settled.ts';

const id = 'constant-predictor';
/** Room of a number of right rows beside its printing. */
const rounding = 1e-6;
/** Classes of one size that the sentence names. */
const named = 3;

/**
 * The model gives one answer whatever the row is.
 *
 * With predictions or a report: one class is the answer for at least 99.5 % of its own rows and for at least 99.5 % of
 * all others, in a file of 20 rows or more; an identity of the file. It is an Error if the other classes have 9 rows or
 * more, below that Information. With a log and the counts of its very rows: in each of the last 3 or more epochs
 * of a settled run as many rows are right as some class has; then it may be so, and is a Warning. Silent if fewer than two
 * classes have rows.
 */
export const constantPredictor: Rule = {
  id,
  title: 'The model gives one answer for every row',
  severity: 'error',
  verb: 'is',
  problems: ['binary', 'multiclass'],
  suppressedBy: ['loss-not-finite', 'elementwise-accuracy', 'validation-at-chance'],
  check: (evidence, limits) =>
    checkAnswers(evidence, limits) ??
    (predictionsSpeakForRun(evidence) ? undefined : checkLog(evidence, limits)),
  say: message,
  sayRelated: (_what, { evidence, names }, say) =>
    `The predictions: ${say.count(evidence['answered']!)} of ${say.count(evidence['rows']!)} rows get ${say.label(names['answer']?.[0] ?? '')}.`,
};

/** How often one class is the answer: of its own rows and of those of other classes. */
interface Answered {
  readonly label: string;
  readonly index: number;
  readonly own: number;
  readonly others: number;
  readonly rows: number;
}

function checkAnswers(evidence: RunEvidence, limits: Limits): Finding | undefined {
  const answers = classAnswers(evidence);
  const evaluation = (evidence.predictions ?? evidence.classReport)?.evaluation;
  const answered = evaluation === undefined ? undefined : mostAnswered(evaluation.perClass);
  if (answers === undefined || evaluation === undefined || answered === undefined) return undefined;
  const { accuracy, classes, wholeRows } = answers.results;
  const { constantRows, constantShare, neverPredictedRows } = limits.rules;
  // Importance weights make no rows, frequency weights do.
  const counted = wholeRows ? answers.results.rows : evaluation.rows;
  if (accuracy === undefined || counted < constantRows) return undefined;
  const { own, others, label, index, rows } = answered;
  const ownRows = evaluation.perClass[index]!.support;
  if (ownRows > 0 && own < constantShare * ownRows) return undefined;
  if (others < constantShare * (rows - ownRows)) return undefined;
  const ranked = wholeRows
    ? bestRanked(evaluation.perClass, 1 - limits.rules.alpha / classes.length)
    : undefined;
  const otherRows = classes
    .filter((one) => one.index !== index)
    .reduce((sum, result) => sum + result.rows, 0);
  return finding({
    severity: otherRows >= neverPredictedRows ? 'error' : 'information',
    verb: 'is',
    ...answers.accuracyPlace(),
    evidence: {
      accuracy,
      rows,
      answered: own + others,
      answeredShare: (own + others) / rows,
      otherRows,
      enoughRows: otherRows >= neverPredictedRows ? 1 : 0,
      wholeRows: wholeRows ? 1 : 0,
      ownRows,
      share: ownRows / rows,
      ...(ranked === undefined ? {} : { rocAuc: ranked.area }),
    },
    labels: [label],
    ...(ranked === undefined ? {} : { ranked: ranked.label }),
  });
}

/** The class whose scores rank its rows best, if all the same they rank them better than chance. */
function bestRanked(
  perClass: readonly ClassEvaluation[],
  confidence: number,
): { label: string; area: number } | undefined {
  const rows = perClass.reduce((sum, { support }) => sum + support, 0);
  return perClass
    .flatMap(({ label, support, metrics }) => {
      const area = metrics.get('rocAuc');
      if (area?.kind !== 'value') return [];
      const [low] = aucInterval(area.value, support, rows - support, confidence);
      return low > 0.5 ? [{ label, area: area.value, support }] : [];
    })
    .sort((a, b) => b.area - a.area || a.support - b.support)[0];
}

/** The class that most rows get; undefined where a report leaves that open. */
function mostAnswered(
  perClass: NonNullable<RunEvidence['predictions']>['evaluation']['perClass'],
): Answered | undefined {
  let most: Answered | undefined;
  const rows = perClass.reduce((sum, { support }) => sum + support, 0);
  for (const [index, { label, predicted, found }] of perClass.entries()) {
    // What a report leaves open is no identity; its other classes may still all be known to get no row.
    const total = predicted?.least ?? 0;
    if (most !== undefined && total <= most.own + most.others) continue;
    most = { label, index, own: found.least, others: total - found.most, rows };
  }
  return most;
}

function checkLog(evidence: RunEvidence, limits: Limits): Finding | undefined {
  const { log } = evidence;
  const counted = countedRows(evidence);
  if (log === undefined || counted === undefined) return undefined;
  if (!isSettled(log.run, evidence.finished, limits.rules)) return undefined;
  const { rows, counts } = counted;
  const ofClasses = new Set(counts.values());
  const values = valuesOf(log.run, 'validation', 'accuracy').map(({ reading }) => ({
    reading,
    right: wholeRows(reading, rows),
  }));
  const last = values.at(-1);
  const isOfClass = (right: number | undefined): boolean => right !== undefined && ofClasses.has(right);
  let first = values.length;
  while (first > 0 && isOfClass(values[first - 1]!.right)) first--;
  const constant = values.slice(first);
  if (last?.right === undefined || constant.length < limits.rules.constantEpochs) return undefined;
  const labels = [...counts].filter(([, count]) => count === last.right).map(([label]) => label);
  return finding({
    severity: 'warning',
    verb: 'may',
    location: placeIn(log, last.reading),
    related: [],
    evidence: {
      accuracy: last.reading.value,
      right: last.right,
      rows,
      epochs: constant.length,
      share: last.right / rows,
      numbers: new Set(constant.map(({ right }) => right)).size,
      moreClasses: Math.max(0, labels.length - named),
    },
    labels,
  });
}

/** The right rows of an accuracy; undefined where it is no whole number of them, or its digits cannot tell. */
function wholeRows({ value, tolerance }: Value, rows: number): number | undefined {
  const right = Math.round(value * rows);
  const isWhole = Math.abs(value * rows - right) <= tolerance * rows + rounding;
  return isWhole && tolerance * rows < 0.5 ? right : undefined;
}

function finding(parts: {
  readonly severity: Severity;
  readonly verb: Verb;
  readonly location: Finding['location'];
  readonly related: Finding['related'];
  readonly evidence: Finding['evidence'];
  readonly labels: readonly string[];
  /** The class whose scores rank its rows, if they do. */
  readonly ranked?: string;
}): Finding {
  const { labels, ranked, ...rest } = parts;
  return {
    rule: id,
    ...rest,
    names: { answer: labels, ...(ranked === undefined ? {} : { ranked: [ranked] }) },
  };
}

function message(finding: Finding, say: Say): string {
  const { evidence, names } = finding;
  const { accuracy, rows, right, epochs, answered, otherRows, share, moreClasses } = evidence;
  const labels = names['answer'] ?? [];
  const next =
    'Check the learning rate, the class weights and the preprocessing, and whether it can learn one batch by heart.';
  if (epochs !== undefined) {
    const list = labels.slice(0, named).map((label) => say.label(label));
    const more = moreClasses! > 0 ? ` or ${say.count(moreClasses!)} more` : '';
    const who = `${list.join(' or ')}${more}`;
    const change =
      evidence['numbers'] === 1
        ? `the same in the last ${say.count(epochs)} epochs`
        : `and the last ${say.count(epochs)} epochs each have the share of some class`;
    return (
      `Validation accuracy ${say.rate(accuracy!)} is exactly the share of ${who} (${say.count(right!)} of ${say.count(rows!)} rows), ` +
      `${change}: the model may give one answer for every row. ${next}`
    );
  }
  const label = say.label(labels[0] ?? '');
  const all = answered === rows;
  const who = all
    ? `Every row is predicted as ${label}`
    : evidence['wholeRows'] === 0
      ? `The model answers ${label} for ${say.percent(evidence['answeredShare']!)} of the weight, whatever the row is`
      : `The model answers ${label} for ${say.count(answered!)} of ${say.count(rows!)} rows, whatever the row is`;
  const accuracyText = all
    ? `accuracy ${say.rate(accuracy!)} is the share of that class (${say.count(rows!)} rows)`
    : `accuracy ${say.rate(accuracy!)} is about the share of that class, ${say.rate(share!)}`;
  if (evidence['enoughRows'] === 0) {
    return `${who}: ${accuracyText}. The other classes have ${say.count(otherRows!)} rows, too few to say that they are lost. Collect more of their rows before you judge.`;
  }
  const ranked = names['ranked']?.[0];
  if (ranked !== undefined) {
    return (
      `${who}: ${accuracyText}. Its scores still rank the rows: ROC AUC ${say.rate(evidence['rocAuc']!)} of ` +
      `${say.label(ranked)}. Move the threshold, or divide the scores by the class shares of training, before you train again.`
    );
  }
  return `${who}: ${accuracyText}. This model tells no row from another. ${next}`;
}
