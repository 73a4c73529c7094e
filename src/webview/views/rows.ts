import type { RowsState } from '../../protocol/panel.ts';
import type { ViewContext } from '../context.ts';
import { element } from '../dom.ts';

type Item = RowsState['items'][number];

function rowButton(state: RowsState, item: Item, index: number, context: ViewContext): HTMLElement {
  return element('button', {
    class: item.image === undefined ? 'row' : 'row with-image',
    key: `row-${index}`,
    attributes: { type: 'button' },
    onClick: () => context.send({ type: 'openFile', file: state.file, line: item.line }),
    children:
      item.image === undefined
        ? [
            element('span', { class: 'row-text', text: item.text }),
            item.score === undefined ? undefined : element('span', { class: 'row-score', text: item.score }),
          ]
        : pictureParts(item, item.image),
  });
}

/** The id is the picture's text, so that it is said once; below the picture it stands for those who see. */
function pictureParts(item: Item, { address, alt }: NonNullable<Item['image']>): (HTMLElement | undefined)[] {
  const name = alt.slice(Math.max(alt.lastIndexOf('/'), alt.lastIndexOf('\\')) + 1);
  return [
    element('img', {
      attributes: { src: address, alt, loading: 'lazy', decoding: 'async', width: 112, height: 112 },
    }),
    element('span', { class: 'row-name', text: name, attributes: { 'aria-hidden': 'true' } }),
    element('span', { class: 'row-line', text: `Line ${(item.line + 1).toLocaleString('en')}` }),
    item.score === undefined ? undefined : element('span', { class: 'row-score', text: item.score }),
  ];
}

/** The rows of one cell; each opens its line in the file. Rows with a picture come as tiles, the others as lines. */
export function rowsView(state: RowsState, context: ViewContext, close: () => void): HTMLElement {
  const hasPictures = state.items.some(({ image }) => image !== undefined);
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
        class: hasPictures ? 'tiles' : 'lines',
        children: state.items.map((item, index) =>
          element('li', {
            class: item.image === undefined ? 'line' : 'tile',
            children: [rowButton(state, item, index, context)],
          }),
        ),
      }),
      ...[state.pictures, state.more]
        .filter((text) => text !== undefined)
        .map((text) => element('p', { class: 'muted', text })),
    ],
  });
  panel.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') close();
  });
  return panel;
}
