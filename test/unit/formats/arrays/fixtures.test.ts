import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import fc from 'fast-check';
import { defaultLimits } from '../../../../src/core/limits.ts';
import type { ArrayFile, NamedArray } from '../../../../src/core/numberArrays.ts';
import { arraysFormats } from '../../../../src/formats/arrays/all.ts';
import { npyArray } from '../../../../src/formats/arrays/npy.ts';
import { numpyArchive } from '../../../../src/formats/arrays/numpyArchive.ts';
import { headOf } from '../../../../src/formats/decode.ts';
import type { Format, ReadResult } from '../../../../src/formats/format.ts';
import { recognise } from '../../../../src/formats/recognise.ts';

/** What NumPy reads from a fixture, by the name of the array. */
type Expected = Readonly<Record<string, { shape: readonly number[]; values: readonly (number | string)[] }>>;

const folder = new URL('../../../fixtures/arrays/', import.meta.url);

function fixturesOf(format: Format): { name: string; bytes: Buffer; expected: Expected }[] {
  return readdirSync(new URL(`${format.id}/`, folder))
    .filter((name) => !name.endsWith('.expected.json'))
    .map((name) => {
      const { pathname } = new URL(`${format.id}/${name}`, folder);
      const expected = JSON.parse(readFileSync(`${pathname}.expected.json`, 'utf8')) as Expected;
      return { name, bytes: readFileSync(pathname), expected };
    });
}

function read(format: Format<ArrayFile>, ...pieces: readonly Uint8Array[]): ReadResult<ArrayFile> {
  const reader = format.reader({ limits: defaultLimits.reading });
  for (const piece of pieces) reader.push(piece);
  return reader.end();
}

function described({ shape, content }: NamedArray): Expected[string] {
  assert.notEqual(content.kind, 'none');
  const values = content.kind === 'none' ? [] : [...content.values];
  const plain = (value: number): number | string =>
    Number.isFinite(value) ? value : Number.isNaN(value) ? 'nan' : value > 0 ? 'inf' : '-inf';
  return { shape, values: values.map((value) => (typeof value === 'number' ? plain(value) : value)) };
}

for (const format of arraysFormats) {
  describe(`arrays: ${format.id}`, () => {
    const fixtures = fixturesOf(format);

    it('has three fixtures or more', () => assert.ok(fixtures.length >= 3));

    for (const { name, bytes, expected } of fixtures) {
      it(`reads ${name} as NumPy does`, () => {
        assert.equal(recognise(headOf(name, bytes, true)).format?.id, format.id);
        const { document, problems } = read(format, bytes);
        assert.deepEqual(problems, []);
        const arrays = document!.arrays.map((array) => [array.name, described(array)]);
        assert.deepEqual(Object.fromEntries(arrays), expected);
      });

      it(`gives the same of ${name} however it is cut, and of no part of it a document`, () => {
        const whole = read(format, bytes);
        for (let at = 1; at < bytes.length; at += 7) {
          assert.deepEqual(read(format, bytes.subarray(0, at), bytes.subarray(at)), whole, `cut at ${at}`);
          const part = read(format, bytes.subarray(0, at));
          assert.equal(part.document, undefined);
          assert.equal(part.problems[0]?.kind, 'refused');
        }
      });
    }

    it('reads garbage and broken copies of its fixtures without a throw', () => {
      const broken = fc
        .tuple(fc.constantFrom(...fixtures), fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 5 }))
        .map(([{ bytes }, edits]) => {
          const copy = Buffer.from(bytes);
          for (const [at, byte] of edits) copy[at % copy.length] = byte;
          return copy;
        });
      fc.assert(
        fc.property(fc.oneof(broken, fc.uint8Array({ maxLength: 200 })), (bytes) => {
          const confidence = format.recognise(headOf('x', bytes, true));
          assert.ok(confidence >= 0 && confidence <= 1);
          const { document, problems } = read(format, bytes);
          assert.equal(
            document === undefined,
            problems.some(({ kind }) => kind === 'refused'),
          );
        }),
        { numRuns: 500 },
      );
    });
  });
}

/** An array under a header of one's own. */
function npy(header: string, content = new Uint8Array(0), version = 1): Uint8Array {
  const text = Buffer.from(header, 'latin1');
  const length = Buffer.alloc(version === 1 ? 2 : 4);
  if (version === 1) length.writeUInt16LE(text.length);
  else length.writeUInt32LE(text.length);
  return Buffer.concat([
    Buffer.from([0x93]),
    Buffer.from('NUMPY'),
    Buffer.from([version, 0]),
    length,
    text,
    content,
  ]);
}

function reason(bytes: Uint8Array): string {
  const { content } = npyArray('x', bytes);
  return content.kind === 'none' ? content.reason : 'read';
}

describe('arrays that are refused', () => {
  const shaped = (descr: string, shape: string): string =>
    `{'descr': ${descr}, 'fortran_order': False, 'shape': ${shape}, }`;

  it('hold objects, which are never unpickled', () => {
    assert.match(reason(npy(shaped("'|O'", '(3,)'))), /^holds Python objects.*Not read/);
  });

  it('have other bytes than their shape takes, or a shape that is too large', () => {
    assert.match(reason(npy(shaped("'<f4'", '(3,)'), new Uint8Array(8))), /^has 8 of the 12 bytes/);
    assert.match(reason(npy(shaped("'<f4'", '(3,)'), new Uint8Array(16))), /^has more bytes than its shape/);
    assert.match(
      reason(npy(shaped("'<f4'", '(9000000000, 9000000000)'))),
      /^has more than 50,000,000 elements/,
    );
  });

  it('have a header that is too long, of an unknown version or none that can be read', () => {
    assert.match(reason(npy(shaped("'<f4'", '(3,)') + ' '.repeat(11_000))), /longer than NumPy allows/);
    assert.match(reason(npy(shaped("'<f4'", '(3,)'), new Uint8Array(12), 9)), /^is of version 9/);
    assert.match(reason(npy(`{'descr': '<f4'}`)), /^has a header that cannot be read/);
    assert.match(reason(npy(shaped("'<f4'", '(1,1,1,1,1,1,1,1,1)'))), /^has a header that cannot be read/);
    assert.match(reason(npy(shaped("[('a', '<f4')]", '(3,)'))), /^holds records of several fields/);
    assert.match(reason(npy(shaped("'<M8[s]'", '(3,)'))), /^holds elements of type/);
    assert.equal(reason(npy(shaped("'<f4'", '(3,)'), new Uint8Array(12), 2)), 'read');
  });

  it('lie in an archive whose directory or whose content is not as it says', () => {
    const bytes = readFileSync(new URL('numpyArchive/compressed.npz', folder));
    const damaged = Buffer.from(bytes);
    damaged[100]! ^= 255;
    assert.match(read(numpyArchive, damaged).problems[0]!.message, /does not fit its checksum|is not where/);
    const small = { ...defaultLimits.reading, arrayBytes: bytes.length + 10 };
    const reader = numpyArchive.reader({ limits: small });
    reader.push(bytes);
    assert.match(
      reader.end().problems[0]!.message,
      /^Inflates to .* MB; at most .* MB are read\. Not opened\.$/,
    );
  });
});
