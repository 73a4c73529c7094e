import type { Finding } from '../core/finding.ts';
import { binomialLowerTail } from '../core/binomialTails.ts';
import type { Limits } from '../core/limits.ts';
import type { RunEvidence } from '../core/runEvidence.ts';
import { classAnswers } from './classAnswers.ts';
import { worstFirst } from './classResults.ts';
import { classEvidence, classNames, otherClasses, worstFound, worstLabel } from './classWords.ts';
import { holm } from '../core/holm.ts';
import type { Rule, Say } from './rule.ts';

const id = 'class-recall-low';

/**
 * The recall of a class lies below half of the balanced accuracy by more than chance.
 *
 * For each class that has rows the exact binomial P(X ≤ found | rows, r0) with r0 = min(0.5, balanced accuracy / 2),
 * Holm over the classes at 0.05. The bound moves with the file: a fixed recall of 0.5 would flood a file of 100 classes.
 * Silent if fewer than two classes have rows, and under importance weights, where the exact test has no ground.
 */
export const classRecallLow: Rule = {
  id,
  title: 'A class is rarely found',
  severity: 'warning',
  verb: 'shows',
  problems: ['binary', 'multiclass'],
  suppressedBy: [
    'loss-not-finite',
    'rows-misaligned',
    'label-map-permuted',
    'never-predicted-class',
    'accuracy-hides-classes',
    'constant-predictor',
  ],
  check,
  say: message,
  sayRelated: (_what, finding, say) => `The first row whose actual class is ${worstLabel(finding, say)}.`,
};

function check(evidence: RunEvidence, limits: Limits): Finding | undefined {
  const answers = classAnswers(evidence);
  if (answers?.results.wholeRows !== true) return undefined;
  const { results, confidence } = answers;
  const leastRecalls = results.classes.map(({ foundLeast, rows }) => foundLeast / rows);
  const leastBalanced = leastRecalls.reduce((sum, recall) => sum + recall, 0) / leastRecalls.length;
  const bound = Math.min(limits.rules.lowRecall, leastBalanced / 2);
  const pValues = results.classes.map(({ found, rows }) => binomialLowerTail(found, rows, bound));
  const significant = holm(pValues, limits.rules.alpha);
  const low = worstFirst(results.classes.filter((_, position) => significant[position] === true));
  const [worst] = low;
  if (worst === undefined) return undefined;
  return {
    rule: id,
    severity: 'warning',
    verb: 'shows',
    ...answers.classPlace(worst.index),
    evidence: {
      balancedAccuracy: results.balancedAccuracy,
      bound,
      ...classEvidence(low, confidence, true),
    },
    names: classNames(low),
  };
}

function message(finding: Finding, say: Say): string {
  const { balancedAccuracy, takenRows } = finding.evidence;
  const takenBy = finding.names['takenBy']?.[0];
  const taken = takenBy === undefined ? '' : ` ${say.label(takenBy)} takes ${say.count(takenRows!)}.`;
  return (
    `${worstLabel(finding, say)} is rarely found: ${worstFound(finding, say)}, less than half of the ` +
    `balanced accuracy of ${say.rate(balancedAccuracy!)}.${taken}${otherClasses(finding, say, 'Also:')} ` +
    `Look at the missed rows, then move the threshold before you reweight or resample.`
  );
}
