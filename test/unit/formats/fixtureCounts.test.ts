import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { headOf } from '../../../src/formats/decode.ts';
import { allFormats, recognise } from '../../../src/formats/recognise.ts';

const folder = new URL('../../fixtures/', import.meta.url);
/** Each format is to be tried on files of several writers or settings, not on one. */
const fewest = 3;

/** How many fixtures each format is recognised in. */
function fixturesByFormat(): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || entry.name.endsWith('.expected.json')) continue;
    const bytes = readFileSync(`${entry.parentPath}/${entry.name}`);
    const id = recognise(headOf(entry.name, bytes, true)).format?.id;
    if (id !== undefined) counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return counts;
}

describe('every format', () => {
  const counts = fixturesByFormat();
  for (const { id } of allFormats()) {
    it(`${id} has ${fewest} fixtures or more`, () => {
      assert.ok((counts.get(id) ?? 0) >= fewest, `${counts.get(id) ?? 0} fixtures`);
    });
  }
});
