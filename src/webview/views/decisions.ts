import type { DecisionCellState, DecisionsState, DecisionTableState } from '../../protocol/panel.ts';
import { element, scroller, section } from '../dom.ts';

function cell({ text, range }: DecisionCellState): HTMLElement {
  return element('td', {
    class: 'quantity',
    children: [
      element('span', { class: 'value', text }),
      range === undefined ? undefined : element('span', { class: 'range', text: range }),
    ],
  });
}

function tableView({ title, header, rows }: DecisionTableState, place: number): HTMLElement {
  const table = element('table', {
    class: 'classes decisions',
    children: [
      element('thead', {
        children: [
          element('tr', {
            children: header.map((text) => element('th', { text, attributes: { scope: 'col' } })),
          }),
        ],
      }),
      element('tbody', {
        children: rows.map(({ label, cells }) =>
          element('tr', {
            children: [
              element('th', { class: 'label', text: label, attributes: { scope: 'row' } }),
              ...cells.map(cell),
            ],
          }),
        ),
      }),
    ],
  });
  return element('div', {
    children: [element('h3', { text: title }), scroller(`decisions-${place}`, title, table)],
  });
}

/** What another threshold would gain on other rows, and what stated costs and class shares make of the answers. */
export function decisionsView(state: DecisionsState): HTMLElement {
  return section('decisions', 'Thresholds and costs', [
    ...state.sentences.map((text) => element('p', { text })),
    ...state.tables.map(tableView),
    ...state.notes.map((text) => element('p', { class: 'muted', text })),
  ]);
}
