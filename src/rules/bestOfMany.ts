import { expectedMaximum } from '../core/expectedMaximum.ts';
import type { Finding } from '../core/finding.ts';
import type { RunEvidence } from '../core/runEvidence.ts';
import { unfitRules } from './comparedRuns.ts';
import { headerCell } from './places.ts';
import type { Rule, Say } from './rule.ts';

const id = 'best-of-many';

/**
 * The best of five runs or more on the same rows leads their median by less than the best of as many equally good ones
 * does on average.
 *
 * That lead is E max of m standard normals times the standard error of one run's right rows, which is √(d/2) where two
 * runs disagree in d rows: what all of them get right or wrong spreads none. Silent under importance weights.
 */
export const bestOfMany: Rule = {
  id,
  title: 'The best of many runs may be luck',
  severity: 'information',
  verb: 'may',
  problems: ['binary', 'multiclass'],
  suppressedBy: unfitRules,
  check,
  say: message,
  sayRelated: (what) => what,
};

function check({ bestOf, predictions }: RunEvidence): Finding | undefined {
  if (bestOf === undefined || predictions === undefined) return undefined;
  const { runs, rows, right, median, differing } = bestOf;
  const lead = right - median;
  const chanceLead = Math.sqrt(differing / 2) * expectedMaximum(runs);
  if (!(lead > 0) || lead >= chanceLead) return undefined;
  return {
    rule: id,
    severity: 'information',
    verb: 'may',
    location: headerCell(predictions),
    evidence: { runs, rows, right, median, lead, chanceLead, accuracy: right / rows },
    names: {},
    related: [],
  };
}

function message({ evidence }: Finding, say: Say): string {
  const { runs, rows, right, median, lead, chanceLead, accuracy } = evidence;
  return (
    `Best of ${say.count(runs!)} runs, ${say.count(right!)} of the same ${say.count(rows!)} rows right, by ${say.count(lead!)} over the median ` +
    `(${say.count(median!)}): that may be luck, since the best of ${say.count(runs!)} equally good runs leads by ${say.count(chanceLead!)} ` +
    `on average. Its accuracy of ${say.rate(accuracy!)} flatters it: quote that of a test set, which chose nothing.`
  );
}
