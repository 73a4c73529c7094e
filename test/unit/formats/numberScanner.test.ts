import assert from 'node:assert/strict';
import fc from 'fast-check';
import { numberScanner } from '../../../src/formats/numberScanner.ts';

function read(text: string, mark: '.' | ',' = '.'): number {
  const bytes = Buffer.from(`x${text}x`);
  return numberScanner(mark).read(bytes, 1, bytes.length - 1);
}

const digits = (most: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...'0123456789'.split('')), minLength: 1, maxLength: most });

describe('numberScanner', () => {
  it('reads numbers as they are usually written', () => {
    const spellings =
      '0 -0 +1 1. .5 -.5 00012 1e5 1E5 1e+5 1e-5 1.5e-7 9007199254740993 0.1 123456.789e3 4.9e-324 1e22 1e23';
    for (const text of spellings.split(' ')) assert.ok(Object.is(read(text), Number(text)), text);
  });

  it('takes nothing else for a number', () => {
    const others =
      '- + . e 1e 1e+ e5 -. +. 1e5.5 1e5e5 1.2.3 --1 +-1 93% 0x1F 0b1 0o7 1_000 1,000 1.000,5 ½ ٣ １ nan NaN inf Infinity 1e999 -1e999 1f 1d 1.0f $1 1€ (1) 1/2 1e٣ true null NA';
    for (const text of ['', ' ', ' 1', '1 ', '1 0', '1\n', ...others.split(' ')]) {
      assert.ok(Number.isNaN(read(text)), JSON.stringify(text));
    }
  });

  it('rounds every double as Number does, however many digits it is written with', () => {
    const written = fc
      .tuple(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer({ min: 1, max: 30 }), fc.nat(2))
      .map(([value, places, form]) =>
        form === 0 ? String(value) : form === 1 ? value.toExponential(places) : value.toPrecision(places),
      );
    fc.assert(
      fc.property(written, (text) => {
        // A double near the largest, rounded up on writing, is beyond it.
        const value = Number.isFinite(Number(text)) ? Number(text) : NaN;
        assert.ok(Object.is(read(text), value), text);
      }),
      { numRuns: 5_000 },
    );
  });

  it('rounds decimals between two doubles as Number does', () => {
    // Exact middles of neighbouring doubles in [1, 2) have 53 binary places: the hardest to round.
    const middle = fc.bigInt({ min: 0n, max: 2n ** 52n - 1n }).map((step) => {
      const scaled = (2n ** 53n + 2n * step + 1n) * 5n ** 53n;
      return `${scaled / 10n ** 53n}.${String(scaled % 10n ** 53n).padStart(53, '0')}`;
    });
    const near = fc
      .tuple(middle, fc.integer({ min: 14, max: 55 }))
      .map(([text, length]) => text.slice(0, length));
    fc.assert(
      fc.property(near, (text) => {
        assert.ok(Object.is(read(text), Number(text)), text);
      }),
      { numRuns: 5_000 },
    );
  });

  it('reads any digits, point and exponent', () => {
    fc.assert(
      fc.property(
        digits(25),
        digits(25),
        fc.integer({ min: -330, max: 320 }),
        (whole, fraction, exponent) => {
          const text = `${whole}.${fraction}e${exponent}`;
          const value = Number(text);
          assert.ok(Object.is(read(text), Number.isFinite(value) ? value : NaN), text);
        },
      ),
      { numRuns: 5_000 },
    );
  });

  it('reads a decimal comma only where it is asked to', () => {
    assert.equal(read('0,806451612903226', ','), 0.806451612903226);
    assert.equal(read('0,12345678901234567', ','), 0.12345678901234567);
    assert.ok(Number.isNaN(read('0.5', ',')));
  });

  it('knows the most decimals printed', () => {
    const scanner = numberScanner('.');
    const decimalsAfter = (text: string): number => {
      const bytes = Buffer.from(text);
      scanner.read(bytes, 0, bytes.length);
      return scanner.decimals();
    };
    assert.deepEqual(['1', '0.5', '0.25', '0.1', '1.25e-3'].map(decimalsAfter), [0, 1, 2, 2, 5]);
  });
});
