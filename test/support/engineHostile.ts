import type { Format } from '../../src/formats/format.ts';
import { runEngine } from '../../src/engine/runEngine.ts';
import { analyseDocuments, testFormats, testParts } from './engineFormats.ts';

/** Formats that do to the engine what a broken reader or a hostile file could do, by their first line. */
const hostileActs: Readonly<Record<string, () => void>> = {
  hang: () => {
    for (;;);
  },
  grow: () => {
    const held: string[][] = [];
    for (;;) held.push(Array.from({ length: 100_000 }, (_, index) => `text ${index} of ${held.length}`));
  },
  exit: () => process.exit(7),
  abort: () => process.abort(),
  throw: () => {
    throw new Error('a defect');
  },
  reject: () => {
    void Promise.reject(new Error('a rejection that nobody handles'));
  },
};

const hostileFormats = Object.entries(hostileActs).map(([id, act]): Format => ({
  id,
  title: id,
  kind: 'log',
  recognise: ({ text }) => (text.startsWith(`${id}\n`) ? 1 : 0),
  reader: () => ({ push: act, snapshot: () => ({ problems: [] }), end: () => ({ problems: [] }) }),
}));

runEngine(
  testParts([...testFormats, ...hostileFormats], (documents, context) => {
    if (documents.some(({ path }) => path.includes('hangs the analysis'))) for (;;);
    return analyseDocuments(documents, context);
  }),
  process,
);
