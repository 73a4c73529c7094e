import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import fc from 'fast-check';
import { defaultLimits } from '../../../../src/core/limits.ts';
import type { PredictionTable } from '../../../../src/core/predictionTable.ts';
import { headOf } from '../../../../src/formats/decode.ts';
import type { Format } from '../../../../src/formats/format.ts';
import { predictionsFormats } from '../../../../src/formats/predictions/all.ts';
import { recognise } from '../../../../src/formats/recognise.ts';
import { describePredictions } from '../../../support/describePredictions.ts';
import type { ExpectedPredictions } from '../../../support/describePredictions.ts';

const folder = new URL('../../../fixtures/predictions/', import.meta.url);
const suffix = '.expected.json';
/** Above it not every cut is tried but some. */
const smallBytes = 400;

interface Fixture {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly expected: ExpectedPredictions;
  readonly format: Format<PredictionTable>;
}

const fixtures = readdirSync(folder)
  .filter((name) => name.endsWith(suffix))
  .map((expectedName): Fixture => {
    const name = expectedName.slice(0, -suffix.length);
    const expected = JSON.parse(readFileSync(new URL(expectedName, folder), 'utf8')) as ExpectedPredictions;
    const format = predictionsFormats.find(({ id }) => id === expected.format)!;
    return { name, bytes: readFileSync(new URL(name, folder)), expected, format };
  });

function read({ format, expected }: Fixture, ...pieces: readonly Uint8Array[]): ExpectedPredictions {
  const reader = format.reader({ limits: defaultLimits.reading, ...expected.options });
  for (const piece of pieces) reader.push(piece);
  return describePredictions(format.id, reader.end());
}

/** Equal, numbers up to rounding in the last digits; `wanted` may leave fields out. */
function assertHolds(got: unknown, wanted: unknown, path: string): void {
  if (typeof wanted === 'number' && typeof got === 'number') {
    assert.ok(
      Math.abs(got - wanted) <= 1e-9 * Math.max(1, Math.abs(wanted)),
      `${path}: ${got}, not ${wanted}`,
    );
  } else if (Array.isArray(wanted) && Array.isArray(got)) {
    assert.equal(got.length, wanted.length, `${path}: length`);
    for (const [index, one] of wanted.entries()) assertHolds(got[index], one, `${path}[${index}]`);
  } else {
    assert.deepEqual(got, wanted, path);
  }
}

describe('prediction fixtures', () => {
  for (const fixture of fixtures) {
    const { name, bytes, expected, format } = fixture;
    describe(name, () => {
      it('is recognised', () => {
        const wanted = expected.recognised === false ? undefined : format.id;
        assert.equal(recognise(headOf(name, bytes, true)).format?.id, wanted);
      });

      it('is read as expected', () => {
        const got = read(fixture, bytes);
        const wanted = expected;
        for (const [field, value] of Object.entries(wanted)) {
          if (field !== 'options' && field !== 'recognised')
            assertHolds(got[field as keyof ExpectedPredictions], value, field);
        }
        assert.equal(got.labels === undefined, wanted.labels === undefined, 'a table');
        for (const field of ['positive', 'scoreSums', 'scoreFault', 'weights', 'question'] as const) {
          if (wanted[field] === undefined) assert.equal(got[field], undefined, field);
        }
        if (wanted.skipped === undefined) assert.deepEqual(got.skipped ?? {}, {});
      });

      it('is the same however it is cut', () => {
        const whole = read(fixture, bytes);
        const check = (...cuts: number[]): void => {
          const places = [0, ...cuts.sort((a, b) => a - b), bytes.length];
          const pieces = places.slice(1).map((end, index) => bytes.subarray(places[index], end));
          assert.deepEqual(read(fixture, ...pieces), whole, `cut at ${cuts.join(', ')}`);
        };
        if (bytes.length <= smallBytes) {
          for (let cut = 0; cut <= bytes.length; cut++) check(cut);
          assert.deepEqual(read(fixture, ...Array.from(bytes, (byte) => Uint8Array.of(byte))), whole);
        } else {
          const place = fc.nat({ max: bytes.length });
          fc.assert(
            fc.property(fc.array(place, { maxLength: 8 }), (cuts) => check(...cuts)),
            { numRuns: 30 },
          );
        }
      });

      it('is the same however it is cut where the columns are decided early', () => {
        const limits = { ...defaultLimits.reading, headBytes: 48 };
        const cutAt = (size: number): ExpectedPredictions => {
          const reader = format.reader({ limits, ...expected.options });
          for (let at = 0; at < bytes.length; at += size) reader.push(bytes.subarray(at, at + size));
          return describePredictions(format.id, reader.end());
        };
        const whole = cutAt(bytes.length);
        for (const size of [1, 7, 47, 48, 49]) assert.deepEqual(cutAt(size), whole, `pieces of ${size}`);
      });

      it('says something of every prefix, and the same in a snapshot and after', () => {
        const step = Math.max(1, Math.floor(bytes.length / smallBytes));
        for (let end = 0; end < bytes.length; end += step) {
          const reader = format.reader({ limits: defaultLimits.reading, ...expected.options });
          reader.push(bytes.subarray(0, end));
          const early = describePredictions(format.id, reader.snapshot());
          assert.deepEqual(describePredictions(format.id, reader.snapshot()), early);
          const { document, problems } = reader.end();
          assert.ok(document !== undefined || problems.some(({ kind }) => kind === 'refused'));
        }
      });

      it('does not mind line ends, a byte order mark or a last newline', function () {
        const text = Buffer.from(bytes).toString('utf8');
        const plain = Buffer.from(text, 'utf8').equals(bytes) && !text.includes('\r') && !text.includes('\0');
        const whole = read(fixture, bytes);
        if (!plain) {
          assert.deepEqual(read(fixture, bytes, new Uint8Array(0)), whole);
          return;
        }
        const variants = [`\ufeff${text.replace(/^\ufeff/, '')}`, text.replaceAll('\n', '\r\n'), `${text}\n`];
        if (expected.problems.every((problem) => !problem.includes('never closed'))) {
          variants.push(text.replace(/\n$/, ''));
        }
        for (const variant of variants) assert.deepEqual(read(fixture, Buffer.from(variant)), whole);
      });
    });
  }

  it('leaves other files alone', () => {
    const others = new URL('notRecognised/', folder);
    for (const name of readdirSync(others)) {
      const { format, problem } = recognise(headOf(name, readFileSync(new URL(name, others)), true));
      assert.notEqual(format?.kind, 'predictions', name);
      assert.equal(problem, undefined, name);
    }
  });
});
