import type { RowsState } from '../../protocol/panel.ts';
import type { ViewContext } from '../context.ts';
import { element } from '../dom.ts';

/** The rows of one cell; each opens its line in the file. */
export function rowsView(state: RowsState, context: ViewContext, close: () => void): HTMLElement {
  const panel = element('section', {
    class: 'rows',
    attributes: { 'aria-labelledby': 'heading-rows' },
    children: [
      element('div', {
        class: 'rows-head',
        children: [
          element('h3', {
            key: 'rows-heading',
            text: state.title,
            attributes: { id: 'heading-rows', tabindex: -1 },
          }),
          element('button', {
            class: 'secondary',
            key: 'rows-close',
            text: 'Close',
            attributes: { type: 'button' },
            onClick: close,
          }),
        ],
      }),
      state.failed === undefined ? undefined : element('p', { text: state.failed }),
      element('ul', {
        children: state.items.map((item, index) =>
          element('li', {
            children: [
              element('button', {
                class: item.image === undefined ? 'row' : 'row with-image',
                key: `row-${index}`,
                attributes: { type: 'button' },
                onClick: () => context.send({ type: 'openFile', file: state.file, line: item.line }),
                children: [
                  item.image === undefined
                    ? undefined
                    : element('img', { attributes: { src: item.image, alt: '', loading: 'lazy' } }),
                  element('span', { class: 'row-text', text: item.text }),
                  item.score === undefined
                    ? undefined
                    : element('span', { class: 'row-score', text: item.score }),
                ],
              }),
            ],
          }),
        ),
      }),
      state.more === undefined ? undefined : element('p', { class: 'muted', text: state.more }),
    ],
  });
  panel.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') close();
  });
  return panel;
}
