import type { RowsState } from '../../protocol/panel.ts';
import type { ViewContext } from '../context.ts';
import { element } from '../dom.ts';

type Item = RowsState['items'][number];

function scoreOf({ score }: Item): HTMLElement | undefined {
  return score === undefined ? undefined : element('span', { class: 'row-score', text: score });
}

function lineView(state: RowsState, item: Item, index: number, context: ViewContext): HTMLElement {
  return element('li', {
    class: 'line',
    children: [
      element('button', {
        class: 'row',
        key: `row-${index}`,
        attributes: { type: 'button' },
        onClick: () => context.send({ type: 'openFile', file: state.file, line: item.line }),
        children: [element('span', { class: 'row-text', text: item.text }), scoreOf(item)],
      }),
    ],
  });
}

/** A row with its image, or with its id where the image would be; the image opens itself, the line its line. */
function tileView(state: RowsState, item: Item, index: number, context: ViewContext): HTMLElement {
  const { id = 'no id', image } = item;
  return element('li', {
    class: 'tile',
    children: [
      image === undefined
        ? element('span', { class: 'row with-image', children: [noImage(id), nameOf(id)] })
        : imageButton(image, id, index, context),
      element('button', {
        class: 'link row-line',
        key: `row-${index}`,
        text: item.place,
        attributes: { type: 'button' },
        onClick: () => context.send({ type: 'openFile', file: state.file, line: item.line }),
      }),
      scoreOf(item),
    ],
  });
}

/** The id is the image's text, so that it is said once; below the image its end stands for those who see. */
function imageButton(address: string, id: string, index: number, context: ViewContext): HTMLElement {
  const image = element('img', {
    attributes: { src: address, alt: id, loading: 'lazy', decoding: 'async', width: 112, height: 112 },
  });
  // What has the name of an image and cannot be read as one.
  image.addEventListener('error', () => image.replaceWith(noImage(id)));
  return element('button', {
    class: 'row with-image',
    key: `image-${index}`,
    attributes: { type: 'button', title: `Open ${id}` },
    onClick: () => context.send({ type: 'openImage', row: index }),
    children: [image, nameOf(id)],
  });
}

function nameOf(id: string): HTMLElement {
  const name = id.slice(Math.max(id.lastIndexOf('/'), id.lastIndexOf('\\')) + 1);
  return element('span', { class: 'row-name', text: name, attributes: { 'aria-hidden': 'true' } });
}

function noImage(text: string): HTMLElement {
  return element('span', { class: 'no-image', text, attributes: { title: text } });
}

/** The rows of one cell; each opens its line in the file. They come as tiles where one has an image, else as lines. */
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
      state.caption === undefined ? undefined : element('p', { class: 'muted', text: state.caption }),
      element('ul', {
        class: hasPictures ? 'tiles' : 'lines',
        children: state.items.map((item, index) =>
          (hasPictures ? tileView : lineView)(state, item, index, context),
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
