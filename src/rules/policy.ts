import type { Finding, Severity } from '../core/finding.ts';
import type { RunEvidence } from '../core/runEvidence.ts';
import { epochAt } from '../core/trainingRun.ts';
import { predictionsSpeakForRun } from './places.ts';
import type { Rule } from './rule.ts';

/** What a person configured about findings. */
export interface Policy {
  /** Severity by rule id; `off` rules are not checked. */
  readonly severities: ReadonlyMap<string, Severity | 'off'>;
  /** The reason with which a rule is muted for a run, or undefined. */
  mutedBecause(rule: string, runId: string): string | undefined;
}

const rank: Readonly<Record<Severity, number>> = { hint: 0, information: 1, warning: 2, error: 3 };

/**
 * Applies severities, suppression and mutes to the findings of one run; none is dropped, they only get their marks.
 *
 * A configured severity replaces the rule's own; a finding that its rule itself ranked lower stays at most there.
 * A finding is suppressed by the finding of a rule that its rule names, provided that the cause speaks of the same rows
 * (a prediction file that matches no epoch says nothing of the log, and a log from some epoch on nothing of predictions
 * from before), where both name classes, names every class of the effect (of a class that is predicted too often every
 * class that its answers are taken from), and is no less severe than it: what its rule ranked lower explains nothing graver. A finding that its rule ranked lower, because it cannot say more, also gives way
 * to any more severe one that names its classes. A cause that is muted or itself suppressed still suppresses: it is no
 * less true.
 */
export function applyPolicy(
  findings: readonly Finding[],
  rules: readonly Rule[],
  evidence: RunEvidence,
  policy: Policy,
): Finding[] {
  return findings.map((finding) => {
    const rule = rules.find(({ id }) => id === finding.rule);
    const cause = findings.find(
      (other) => mayExplain(other, finding, rule) && explains(other, finding, evidence),
    );
    const reason = policy.mutedBecause(finding.rule, evidence.id);
    return {
      ...finding,
      severity: severityOf(finding, rule, policy),
      ...(cause === undefined ? {} : { suppressedBy: cause.rule }),
      ...(reason === undefined ? {} : { mutedBecause: reason }),
    };
  });
}

function severityOf(finding: Finding, rule: Rule | undefined, policy: Policy): Severity {
  const configured = policy.severities.get(finding.rule);
  if (configured === undefined || configured === 'off') return finding.severity;
  if (finding.severity === rule?.severity) return configured;
  return rank[configured] < rank[finding.severity] ? configured : finding.severity;
}

function mayExplain(cause: Finding, effect: Finding, rule: Rule | undefined): boolean {
  if (rule === undefined || cause === effect) return false;
  if (rank[cause.severity] < rank[effect.severity]) return false;
  if (rule.suppressedBy.includes(cause.rule)) return true;
  const isLowered = rank[effect.severity] < rank[rule.severity];
  return isLowered && rank[cause.severity] > rank[effect.severity] && namesClasses(cause, effect);
}

function namesClasses(...findings: readonly Finding[]): boolean {
  return findings.every(({ names }) => names['classes'] !== undefined);
}

function explains(cause: Finding, effect: Finding, evidence: RunEvidence): boolean {
  const sameRows = cause.location.file === effect.location.file || predictionsSpeakForRun(evidence);
  if (!sameRows || isOfEarlierEpoch(effect, cause, evidence)) return false;
  const causeClasses = cause.names['classes'];
  const effectClasses = effect.names['takenFrom'] ?? effect.names['classes'];
  if (causeClasses === undefined || effectClasses === undefined) return true;
  return effectClasses.every((label) => causeClasses.includes(label));
}

/** True if the effect rests on predictions of an epoch that stands before the cause in the log. */
function isOfEarlierEpoch(effect: Finding, cause: Finding, { log, predictions }: RunEvidence): boolean {
  if (log === undefined || predictions === undefined) return false;
  const caused = epochAt(log.run.epochs, log.file, cause.location);
  if (caused < 0) return false;
  const places = [effect, ...effect.related].map(({ location }) => location);
  if (!places.some(({ file }) => file === predictions.file)) return false;
  const matching = predictions.match?.epochIndices.at(-1);
  return matching !== undefined && matching < caused;
}
