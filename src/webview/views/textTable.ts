import { element } from '../dom.ts';

/** A table of texts whose rows begin with their name. */
export function textTable(
  className: string,
  header: readonly string[],
  rows: readonly (readonly string[])[],
): HTMLElement {
  return element('table', {
    class: className,
    children: [
      element('thead', {
        children: [
          element('tr', {
            children: header.map((text) => element('th', { text, attributes: { scope: 'col' } })),
          }),
        ],
      }),
      element('tbody', {
        children: rows.map(([name = '', ...values]) =>
          element('tr', {
            children: [
              element('th', { text: name, attributes: { scope: 'row' } }),
              ...values.map((text) => element('td', { text })),
            ],
          }),
        ),
      }),
    ],
  });
}
