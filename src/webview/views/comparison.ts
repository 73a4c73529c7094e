import type { ComparisonState } from '../../protocol/panel.ts';
import type { ViewContext } from '../context.ts';
import { element, section } from '../dom.ts';
import { cellTable } from './cellTable.ts';

/** What another file answers on the same rows: verdict, metrics, classes with the worst change first. */
export function comparisonView(state: ComparisonState, context: ViewContext): HTMLElement {
  const [first = '', ...others] = state.sentences;
  return section('comparison', state.title, [
    element('p', { class: 'muted', text: state.files }),
    element('p', { class: 'comparison-first', text: first }),
    ...others.map((text) => element('p', { text })),
    ...state.tables.map((table, place) => cellTable(`comparison-${place}`, table)),
    ...state.notes.map((text) => element('p', { class: 'muted', text })),
    element('div', {
      class: 'actions',
      children: [
        element('button', {
          class: 'secondary',
          key: 'comparison-remove',
          text: 'Remove the comparison',
          attributes: { type: 'button' },
          onClick: () => context.send({ type: 'removeComparison' }),
        }),
      ],
    }),
  ]);
}
