import type { Finding } from '../core/finding.ts';
import type { OtherRows, RunEvidence } from '../core/runEvidence.ts';
import { earlierName, namesOf } from './comparedRuns.ts';
import { headerCell, startOfLine } from './places.ts';
import type { Rule, Say } from './rule.ts';

const id = 'not-the-same-rows';

/**
 * Two runs of a series seem to be judged on the same rows, and are not.
 *
 * Exact, by ids that are no running numbers: some are missing in one of the files, or rows of the same id have other true
 * labels; by class counts alone, where one file has fewer rows of some classes and more of none, it is Information.
 * What tells files of other data from these is in `otherRowsOf`.
 */
export const notTheSameRows: Rule = {
  id,
  title: 'Two runs are not judged on the same rows',
  severity: 'error',
  verb: 'is',
  problems: ['binary', 'multiclass'],
  suppressedBy: [],
  check,
  say: message,
  sayRelated: (what, finding, say) =>
    what === 'label'
      ? `The same row in ${earlierName(finding, say)}.`
      : `The answers of ${earlierName(finding, say)}.`,
};

function check({ earlier, predictions }: RunEvidence): Finding | undefined {
  const other = earlier?.otherRows;
  if (earlier === undefined || other === undefined || predictions === undefined) return undefined;
  const { file } = predictions;
  const isSure = other.by !== 'counts';
  return {
    rule: id,
    severity: isSure ? 'error' : 'information',
    verb: isSure ? 'is' : 'may',
    location: other.by === 'labels' ? { file, span: startOfLine(other.lines[1]) } : headerCell(predictions),
    evidence: evidenceOf(other),
    names: {
      ...namesOf(earlier),
      ...(other.by === 'labels' ? { id: [other.id], labels: other.labels } : {}),
      ...(other.by === 'counts' ? { label: [other.label] } : {}),
    },
    related: [
      other.by === 'labels'
        ? { location: { file: earlier.file, span: startOfLine(other.lines[0]) }, what: 'label' }
        : { location: earlier.place, what: 'earlier' },
    ],
  };
}

function evidenceOf(other: OtherRows): Record<string, number> {
  switch (other.by) {
    case 'ids':
      return { earlierRows: other.rows[0], rows: other.rows[1], common: other.common };
    case 'labels':
      return { rows: other.rows, differing: other.differing };
    case 'counts':
      return {
        earlierRows: other.rows[0],
        rows: other.rows[1],
        support: other.support[1],
        earlierSupport: other.support[0],
      };
  }
}

function message(finding: Finding, say: Say): string {
  const { earlierRows, rows, common, differing, support, earlierSupport } = finding.evidence;
  const earlier = earlierName(finding, say);
  if (differing !== undefined) {
    const [there = '', here = ''] = finding.names['labels'] ?? [];
    return (
      `Labels differ: ${say.count(differing)} of ${say.count(rows!)} rows ${differing === 1 ? 'has' : 'have'} another true label in ${earlier}, ` +
      `${say.label(finding.names['id']?.[0] ?? '')} ${say.label(here)} here and ${say.label(there)} there. The two runs are not judged ` +
      `by one truth, so no difference between them is known. Evaluate both with the labels that are right.`
    );
  }
  if (common !== undefined) {
    return (
      `Ids differ: ${say.count(common)} of the ${say.count(earlierRows!)} of ${earlier} are in this file of ${say.count(rows!)} rows: ` +
      `the two runs are not judged on the same rows, so part of any difference is a matter of rows. ` +
      `Predict all rows of both runs, or compare on the rows that both have.`
    );
  }
  return (
    `Rows differ: ${say.count(rows!)} here, ${say.count(earlierRows!)} in ${earlier} (${say.label(finding.names['label']?.[0] ?? '')}: ` +
    `${say.count(support!)} and ${say.count(earlierSupport!)}), with no class the other way: the two runs may be judged on the same rows ` +
    `but for some that one of them lost. Look whether a last batch was dropped, and write ids to be sure.`
  );
}
