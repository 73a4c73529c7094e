import type { ClassesState, ClassRowState, QuantityState } from '../../protocol/panel.ts';
import { element, scroller, section, tableHead } from '../dom.ts';
import { bar } from './bar.ts';

/** Rows drawn at first: a thousand classes are a second of layout. */
const firstRows = 60;

function cell(quantity: QuantityState | undefined): HTMLElement {
  if (quantity === undefined) return element('td', { class: 'quantity', text: '–' });
  if (quantity.undefinedBecause !== undefined) {
    return element('td', {
      class: 'quantity',
      children: [
        element('span', { class: 'undefined', text: 'undefined' }),
        element('span', { class: 'range', text: quantity.undefinedBecause }),
      ],
    });
  }
  return element('td', {
    class: 'quantity',
    children: [
      element('span', { class: 'value', text: quantity.text }),
      quantity.interval === undefined
        ? undefined
        : element('span', { class: 'range', text: quantity.interval }),
      quantity.chance === undefined
        ? undefined
        : element('span', { class: 'range', text: `chance ${quantity.chance}` }),
    ],
  });
}

function recallCell(row: ClassRowState): HTMLElement {
  const { recall } = row;
  if (recall.undefinedBecause !== undefined) return cell(recall);
  return element('td', {
    class: 'recall',
    children: [
      element('span', {
        class: 'recall-text',
        children: [
          element('span', { class: 'value', text: recall.text }),
          recall.interval === undefined
            ? undefined
            : element('span', { class: 'range', text: recall.interval }),
          element('span', { class: 'found', text: row.found }),
        ],
      }),
      recall.bar === undefined ? undefined : bar(recall.bar),
      row.moreRows === undefined ? undefined : element('span', { class: 'range more', text: row.moreRows }),
    ],
  });
}

function rowOf(row: ClassRowState, state: ClassesState): HTMLElement {
  return element('tr', {
    children: [
      element('th', { class: 'label', text: row.label, attributes: { scope: 'row' } }),
      element('td', { class: 'support', text: row.support }),
      recallCell(row),
      cell(row.precision),
      cell(row.f1),
      state.hasAveragePrecision ? cell(row.averagePrecision) : undefined,
    ],
  });
}

/** The classes, lowest recall first: the centre of the report. */
export function classesView(state: ClassesState): HTMLElement {
  const body = element('tbody', {
    children: state.rows.slice(0, firstRows).map((row) => rowOf(row, state)),
  });
  const heads = [
    'Class',
    'Rows',
    'Recall',
    'Precision',
    'F1',
    ...(state.hasAveragePrecision ? ['Average precision'] : []),
  ];
  const table = element('table', {
    class: 'classes',
    children: [element('caption', { class: 'muted', text: state.caption }), tableHead(heads), body],
  });
  return section('classes', 'Classes', [
    scroller('classes-scroller', 'Table of classes', table),
    state.note === undefined ? undefined : element('p', { class: 'muted', text: state.note }),
    state.rows.length > firstRows ? moreButton(state, body) : undefined,
  ]);
}

function moreButton(state: ClassesState, body: HTMLElement): HTMLElement {
  const button = element('button', {
    class: 'secondary',
    key: 'classes-all',
    text: `Show all ${state.rows.length.toLocaleString('en')} classes`,
    attributes: { type: 'button' },
    onClick: () => {
      body.append(...state.rows.slice(firstRows).map((row) => rowOf(row, state)));
      button.remove();
      const first = body.children[firstRows]?.querySelector('th');
      first?.setAttribute('tabindex', '-1');
      first?.focus();
    },
  });
  return button;
}
