import type { Finding } from '../core/finding.ts';
import { rowsOf } from '../core/comparison/mcnemar.ts';
import type { RunEvidence } from '../core/runEvidence.ts';
import { comparedRuns, differs, earlierName, sayEarlier, unfitRules, valuesOfBoth } from './comparedRuns.ts';
import type { Rule, Say } from './rule.ts';

const id = 'difference-within-noise';

/**
 * The newest run of a series and the one before it differ in accuracy by no more than chance.
 *
 * McNemar's exact test on the rows that only one of the two gets right, at 0.05. Silent where both get equally many rows
 * right, and under importance weights.
 */
export const differenceWithinNoise: Rule = {
  id,
  title: 'The difference of two runs is within noise',
  severity: 'information',
  verb: 'may',
  problems: ['binary', 'multiclass'],
  suppressedBy: [...unfitRules, 'accuracy-up-macro-down'],
  check,
  say: message,
  sayRelated: sayEarlier,
};

function check(evidence: RunEvidence): Finding | undefined {
  const runs = comparedRuns(evidence);
  if (runs === undefined || differs(runs.accuracy)) return undefined;
  const { right, accuracy, comparison, location, related, names } = runs;
  const { difference } = accuracy;
  if (right.onlyA === right.onlyB || difference.kind === 'undefined') return undefined;
  const [earlierAccuracy, ownAccuracy] = valuesOfBoth(accuracy);
  const [low, high] = difference.interval ?? [-1, 1];
  const needed = comparison.rowsNeeded;
  return {
    rule: id,
    severity: 'information',
    verb: 'may',
    location,
    evidence: {
      accuracy: ownAccuracy,
      earlierAccuracy,
      rows: rowsOf(right),
      onlyHere: right.onlyB,
      onlyThere: right.onlyA,
      apart: Math.abs(right.onlyB - right.onlyA),
      low,
      high,
      confidence: comparison.confidence,
      ...(needed?.kind === 'rows' ? { neededRows: needed.rows, power: comparison.power } : {}),
    },
    names,
    related,
  };
}

function message(finding: Finding, say: Say): string {
  const { accuracy, earlierAccuracy, rows, apart, onlyHere, onlyThere } = finding.evidence;
  const { low, high, confidence, neededRows, power } = finding.evidence;
  const settled =
    neededRows === undefined
      ? ''
      : ` If they differ at this rate, ${say.count(neededRows)} rows would tell them apart in ${say.percent(power!)} of cases.`;
  return (
    `Accuracy ${say.rate(accuracy!)} and ${say.rate(earlierAccuracy!)} in ${earlierName(finding, say)} are ${say.count(apart!)} of ` +
    `${say.count(rows!)} rows apart, which may be chance: ${say.count(onlyHere!)} are right only here, ${say.count(onlyThere!)} only there ` +
    `(${say.percent(confidence!)} interval of the difference ${say.interval(low!, high!)}).${settled} ` +
    `Do not choose between the two by accuracy on these rows.`
  );
}
