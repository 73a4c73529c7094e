import type { ReportState, VerdictKind, VerdictState } from '../../protocol/panel.ts';
import type { ViewContext } from '../context.ts';
import { element, graphic } from '../dom.ts';

/** One shape a kind, so that colour is never the only sign. */
const shapes: Readonly<Record<VerdictKind, string>> = {
  wrong: 'M8 1.5 14.5 8 8 14.5 1.5 8ZM5.6 5.6l4.8 4.8m0-4.8-4.8 4.8',
  misleads: 'M8 1.8 15 14H1ZM8 6.2v4M8 11.8v.6',
  warning: 'M8 1.8 15 14H1ZM8 6.2v4M8 11.8v.6',
  cannotTell:
    'M8 1.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13ZM6 6.4a2 2 0 1 1 2.6 1.9c-.4.2-.6.5-.6 1M8 11.3v.6',
  fine: 'M8 1.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13ZM5 8.2l2.1 2.1L11 6.2',
};

function icon(kind: VerdictKind): SVGElement {
  return graphic('svg', {
    class: 'verdict-icon',
    attributes: { viewBox: '0 0 16 16', 'aria-hidden': 'true', focusable: 'false' },
    children: [graphic('path', { attributes: { d: shapes[kind] } })],
  });
}

/** The verdict band: what is so, how sure, what next; and what can be done about it. */
export function verdictBand(
  { kind, word, sentences }: Pick<VerdictState, 'kind' | 'word' | 'sentences'>,
  actions: readonly (Node | undefined)[],
): HTMLElement {
  const [first = '', ...others] = sentences;
  return element('section', {
    class: `verdict verdict-${kind}`,
    attributes: { 'aria-labelledby': 'heading-verdict' },
    children: [
      element('h2', {
        class: 'verdict-word',
        attributes: { id: 'heading-verdict' },
        children: [icon(kind), element('span', { text: word })],
      }),
      element('p', { class: 'verdict-first', text: first }),
      ...others.map((text) => element('p', { text })),
      element('div', { class: 'actions', children: actions }),
    ],
  });
}

/** The verdict on the run of a report. */
export function verdictView(report: ReportState, context: ViewContext): HTMLElement {
  const { verdict } = report;
  const { cell } = verdict;
  return verdictBand(verdict, [
    cell === undefined
      ? undefined
      : element('button', {
          class: 'primary',
          key: 'verdict-rows',
          text: cell.text,
          attributes: { type: 'button' },
          onClick: () => context.send({ type: 'showRows', actual: cell.actual, predicted: cell.predicted }),
        }),
    element('button', {
      class: 'secondary',
      key: 'copy-summary',
      text: 'Copy as text',
      attributes: { type: 'button' },
      onClick: () => context.send({ type: 'copy', what: 'summary' }),
    }),
    report.ladder.some(({ text, known }) => text === 'Predictions' && !known)
      ? element('button', {
          class: 'secondary',
          key: 'copy-snippet',
          text: 'Copy code that writes predictions',
          attributes: { type: 'button' },
          onClick: () => context.send({ type: 'copy', what: 'loggingSnippet' }),
        })
      : undefined,
  ]);
}

/** The rungs of evidence, and the file that would lift it by one. */
export function evidenceView(report: ReportState): HTMLElement {
  return element('section', {
    class: 'evidence',
    attributes: { 'aria-label': 'Evidence' },
    children: [
      element('ol', {
        class: 'ladder',
        children: report.ladder.map(({ text, known }) =>
          element('li', {
            class: known ? 'known' : 'missing',
            children: [
              element('span', {
                class: 'mark',
                text: known ? '✓' : '○',
                attributes: { 'aria-hidden': 'true' },
              }),
              element('span', { text }),
              element('span', { class: 'visually-hidden', text: known ? ' known' : ' missing' }),
            ],
          }),
        ),
      }),
      element('p', { class: 'muted', text: report.rung }),
    ],
  });
}
