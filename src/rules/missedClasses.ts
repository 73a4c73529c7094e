import type { Finding } from '../core/finding.ts';

/** Rules that name, in `names.classes`, classes whose rows are missed by more than chance. */
const ids: ReadonlySet<string> = new Set([
  'accuracy-hides-classes',
  'never-predicted-class',
  'class-recall-low',
]);

/** The classes that shown warnings say are missed, each once, in the order of the findings. */
export function missedClasses(findings: readonly Finding[]): string[] {
  const grounds = findings.filter(
    ({ rule, severity, suppressedBy, mutedBecause }) =>
      ids.has(rule) &&
      (severity === 'warning' || severity === 'error') &&
      suppressedBy === undefined &&
      mutedBecause === undefined,
  );
  return [...new Set(grounds.flatMap(({ names }) => names['classes'] ?? []))];
}
