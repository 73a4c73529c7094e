import type { Finding, Severity } from '../core/finding.ts';
import type { Limits } from '../core/limits.ts';
import type { RunEvidence } from '../core/runEvidence.ts';
import { classAnswers } from './classAnswers.ts';
import { classEvidence, classNames, otherClasses, worstFound, worstLabel } from './classWords.ts';
import type { Rule, Say } from './rule.ts';

const id = 'never-predicted-class';

/**
 * A class that has rows is predicted for none of the file's rows.
 *
 * An exact statement on the rows of the file. From 9 rows of the class on it is a Warning (rule of three: 0 of 9 bounds
 * recall below 0.28 at 95 %), below that Information: so few rows are also missed by chance. Under importance weights
 * the rows of a class are their effective number. A classification report prints 0.00 for the precision of such a class
 * and of others; it fires where no other number of predictions agrees with the report. Silent if fewer than two classes have rows.
 */
export const neverPredictedClass: Rule = {
  id,
  title: 'A class is never predicted',
  severity: 'warning',
  verb: 'is',
  problems: ['binary', 'multiclass'],
  suppressedBy: ['loss-not-finite', 'rows-misaligned', 'label-map-permuted', 'constant-predictor'],
  check,
  say: message,
  sayRelated: (_what, finding, say) => `The first row whose actual class is ${worstLabel(finding, say)}.`,
};

function check(evidence: RunEvidence, limits: Limits): Finding | undefined {
  const answers = classAnswers(evidence);
  if (answers === undefined) return undefined;
  const { results, confidence } = answers;
  const never = results.classes
    .filter(({ predicted }) => predicted === 0)
    .sort((a, b) => b.rows - a.rows || a.index - b.index);
  const [worst] = never;
  if (worst === undefined) return undefined;
  const enough = never.filter(({ rows }) => rows >= limits.rules.neverPredictedRows);
  const severity: Severity = enough.length > 0 ? 'warning' : 'information';
  const named = enough.length > 0 ? enough : never;
  return {
    rule: id,
    severity,
    verb: 'is',
    ...answers.classPlace(worst.index),
    evidence: {
      ...classEvidence(named, confidence, results.wholeRows),
      enoughRows: enough.length > 0 ? 1 : 0,
      fewRowClasses: never.length - enough.length,
    },
    names: classNames(named),
  };
}

function message(finding: Finding, say: Say): string {
  const worst = worstLabel(finding, say);
  const others = otherClasses(finding, say, 'Never predicted either:');
  if (isTooFew(finding)) {
    return (
      `${worst} is never predicted: ${worstFound(finding, say)}, too few rows to say that it is lost.${others} ` +
      `Collect more rows of it before you judge.`
    );
  }
  const { takenRows, fewRowClasses } = finding.evidence;
  const takenBy = finding.names['takenBy']?.[0];
  const taken =
    takenBy === undefined || finding.evidence['wholeRows'] === 0
      ? ''
      : ` ${say.label(takenBy)} takes ${say.count(takenRows!)} of its rows.`;
  const few = fewRowClasses! > 0 ? ` ${say.count(fewRowClasses!)} more with too few rows to say.` : '';
  return (
    `${worst} is never predicted: ${worstFound(finding, say)}.${taken}${others}${few} ` +
    `If its scores often come second, lower its threshold; else give it more weight or more rows.`
  );
}

/** True if no class of the finding has enough rows; not read from the severity, which a person may have set. */
function isTooFew(finding: Finding): boolean {
  return finding.evidence['enoughRows'] === 0;
}
