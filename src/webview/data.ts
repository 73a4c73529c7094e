import type { FromDataView, ToDataView } from '../protocol/dataView.ts';
import { announcer } from './announcer.ts';
import { keepingPlace } from './keepingPlace.ts';
import { replaceParts } from './parts.ts';
import { dataParts } from './views/data.ts';

declare function acquireVsCodeApi(): { postMessage(message: unknown): void };

function start(): void {
  const api = acquireVsCodeApi();
  const root = document.getElementById('report')!;
  const announce = announcer(document.getElementById('announcements')!);
  let drawn = new Map<string, string>();
  const send = (type: FromDataView['type']): void => api.postMessage({ type } satisfies FromDataView);

  window.addEventListener('message', ({ data: { state } }: MessageEvent<ToDataView>) => {
    keepingPlace(root, () => {
      drawn = replaceParts(root, dataParts(state, send), drawn);
    });
    root.setAttribute('aria-busy', String(state.phase === 'loading'));
    announce(state.verdict?.sentences[0] ?? state.notes[0]);
  });
  send('ready');
}

start();
