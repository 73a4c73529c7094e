import type { FindingState, ReportState } from '../../protocol/panel.ts';
import type { ViewContext } from '../context.ts';
import { element, section } from '../dom.ts';

function item(finding: FindingState, index: number, context: ViewContext): HTMLElement {
  return element('li', {
    class: `finding finding-${finding.severity}`,
    children: [
      element('span', { class: 'severity', text: finding.severityWord }),
      element('p', { text: finding.message }),
      element('span', {
        class: 'links',
        children: [
          element('button', {
            class: 'link',
            key: `finding-${index}`,
            text: finding.place,
            attributes: { type: 'button', 'aria-label': `Open ${finding.place}` },
            onClick: () => context.send({ type: 'openFinding', finding: index }),
          }),
          element('button', {
            class: 'link',
            key: `explain-${index}`,
            text: finding.rule,
            attributes: { type: 'button', 'aria-label': `Explain ${finding.rule}` },
            onClick: () => context.send({ type: 'explain', rule: finding.rule }),
          }),
        ],
      }),
    ],
  });
}

/** What the rules found, the most severe first. */
export function findingsView(report: ReportState, context: ViewContext): HTMLElement | undefined {
  if (report.findings.length === 0 && report.hiddenFindings === undefined) return undefined;
  return section('findings', 'Findings', [
    report.findings.length === 0
      ? element('p', { class: 'muted', text: 'Nothing to show.' })
      : element('ul', { children: report.findings.map((finding, index) => item(finding, index, context)) }),
    report.hiddenFindings === undefined
      ? undefined
      : element('p', { class: 'muted', text: report.hiddenFindings }),
  ]);
}
