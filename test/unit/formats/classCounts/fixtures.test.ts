import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { defaultLimits } from '../../../../src/core/limits.ts';
import type { ClassCounts } from '../../../../src/core/classCounts.ts';
import { classCountsFormats } from '../../../../src/formats/classCounts/all.ts';
import { headOf } from '../../../../src/formats/decode.ts';
import type { ReadResult } from '../../../../src/formats/format.ts';
import { recognise } from '../../../../src/formats/recognise.ts';

type Split = 'train' | 'validation' | 'test' | 'unsplit';

/** Counts by split as objects, or as pairs where a class has a name that an object cannot hold. */
interface Expected {
  readonly format: string;
  readonly counts?: Partial<Record<Split, Record<string, number>>>;
  readonly pairs?: Partial<Record<Split, [string, number][]>>;
  readonly names?: readonly string[];
  readonly problems?: readonly string[];
}

const folder = new URL('../../../fixtures/classCounts/', import.meta.url);
const suffix = '.expected.json';
const splits = ['train', 'validation', 'test', 'unsplit'] as const;

function read(id: string, ...pieces: readonly Uint8Array[]): ReadResult<ClassCounts> {
  const reader = classCountsFormats
    .find((format) => format.id === id)!
    .reader({ limits: defaultLimits.reading });
  for (const piece of pieces) reader.push(piece);
  return reader.end();
}

describe('class count fixtures', () => {
  for (const expectedName of readdirSync(folder).filter((name) => name.endsWith(suffix))) {
    const name = expectedName.slice(0, -suffix.length);
    const bytes = readFileSync(new URL(name, folder));
    const expected = JSON.parse(readFileSync(new URL(expectedName, folder), 'utf8')) as Expected;

    it(`${name} is recognised and read as expected`, () => {
      assert.equal(recognise(headOf(name, bytes, true)).format?.id, expected.format);
      const { document, problems } = read(expected.format, bytes);
      assert.deepEqual(
        problems.map(({ kind, message }) => `${kind}: ${message}`),
        expected.problems ?? [],
      );
      assert.equal(document === undefined, expected.problems !== undefined);
      assert.deepEqual(document?.names, expected.names);
      for (const split of splits) {
        const counts = expected.counts?.[split];
        const pairs = counts === undefined ? expected.pairs?.[split] : Object.entries(counts);
        assert.deepEqual(document?.[split], pairs === undefined ? undefined : new Map(pairs), split);
      }
    });

    it(`${name} is the same however it is cut, and says something of every prefix`, () => {
      const whole = read(expected.format, bytes);
      for (let cut = 0; cut <= bytes.length; cut++) {
        assert.deepEqual(read(expected.format, bytes.subarray(0, cut), bytes.subarray(cut)), whole);
        const { document, problems } = read(expected.format, bytes.subarray(0, cut));
        assert.ok(document !== undefined || problems.some(({ kind }) => kind === 'refused'));
      }
    });
  }

  it('leaves other files alone', () => {
    const others = new URL('notRecognised/', folder);
    for (const name of readdirSync(others)) {
      const recognition = recognise(headOf(name, readFileSync(new URL(name, others)), true));
      assert.deepEqual(recognition, { candidates: [] }, name);
    }
  });

  it('refuses a file that is too long for counts', () => {
    const { document, problems } = read('classCountsJson', Buffer.alloc(2_000_000, 0x20));
    assert.equal(document, undefined);
    assert.match(problems[0]!.message, /longer than 1,048,576 bytes/);
  });
});
