/**
 * Messages between the host and the view of a binary file: whole states that are already worded, and intents without
 * any content. What the view sends is foreign input.
 */
import type { CellTableState, ClassesState, HeadlineState, VerdictState } from './panel.ts';

/** What a file without lines holds, and what its run's evaluation says. */
export interface DataState {
  readonly phase: 'loading' | 'ready';
  /** The name of the file. */
  readonly title: string;
  /** Its format and size, and the run that it is part of. */
  readonly subtitle: string;
  /** Of its run, if it is part of one. */
  readonly verdict?: Omit<VerdictState, 'cell'>;
  readonly headline: readonly HeadlineState[];
  readonly definitions: readonly { readonly term: string; readonly text: string }[];
  readonly classes?: ClassesState;
  /** Why there is no evaluation, and what was left out. */
  readonly notes: readonly string[];
  readonly action?: { readonly type: DataAction; readonly text: string };
  readonly tables: readonly DataTableState[];
}

export interface DataTableState extends CellTableState {
  /** How much of it is shown, where that is not all. */
  readonly note?: string;
}

export type DataAction = 'openReport' | 'evaluate';

export interface ToDataView {
  readonly type: 'state';
  readonly state: DataState;
}

export interface FromDataView {
  readonly type: 'ready' | DataAction;
}

const intents: readonly FromDataView['type'][] = ['ready', 'openReport', 'evaluate'];

/** The intent in a message of the view, or undefined for anything else. */
export function parseFromDataView(message: unknown): FromDataView | undefined {
  if (typeof message !== 'object' || message === null) return undefined;
  const type = intents.find((known) => known === (message as Record<string, unknown>)['type']);
  return type === undefined ? undefined : { type };
}
