import type { HeadlineState, ReportState } from '../../protocol/panel.ts';
import { element, section } from '../dom.ts';
import { bar } from './bar.ts';

function card(state: HeadlineState): HTMLElement {
  const value =
    state.undefinedBecause === undefined
      ? element('span', { class: 'value', text: state.text })
      : element('span', { class: 'value undefined', text: 'undefined' });
  return element('div', {
    class: state.misleading ? 'card misleading' : 'card',
    children: [
      element('dt', {
        children: [
          element('span', { text: state.title }),
          state.misleading ? element('span', { class: 'tag', text: 'misleads' }) : undefined,
        ],
      }),
      element('dd', {
        children: [
          element('span', {
            class: 'number',
            children: [
              value,
              state.interval === undefined
                ? undefined
                : element('span', { class: 'range', text: state.interval }),
            ],
          }),
          state.bar === undefined ? undefined : bar(state.bar),
          state.undefinedBecause === undefined
            ? undefined
            : element('span', { class: 'note', text: state.undefinedBecause }),
          ...state.notes.map((note) => element('span', { class: 'note', text: note })),
        ],
      }),
    ],
  });
}

/** The numbers that stand for the run. */
export function headlineView(report: Pick<ReportState, 'headline' | 'definitions'>): HTMLElement | undefined {
  if (report.headline.length === 0) return undefined;
  return section('headline', 'Key numbers', [
    element('dl', { class: 'cards', children: report.headline.map(card) }),
    report.definitions.length === 0
      ? undefined
      : element('details', {
          key: 'definitions',
          children: [
            element('summary', { text: 'What these measure', key: 'definitions-toggle' }),
            element('dl', {
              class: 'definitions',
              children: report.definitions.flatMap(({ term, text }) => [
                element('dt', { text: term }),
                element('dd', { text }),
              ]),
            }),
          ],
        }),
  ]);
}
