import type { CellState, CellTableState } from '../../protocol/panel.ts';
import { element, scroller, tableHead } from '../dom.ts';

function cell({ text, range }: CellState): HTMLElement {
  return element('td', {
    class: 'quantity',
    children: [
      element('span', { class: 'value', text }),
      range === undefined ? undefined : element('span', { class: 'range', text: range }),
    ],
  });
}

/** A table under its heading, which scrolls sideways where the panel is narrow. */
export function cellTable(key: string, { title, header, rows }: CellTableState): HTMLElement {
  const table = element('table', {
    class: 'classes cells',
    children: [
      tableHead(header),
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
  return element('div', { children: [element('h3', { text: title }), scroller(key, title, table)] });
}
