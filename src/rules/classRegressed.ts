import type { Finding } from '../core/finding.ts';
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

const id = 'class-regressed';

/** Classes that the sentence names besides the worst. */
const namedBeside = 2;

/**
 * A class is found less often than in the run before, by more than chance.
 *
 * McNemar's exact test within the rows of the class, Holm over the classes that have rows, at 0.05. Silent under
 * importance weights.
 */
export const classRegressed: Rule = {
  id,
  title: 'A class is found less often than before',
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
  const lost = runs.comparison.classes
    .filter(({ recall }) => differs(recall) && differenceOf(recall) < 0)
    .sort((one, other) => differenceOf(one.recall) - differenceOf(other.recall));
  if (lost.length === 0) return undefined;
  const [earlierAccuracy, accuracy] = valuesOfBoth(runs.accuracy);
  const numbered = lost.flatMap(({ found, support }, position): [string, number][] => {
    const suffix = position === 0 ? '' : String(position + 1);
    return [
      [`found${suffix}`, found[1]],
      [`earlierFound${suffix}`, found[0]],
      [`rows${suffix}`, support],
    ];
  });
  return {
    rule: id,
    severity: 'warning',
    verb: 'shows',
    location: runs.location,
    evidence: {
      ...Object.fromEntries(numbered),
      moreClasses: Math.max(0, lost.length - 1 - namedBeside),
      accuracy,
      earlierAccuracy,
    },
    names: { ...runs.names, classes: lost.map(({ label }) => label) },
    related: runs.related,
  };
}

function message(finding: Finding, say: Say): string {
  const { evidence, names } = finding;
  const [worst = '', ...others] = names['classes'] ?? [];
  const also = others.slice(0, namedBeside).map((label, position) => {
    const suffix = String(position + 2);
    return `${say.label(label)} (${say.count(evidence[`found${suffix}`]!)} of ${say.count(evidence[`rows${suffix}`]!)}, ${say.count(evidence[`earlierFound${suffix}`]!)} before)`;
  });
  const more = evidence['moreClasses']! > 0 ? ` and ${say.count(evidence['moreClasses']!)} more` : '';
  return (
    `${say.label(worst)} is found less often: ${say.count(evidence['found']!)} of ${say.count(evidence['rows']!)} rows, ` +
    `${say.count(evidence['earlierFound']!)} in ${earlierName(finding, say)}, more than chance explains.` +
    `${also.length === 0 ? '' : ` Also ${also.join(', ')}${more}.`} Accuracy is ${say.rate(evidence['accuracy']!)} after ` +
    `${say.rate(evidence['earlierAccuracy']!)}. Look at the rows that were found before, and at what changed for this class.`
  );
}
