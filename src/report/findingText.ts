import type { Finding, Severity } from '../core/finding.ts';
import { rules } from '../rules/all.ts';
import type { Rule } from '../rules/rule.ts';
import { clean } from './clean.ts';
import { numbers } from './numbers.ts';
import { placeText } from './place.ts';

const severityOrder: readonly Severity[] = ['error', 'warning', 'information', 'hint'];

/** Longest message shown; a rule's own text with its cleaned labels stays far below. */
const messageLimit = 1_000;

/** What a finding says, in its rule's words. */
export function findingMessage(finding: Finding, registry: readonly Rule[] = rules): string {
  const rule = registry.find((candidate) => candidate.id === finding.rule);
  return clean(rule?.say(finding, numbers) ?? `${ruleTitle(finding.rule, registry)}.`, messageLimit);
}

/** What one of a finding's related places says. */
export function relatedMessage(what: string, finding: Finding, registry: readonly Rule[] = rules): string {
  const rule = registry.find((candidate) => candidate.id === finding.rule);
  return clean(rule?.sayRelated(what, finding, numbers) ?? what, messageLimit);
}

/** A rule's title, or its id in words if no rule has it. */
function ruleTitle(id: string, registry: readonly Rule[] = rules): string {
  const words = clean(id).replaceAll('-', ' ');
  return registry.find((rule) => rule.id === id)?.title ?? words.charAt(0).toUpperCase() + words.slice(1);
}

/** True for a finding that people see: neither muted nor explained by another one. */
export function isShown(finding: Finding): boolean {
  return finding.suppressedBy === undefined && finding.mutedBecause === undefined;
}

/** The findings that people see, the most severe first, in the order of the rules otherwise. */
export function shownFindings(findings: readonly Finding[]): Finding[] {
  return findings
    .filter(isShown)
    .sort((a, b) => severityOrder.indexOf(a.severity) - severityOrder.indexOf(b.severity));
}

/** True if `severity` is as grave as `limit` or graver. */
export function isAtLeast(severity: Severity, limit: Severity): boolean {
  return severityOrder.indexOf(severity) <= severityOrder.indexOf(limit);
}

/** How many findings people do not see, and why; undefined if none. */
export function hiddenFindings(findings: readonly Finding[]): string | undefined {
  const muted = findings.filter((finding) => finding.mutedBecause !== undefined);
  const explained = findings.filter(
    (finding) => finding.suppressedBy !== undefined && finding.mutedBecause === undefined,
  );
  const parts: string[] = [];
  if (explained.length > 0) {
    const causes = [...new Set(explained.map((finding) => finding.suppressedBy!))];
    parts.push(
      `${numbers.count(explained.length)} already explained by ${causes.map((id) => clean(id)).join(', ')}`,
    );
  }
  for (const finding of muted) {
    parts.push(`${finding.rule} muted: ${clean(finding.mutedBecause!)}`);
  }
  return parts.length === 0 ? undefined : `Not shown: ${parts.join('; ')}.`;
}

/** The last part of a path, cleaned. */
export function fileName(path: string): string {
  return clean(path.slice(path.lastIndexOf('/') + 1) || path);
}

/** Where a finding stands, as people and editors count: `train.log:31`. */
export function placeOf(finding: Finding): string {
  const { file, span } = finding.location;
  return placeText(fileName(file), span.line);
}
