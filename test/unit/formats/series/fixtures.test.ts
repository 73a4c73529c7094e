import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import fc from 'fast-check';
import { defaultLimits } from '../../../../src/core/limits.ts';
import { scalarAt } from '../../../../src/core/scalarSeries.ts';
import type { ScalarLog } from '../../../../src/core/scalarSeries.ts';
import { decodeText, headOf } from '../../../../src/formats/decode.ts';
import type { Format, ReadResult } from '../../../../src/formats/format.ts';
import { recognise } from '../../../../src/formats/recognise.ts';
import { seriesFormats } from '../../../../src/formats/series/all.ts';

/** What a fixture must give: step, value and line (or record) of each point. Those of events files are TensorBoard's own. */
interface Expected {
  readonly began?: number;
  readonly resumedAt?: number;
  readonly series: Readonly<Record<string, readonly (readonly [number, number | string, number])[]>>;
  readonly problems: readonly string[];
}

const folder = new URL('../../../fixtures/scalars/', import.meta.url);
const limits = defaultLimits.reading;

function fixturesOf(format: Format): { name: string; bytes: Buffer; expected: Expected }[] {
  return readdirSync(new URL(`${format.id}/`, folder))
    .filter((name) => !name.endsWith('.expected.json'))
    .map((name) => {
      const { pathname } = new URL(`${format.id}/${name}`, folder);
      const expected = JSON.parse(readFileSync(`${pathname}.expected.json`, 'utf8')) as Expected;
      return { name, bytes: readFileSync(pathname), expected };
    });
}

function read(format: Format<ScalarLog>, ...pieces: readonly Uint8Array[]): ReadResult<ScalarLog> {
  const reader = format.reader({ limits });
  for (const piece of pieces) reader.push(piece);
  return reader.end();
}

function described({ document, problems }: ReadResult<ScalarLog>): Expected {
  const named = (document?.series ?? []).map((series) => [
    series.name,
    [...series.steps].map((step, point) => {
      const value = scalarAt(series, point);
      return [step, typeof value === 'number' ? value : value.notFinite, series.lines[point]];
    }),
  ]);
  return {
    ...(document?.began === undefined ? {} : { began: document.began }),
    ...(document?.resumedAt === undefined ? {} : { resumedAt: document.resumedAt }),
    series: Object.fromEntries(named) as Expected['series'],
    problems: problems.map(({ kind, line, message }) => `${kind} ${line ?? ''}: ${message}`),
  };
}

for (const format of seriesFormats) {
  describe(`scalars: ${format.id}`, () => {
    const fixtures = fixturesOf(format);

    it('has three fixtures or more', () => assert.ok(fixtures.length >= 3));

    for (const { name, bytes, expected } of fixtures) {
      describe(name, () => {
        it('is recognised, also by its first half', () => {
          assert.equal(recognise(headOf(name, bytes, true)).format?.id, format.id);
          const half = headOf(name, bytes.subarray(0, bytes.length / 2), false);
          assert.ok([undefined, format.id].includes(recognise(half).format?.id));
        });

        it('is read as expected', () => assert.deepEqual(described(read(format, bytes)), expected));

        // A file of records has no text.
        const ofText = format.id === 'tensorboardEvents' ? undefined : it;
        ofText?.('has each value at its place', () => {
          const lines = decodeText(bytes).split(/\r\n|\r|\n/);
          for (const series of read(format, bytes).document!.series) {
            for (const point of series.steps.keys()) {
              const text = lines[series.lines[point]!]!.slice(series.starts[point], series.ends[point]);
              const value = scalarAt(series, point);
              assert.equal(text, typeof value === 'number' ? text : value.notFinite);
              if (typeof value === 'number') assert.equal(Number(text), value);
            }
          }
        });

        it('gives the same however it is cut', () => {
          const whole = read(format, bytes);
          for (let at = 0; at <= bytes.length; at++) {
            assert.deepEqual(read(format, bytes.subarray(0, at), bytes.subarray(at)), whole, `cut at ${at}`);
          }
          assert.deepEqual(read(format, ...[...bytes].map((byte) => Uint8Array.of(byte))), whole);
        });

        it('reads every prefix, and what was read before stays as it was', () => {
          const reader = format.reader({ limits });
          const kept: [ReadResult<ScalarLog>, string][] = [];
          for (let at = 0; at < bytes.length; at++) {
            reader.push(bytes.subarray(at, at + 1));
            const snapshot = reader.snapshot();
            if (at % 50 === 0) kept.push([snapshot, JSON.stringify(described(snapshot))]);
            for (const { document, problems } of [snapshot, read(format, bytes.subarray(0, at + 1))]) {
              assert.equal(
                document === undefined,
                problems.some(({ kind }) => kind === 'refused'),
              );
            }
          }
          for (const [snapshot, text] of kept) assert.equal(JSON.stringify(described(snapshot)), text);
        });
      });
    }

    it('reads garbage and broken copies of its fixtures without a throw, the same for any cut', () => {
      const broken = fc
        .tuple(fc.constantFrom(...fixtures), fc.nat(), fc.nat(255))
        .map(([{ bytes }, at, byte]) => {
          const copy = Buffer.from(bytes);
          copy[at % copy.length] = byte;
          return copy;
        });
      fc.assert(
        fc.property(fc.oneof(broken, fc.uint8Array({ maxLength: 200 })), fc.nat(), (bytes, cut) => {
          const at = cut % (bytes.length + 1);
          const confidence = format.recognise(headOf('x', bytes, true));
          assert.ok(confidence >= 0 && confidence <= 1);
          const whole = read(format, bytes);
          assert.deepEqual(read(format, bytes.subarray(0, at), bytes.subarray(at)), whole);
          assert.equal(
            whole.document === undefined,
            whole.problems.some(({ kind }) => kind === 'refused'),
          );
        }),
      );
    });
  });
}
