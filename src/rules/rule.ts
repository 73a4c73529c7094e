import type { Finding, Severity, Verb } from '../core/finding.ts';
import type { Limits } from '../core/limits.ts';
import type { RunEvidence } from '../core/runEvidence.ts';

/** How numbers and names become text; `report/numbers.ts` is the one implementation, so rounding stays there. */
export interface Say {
  /** A fraction as a rate of two significant decimals: `0.61`. */
  rate(value: number): string;
  /** A fraction as a percentage without decimals where that says enough: `61 %`. */
  percent(value: number): string;
  /** Two rates as an interval: `0.55–0.67`. */
  interval(low: number, high: number): string;
  /** A whole number with thousands separators: `56,961`. */
  count(value: number): string;
  /** A loss in nats: `1.31`. */
  loss(value: number): string;
  /** A class label from a file, cleaned and quoted: `'melanoma'`. */
  label(text: string): string;
}

/**
 * One rule: it reads what is known of a run and gives at most one finding, without words. `say` makes its message:
 * numbers first, then meaning, then one thing to do, the verdict within the first 100 characters.
 */
export interface Rule {
  /** Kebab-case, for ever. Its page is `media/rules/<id>.rule.md`. */
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  readonly verb: Verb;
  /** Problem kinds it applies to. */
  readonly problems: readonly ('binary' | 'multiclass')[];
  /** Rules whose finding makes this one redundant. */
  readonly suppressedBy: readonly string[];
  check(evidence: RunEvidence, limits: Limits): Finding | undefined;
  say(finding: Finding, say: Say): string;
  /** The text of one of the finding's related places, by its `what`. */
  sayRelated(what: string, finding: Finding, say: Say): string;
}
