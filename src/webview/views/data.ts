import type { DataAction, DataState, DataTableState } from '../../protocol/dataView.ts';
import { element, section } from '../dom.ts';
import type { Part } from '../parts.ts';
import { cellTable } from './cellTable.ts';
import { classesView } from './classes.ts';
import { headlineView } from './headline.ts';
import { verdictBand } from './verdict.ts';

/** The parts of the view of a file without lines, in order: what its evaluation says, then what it holds. */
export function dataParts(state: DataState, send: (action: DataAction) => void): Part[] {
  const { verdict, headline, definitions, classes, notes, action, tables } = state;
  const button = (): HTMLElement | undefined => action && actionButton(action, send);
  const parts: Part[] = [{ name: 'head', state: [state.title, state.subtitle], make: () => headView(state) }];
  if (state.phase === 'loading')
    return [
      ...parts,
      { name: 'placeholder', state: 0, make: () => element('p', { class: 'placeholder', text: 'Reading…' }) },
    ];
  if (verdict !== undefined)
    parts.push({ name: 'verdict', state: [verdict, action], make: () => verdictBand(verdict, [button()]) });
  if (notes.length > 0) {
    const shown = verdict === undefined ? button : () => undefined;
    parts.push({ name: 'notes', state: [notes, action], make: () => notesView(notes, shown()) });
  }
  if (headline.length > 0)
    parts.push({
      name: 'headline',
      state: [headline, definitions],
      make: () => headlineView({ headline, definitions }) ?? element('div'),
    });
  if (classes !== undefined)
    parts.push({ name: 'classes', state: classes, make: () => classesView(classes) });
  if (tables.length > 0) parts.push({ name: 'holds', state: tables, make: () => holdsView(tables) });
  return parts;
}

function headView({ title, subtitle }: DataState): HTMLElement {
  const titles = [element('h1', { text: title }), element('p', { class: 'muted', text: subtitle })];
  return element('header', {
    class: 'head',
    children: [element('div', { class: 'titles', children: titles })],
  });
}

function actionButton(
  { type, text }: NonNullable<DataState['action']>,
  send: (action: DataAction) => void,
): HTMLElement {
  return element('button', {
    class: 'primary',
    key: `action-${type}`,
    text,
    attributes: { type: 'button' },
    onClick: () => send(type),
  });
}

function notesView(notes: readonly string[], button: HTMLElement | undefined): HTMLElement {
  return element('section', {
    class: 'data-notes',
    attributes: { 'aria-label': 'Notes' },
    children: [
      element('ul', { children: notes.map((text) => element('li', { text })) }),
      button === undefined ? undefined : element('div', { class: 'actions', children: [button] }),
    ],
  });
}

function holdsView(tables: readonly DataTableState[]): HTMLElement {
  return section(
    'holds',
    'In this file',
    tables.flatMap((table, index) => [
      cellTable(`table-${index}`, table),
      table.note === undefined ? undefined : element('p', { class: 'muted', text: table.note }),
    ]),
  );
}
