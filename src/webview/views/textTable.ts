import { element, tableHead } from '../dom.ts';

/** A table of texts whose rows begin with their name. */
export function textTable(
  className: string,
  header: readonly string[],
  rows: readonly (readonly string[])[],
): HTMLElement {
  return element('table', {
    class: className,
    children: [
      tableHead(header),
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
