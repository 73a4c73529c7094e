import { writeSync } from 'node:fs';
import type { Format } from '../../src/formats/format.ts';
import { runEngine } from '../../src/engine/runEngine.ts';
import { analyseDocuments, testFormats, testParts } from './engineFormats.ts';

/** What readers do to the engine that are broken or at the mercy of a hostile file, by the file's first line. */
const hostileReaders: Readonly<Record<string, () => (bytes: Uint8Array) => void>> = {
  hang: () => () => {
    writeSync(2, 'hanging\n');
    for (;;);
  },
  grow: () => () => {
    const held: string[][] = [];
    for (;;) held.push(Array.from({ length: 100_000 }, (_, index) => `text ${index} of ${held.length}`));
  },
  hoard: () => {
    const held: Float64Array[] = [];
    return (bytes) => void held.push(new Float64Array(bytes.length * 16));
  },
  exit: () => () => process.exit(7),
  abort: () => () => process.abort(),
  reject: () => () => void Promise.reject(new Error('a rejection that nobody handles')),
};

const hostileFormats = Object.entries(hostileReaders).map(([id, push]): Format => ({
  id,
  title: id,
  kind: 'log',
  recognise: ({ text }) => (text.startsWith(`${id}\n`) ? 1 : 0),
  reader: () => ({ push: push(), snapshot: () => ({ problems: [] }), end: () => ({ problems: [] }) }),
}));

runEngine(
  testParts([...testFormats, ...hostileFormats], (documents, context) => {
    if (documents.some(({ path }) => path.includes('hangs the analysis'))) for (;;);
    return analyseDocuments(documents, context);
  }),
  process,
);
