import type { RunAnalysis } from '../../../src/analysis/analysis.ts';
import type { Finding } from '../../../src/core/finding.ts';
import {
  contextOf,
  onlyRun,
  predictionDocument,
  sampleAnalysis,
  sampleTable,
} from '../../ui/panel/samples.ts';

/** The run of one prediction file with these classes. */
export function runOf(
  labels: readonly string[],
  counts: readonly number[],
  recalls: readonly number[],
  scores = true,
): RunAnalysis {
  const table = sampleTable(labels, counts, recalls, { scores });
  return onlyRun(sampleAnalysis([predictionDocument('val.csv', table)], contextOf()));
}

/** A finding as a rule gives it. */
export function findingOf(more: Partial<Finding> = {}): Finding {
  return {
    rule: 'some-rule',
    severity: 'warning',
    verb: 'shows',
    location: { file: 'val.csv', span: { line: 0, start: 0, end: 6 } },
    evidence: {},
    names: {},
    related: [],
    ...more,
  };
}
