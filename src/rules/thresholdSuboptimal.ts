import type { Finding } from '../core/finding.ts';
import type { Limits } from '../core/limits.ts';
import type { RunEvidence } from '../core/runEvidence.ts';
import { scoresCell } from './places.ts';
import type { Rule, Say } from './rule.ts';

const id = 'threshold-suboptimal';

/**
 * Another threshold on the score of the positive class gains F1 on rows that had no part in its choice.
 *
 * Reads the cross-fitted gain of a binary file with scores: the threshold is chosen on one half of the rows and scored
 * on the other. Fires if the lower bound of the gain is above 0 and the gain at least 0.02. Silent with fewer than 20
 * rows of either class, where the scores may rank no better than chance (then more answers alone raise F1), and for another objective or stated class shares or costs, which the report speaks of.
 */
export const thresholdSuboptimal: Rule = {
  id,
  title: 'Another threshold finds more',
  severity: 'information',
  verb: 'shows',
  problems: ['binary'],
  suppressedBy: ['loss-not-finite', 'rows-misaligned', 'label-map-permuted'],
  check,
  say: message,
  sayRelated: () => '',
};

function check({ predictions }: RunEvidence, limits: Limits): Finding | undefined {
  const { thresholds, deployment } = predictions?.decisions ?? {};
  const choice = thresholds?.choices.find(({ objective }) => objective.kind === 'f1');
  if (predictions === undefined || thresholds === undefined || choice === undefined) return undefined;
  if (deployment !== undefined || choice !== thresholds.choices[0]) return undefined;
  const { gain, gainInterval, present, heldOut, threshold, thresholdInterval } = choice;
  if (!(gainInterval[0] > 0 && gain >= limits.decisions.gain)) return undefined;
  const area = predictions.evaluation.perClass
    .find(({ label }) => label === thresholds.positive)
    ?.metrics.get('rocAuc');
  if (area?.kind !== 'value' || !((area.interval?.[0] ?? area.value) > 0.5)) return undefined;
  return {
    rule: id,
    severity: 'information',
    verb: 'shows',
    location: scoresCell(predictions),
    evidence: {
      threshold,
      thresholdLow: thresholdInterval[0],
      thresholdHigh: thresholdInterval[1],
      f1: present.value,
      f1HeldOut: heldOut.value,
      gain,
      gainLow: gainInterval[0],
      gainHigh: gainInterval[1],
      recall: present.recall,
      recallHeldOut: heldOut.recall,
      positives: thresholds.rows[0],
    },
    names: { positive: [thresholds.positive] },
    related: [],
  };
}

function message({ evidence, names }: Finding, say: Say): string {
  const { threshold, thresholdLow, thresholdHigh, f1, f1HeldOut, gain, gainLow, gainHigh } = evidence;
  const label = say.label(names['positive']?.[0] ?? '');
  return (
    `F1 of ${label} is ${say.rate(f1!)} and ${say.rate(f1HeldOut!)} with another threshold: ` +
    `${say.rate(gain!)} more (${say.interval(gainLow!, gainHigh!)}) on rows that did not choose it, recall ` +
    `${say.rate(evidence['recallHeldOut']!)} instead of ${say.rate(evidence['recall']!)}. ` +
    `Answer ${label} from a score of ${say.rate(threshold!)} (${say.interval(thresholdLow!, thresholdHigh!)}) on.`
  );
}
