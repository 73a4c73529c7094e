import type { MatrixCellState, MatrixState } from '../../protocol/panel.ts';
import type { Normalisation, ViewContext } from '../context.ts';
import { element, scroller, section } from '../dom.ts';
import { moveInGrid } from '../grid.ts';

/** Above this many classes the cells hold counts alone and the column heads stand upright. */
const roomyClasses = 8;

const choices: readonly { readonly value: Normalisation; readonly text: string }[] = [
  { value: 'actual', text: 'Share of actual class' },
  { value: 'predicted', text: 'Share of predicted class' },
  { value: 'none', text: 'Counts only' },
];

interface Drawn {
  readonly share: number;
  readonly rate?: string;
  /** What the rate is of, for those who do not see the choice above the matrix. */
  readonly words: string;
}

function drawn(cell: MatrixCellState, normalisation: Normalisation): Drawn {
  if (normalisation === 'actual') {
    return { share: cell.shareOfActual, rate: cell.ofActual, words: ' of the actual class' };
  }
  if (normalisation === 'predicted') {
    return { share: cell.shareOfPredicted, rate: cell.ofPredicted, words: ' of the predicted class' };
  }
  return { share: cell.shareOfLargest, words: '' };
}

function hidden(text: string): HTMLElement {
  return element('span', { class: 'visually-hidden', text });
}

function cellView(state: MatrixState, row: number, column: number, context: ViewContext): HTMLElement {
  const cell = state.cells[row]![column]!;
  const [actual, predicted] = [state.labels[row]!, state.labels[column]!];
  const { share, rate, words } = drawn(cell, context.normalisation());
  const opens = !cell.empty && actual.index !== undefined && predicted.index !== undefined;
  const button = element('button', {
    key: `cell-${row}-${column}`,
    attributes: {
      type: 'button',
      tabindex: row === 0 && column === 0 ? 0 : -1,
      'aria-disabled': opens ? 'false' : 'true',
    },
    children: [
      element('span', { class: 'count', text: cell.count }),
      hidden(
        ` ${cell.count === '1' ? 'row' : 'rows'}, actual ${actual.label}, predicted ${predicted.label} `,
      ),
      rate === undefined
        ? undefined
        : element('span', { class: 'rate', children: [element('span', { text: rate }), hidden(words)] }),
    ],
    onClick: () => {
      if (opens) context.send({ type: 'showRows', actual: actual.index, predicted: predicted.index });
    },
  });
  const data = element('td', {
    class: `${row === column ? 'right' : 'wrong'}${cell.empty ? ' empty' : ''}`,
    children: [button],
  });
  // Through the object model: the content security policy allows no style attribute.
  data.style.setProperty('--share', share.toFixed(3));
  return data;
}

function headRows(state: MatrixState): HTMLElement {
  return element('thead', {
    children: [
      element('tr', {
        children: [
          element('td', { class: 'corner', attributes: { rowspan: 2 } }),
          element('th', {
            class: 'axis',
            text: 'Predicted',
            attributes: { scope: 'colgroup', colspan: state.labels.length },
          }),
        ],
      }),
      element('tr', {
        children: state.labels.map(({ label, predicted }) =>
          element('th', {
            attributes: { scope: 'col' },
            children: [
              element('span', { class: 'head-label', text: label }),
              element('span', { class: 'head-count', text: predicted }),
            ],
          }),
        ),
      }),
    ],
  });
}

function tableView(state: MatrixState, context: ViewContext): HTMLElement {
  const roomy = state.labels.length <= roomyClasses;
  const table = element('table', {
    class: roomy ? 'matrix roomy' : 'matrix dense',
    attributes: {
      role: 'grid',
      'aria-label': 'Confusion matrix: rows are actual classes, columns predicted',
    },
    children: [
      headRows(state),
      element('tbody', {
        children: state.labels.map(({ label, support }, row) =>
          element('tr', {
            children: [
              element('th', {
                attributes: { scope: 'row' },
                children: [
                  element('span', { class: 'head-label', text: label }),
                  element('span', { class: 'head-count', text: support }),
                ],
              }),
              ...state.labels.map((_, column) => cellView(state, row, column, context)),
            ],
          }),
        ),
      }),
    ],
  });
  table.addEventListener('keydown', (event) => moveInGrid(event, state.labels.length));
  return table;
}

function normalisationView(context: ViewContext, redraw: () => void): HTMLElement {
  return element('fieldset', {
    class: 'choices',
    children: [
      element('legend', { class: 'visually-hidden', text: 'Rates in the cells' }),
      ...choices.map(({ value, text }) => {
        const input = element('input', {
          key: `rates-${value}`,
          attributes: {
            type: 'radio',
            name: 'normalisation',
            value,
            checked: context.normalisation() === value,
          },
        });
        input.addEventListener('change', () => {
          context.setNormalisation(value);
          redraw();
        });
        return element('label', { children: [input, element('span', { text })] });
      }),
    ],
  });
}

/** The confusion matrix as a table; a cell opens its rows in the list below it. */
export function matrixView(state: MatrixState, context: ViewContext): HTMLElement {
  const region = scroller(
    'matrix-scroller',
    'Table of actual and predicted classes',
    tableView(state, context),
  );
  const redraw = (): void => {
    region.replaceChildren(tableView(state, context));
  };
  const opens = state.labels.some(({ index }) => index !== undefined);
  return section('confusion', 'Confusion matrix', [
    normalisationView(context, redraw),
    element('p', {
      class: 'muted',
      text: `Rows are actual classes, columns predicted ones. ${opens ? 'A cell opens its rows; arrow' : 'Arrow'} keys move between cells.`,
    }),
    region,
    state.note === undefined ? undefined : element('p', { class: 'muted', text: state.note }),
    element('div', { attributes: { id: 'rows' } }),
  ]);
}
