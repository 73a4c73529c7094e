import type { DecisionsState } from '../../protocol/panel.ts';
import { element, section } from '../dom.ts';
import { cellTable } from './cellTable.ts';

/** What another threshold would gain on other rows, and what stated costs and class shares make of the answers. */
export function decisionsView(state: DecisionsState): HTMLElement {
  return section('decisions', 'Thresholds and costs', [
    ...state.sentences.map((text) => element('p', { text })),
    ...state.tables.map((table, place) => cellTable(`decisions-${place}`, table)),
    ...state.notes.map((text) => element('p', { class: 'muted', text })),
  ]);
}
