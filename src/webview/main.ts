import type { FromPanel, PanelState, RowsState, ToPanel } from '../protocol/panel.ts';
import { announcer } from './announcer.ts';
import type { Normalisation, ViewContext } from './context.ts';
import { holdCurves } from './heldCurves.ts';
import { keepingPlace } from './keepingPlace.ts';
import { newComparison } from './newComparison.ts';
import { replaceParts } from './parts.ts';
import { curvesEvent } from './views/precisionRecall.ts';
import { pageView } from './views/page.ts';
import { rowsView } from './views/rows.ts';

declare function acquireVsCodeApi(): {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
};

/** What the panel remembers over reloads. */
interface Remembered extends Partial<NonNullable<PanelState['restore']>> {
  readonly normalisation: Normalisation;
}

function remembered(value: unknown): Remembered {
  const saved = typeof value === 'object' && value !== null ? (value as Partial<Remembered>) : {};
  const known: readonly Normalisation[] = ['none', 'actual', 'predicted'];
  return { normalisation: known.find((choice) => choice === saved.normalisation) ?? 'actual' };
}

function start(): void {
  const api = acquireVsCodeApi();
  const root = document.getElementById('report')!;
  const announce = announcer(document.getElementById('announcements')!);
  let memory = remembered(api.getState());
  let drawn = new Map<string, string>();
  let rows: RowsState | undefined;
  let rowsOf: string | undefined;
  let askedFrom: string | undefined;
  let isAwaited = false;
  const showNewComparison = newComparison(root);
  const { curves, renew, take } = holdCurves();

  const context: ViewContext = {
    send: (intent: FromPanel) => {
      if (intent.type === 'showRows') {
        askedFrom = (document.activeElement as HTMLElement | null)?.dataset['key'];
        isAwaited = true;
      }
      // Its button goes with the section.
      if (intent.type === 'removeComparison') focusKey(root, 'copy-summary');
      api.postMessage(intent);
    },
    curves,
    chosen: {},
    normalisation: () => memory.normalisation,
    setNormalisation: (normalisation) => {
      memory = { ...memory, normalisation };
      api.setState(memory);
    },
  };

  function drawRows(): void {
    const place = document.getElementById('rows');
    if (place === null) return;
    const close = (): void => {
      rows = undefined;
      place.replaceChildren();
      focusKey(root, askedFrom);
    };
    place.replaceChildren(...(rows === undefined ? [] : [rowsView(rows, context, close)]));
  }

  function draw(state: PanelState): void {
    if (state.restore !== undefined) {
      memory = { ...memory, ...state.restore };
      api.setState(memory);
    }
    keepingPlace(root, () => {
      drawn = replaceParts(root, pageView(state, context), drawn);
    });
    drawRows();
    showNewComparison(state.report?.comparison?.title);
    root.setAttribute('aria-busy', String(state.phase === 'loading'));
    announce(newsOf(state));
  }

  /** Class indices mean the same only while run and labels are the same; with other counts the rows are asked for again. */
  function renewRows(state: PanelState): void {
    const matrix = state.report?.matrix;
    const of = JSON.stringify([state.report?.title, matrix?.labels.map(({ label }) => label)]);
    const cell = rows === undefined ? undefined : { actual: rows.actual, predicted: rows.predicted };
    if (of !== rowsOf) rows = undefined;
    else if (cell !== undefined && drawn.get('confusion') !== JSON.stringify(matrix)) {
      api.postMessage({ type: 'showRows', ...cell } satisfies FromPanel);
    }
    rowsOf = of;
  }

  window.addEventListener('message', (event: MessageEvent<ToPanel>) => {
    const message = event.data;
    if (message.type === 'state') {
      renewRows(message.state);
      renew(message.state);
      draw(message.state);
    } else if (message.type === 'precisionRecall') {
      if (take(message.curves))
        root.querySelector('[data-part="precisionRecall"]')?.dispatchEvent(new Event(curvesEvent));
    } else {
      rows = message.rows;
      drawRows();
      // A list that the person asked for is where they want to go on reading; a renewed one is not.
      if (isAwaited) focusKey(root, 'rows-heading');
      isAwaited = false;
    }
  });
  api.postMessage({ type: 'ready' } satisfies FromPanel);
}

function focusKey(root: HTMLElement, key: string | undefined): void {
  if (key !== undefined) root.querySelector<HTMLElement>(`[data-key="${key}"]`)?.focus();
}

/** What a screen reader is told of when it changes: the verdicts on the run and on a comparison of it. */
function newsOf({ report, notice }: PanelState): string | undefined {
  if (report === undefined) return notice?.text;
  const { verdict, comparison } = report;
  return [verdict.sentences[0], comparison?.sentences[0]].filter((text) => text !== undefined).join(' ');
}

start();
