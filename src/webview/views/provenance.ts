import type { ReportState } from '../../protocol/panel.ts';
import type { ViewContext } from '../context.ts';
import { element, section } from '../dom.ts';

/** What was read, how it was understood, and what was left out. */
export function provenanceView(report: ReportState, context: ViewContext): HTMLElement {
  const { files, facts, problems } = report.provenance;
  return section('provenance', 'Data', [
    element('ul', {
      class: 'files',
      children: files.map((file, index) =>
        element('li', {
          children: [
            element('span', { class: 'role', text: file.role }),
            element('span', {
              class: 'place',
              children: [
                element('button', {
                  class: 'link',
                  key: `file-${index}`,
                  text: file.path,
                  attributes: { type: 'button', 'aria-label': `Open ${file.path}` },
                  onClick: () => context.send({ type: 'openFile', file: index, line: 0 }),
                }),
                element('span', { class: 'muted', text: file.format }),
              ],
            }),
          ],
        }),
      ),
    }),
    facts.length === 0
      ? undefined
      : element('dl', {
          class: 'facts',
          children: facts.flatMap(({ term, text }) => [
            element('dt', { text: term }),
            element('dd', { text }),
          ]),
        }),
    problems.length === 0 ? undefined : element('h3', { text: 'Left out or doubtful' }),
    problems.length === 0
      ? undefined
      : element('ul', {
          class: 'problems',
          children: problems.map(({ text, file, line }, index) =>
            element('li', {
              children: [
                element('span', { text }),
                file === undefined || line === undefined
                  ? undefined
                  : element('button', {
                      class: 'link',
                      key: `problem-${index}`,
                      text: 'Open line',
                      attributes: { type: 'button', 'aria-label': `Open line ${line + 1}` },
                      onClick: () => context.send({ type: 'openFile', file, line }),
                    }),
              ],
            }),
          ),
        }),
  ]);
}
