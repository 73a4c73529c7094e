import type { Finding } from '../core/finding.ts';
import type { Comparison, ComparedClass } from '../core/comparison/comparison.ts';
import type { RunEvidence } from '../core/runEvidence.ts';
import {
  comparedRuns,
  differenceOf,
  differs,
  earlierName,
  sayEarlier,
  unfitRules,
  valuesOfBoth,
} from './comparedRuns.ts';
import type { Rule, Say } from './rule.ts';

const id = 'accuracy-up-macro-down';

/**
 * Accuracy is higher than in the run before, balanced accuracy lower, and one of the two by more than chance.
 *
 * McNemar's exact test of accuracy, a paired test of the mean of recalls, each at 0.05. Silent under importance weights.
 */
export const accuracyUpMacroDown: Rule = {
  id,
  title: 'Accuracy rose, balanced accuracy fell',
  severity: 'warning',
  verb: 'shows',
  problems: ['binary', 'multiclass'],
  suppressedBy: unfitRules,
  check,
  say: message,
  sayRelated: sayEarlier,
};

function check(evidence: RunEvidence): Finding | undefined {
  const runs = comparedRuns(evidence);
  if (runs === undefined) return undefined;
  const { accuracy, balancedAccuracy, right, comparison, location, related, names } = runs;
  if (right.onlyB <= right.onlyA || !(differenceOf(balancedAccuracy) < 0)) return undefined;
  if (!differs(accuracy) && !differs(balancedAccuracy)) return undefined;
  const worst = mostLost(comparison);
  if (worst === undefined) return undefined;
  const [earlierAccuracy, ownAccuracy] = valuesOfBoth(accuracy);
  const [earlierBalanced, ownBalanced] = valuesOfBoth(balancedAccuracy);
  return {
    rule: id,
    severity: 'warning',
    verb: 'shows',
    location,
    evidence: {
      accuracy: ownAccuracy,
      earlierAccuracy,
      balancedAccuracy: ownBalanced,
      earlierBalanced,
      riseShown: differs(accuracy) ? 1 : 0,
      fallShown: differs(balancedAccuracy) ? 1 : 0,
      found: worst.found[1],
      earlierFound: worst.found[0],
      support: worst.support,
    },
    names: { ...names, lost: [worst.label] },
    related,
  };
}

/** The class whose recall fell most. */
function mostLost({ classes }: Comparison): ComparedClass | undefined {
  return classes
    .filter(({ recall }) => differenceOf(recall) < 0)
    .sort((one, other) => differenceOf(one.recall) - differenceOf(other.recall))[0];
}

function message(finding: Finding, say: Say): string {
  const { accuracy, earlierAccuracy, balancedAccuracy, earlierBalanced, riseShown, fallShown } =
    finding.evidence;
  const { found, earlierFound, support } = finding.evidence;
  const sure =
    riseShown === 1 && fallShown === 1
      ? 'Both are more than chance explains.'
      : riseShown === 1
        ? 'The rise is more than chance explains, the fall may be chance.'
        : 'The fall is more than chance explains, the rise may be chance.';
  return (
    `Accuracy rose from ${say.rate(earlierAccuracy!)} to ${say.rate(accuracy!)}, balanced accuracy fell from ` +
    `${say.rate(earlierBalanced!)} to ${say.rate(balancedAccuracy!)}, since ${earlierName(finding, say)}: large classes gain what small ` +
    `ones lose, most of all ${say.label(finding.names['lost']?.[0] ?? '')} (${say.count(found!)} of ${say.count(support!)} found, ` +
    `${say.count(earlierFound!)} before). ${sure} Choose between the two by balanced accuracy.`
  );
}
