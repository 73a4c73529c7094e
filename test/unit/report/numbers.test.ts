import assert from 'node:assert/strict';
import fc from 'fast-check';
import { lossInterval, numbers, tickText } from '../../../src/report/numbers.ts';

/** The number that a text shows, read back. */
function shown(text: string): number {
  return Number(text.replace(/[<>,\u202f%]/g, '').replace('\u2212', '-'));
}

describe('numbers', () => {
  it('shows a rate with two decimals, and more where two would claim 0 or 1', () => {
    const cases: [number, string][] = [
      [0, '0.00'],
      [1, '1.00'],
      [0.615, '0.61'],
      [0.995, '0.99'],
      [0.9951, '0.995'],
      [0.9996, '0.9996'],
      [0.0004, '0.0004'],
      [0.99999999, '>0.999999'],
      [1e-9, '<0.000001'],
      [-0.25, '\u22120.25'],
      [-1e-9, '>\u22120.000001'],
    ];
    for (const [value, text] of cases) assert.equal(numbers.rate(value), text, String(value));
  });

  it('never shows a rate as 0 or 1 that is not, and is right to half a unit otherwise', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (value) => {
        const text = numbers.rate(value);
        assert.equal(shown(text) === 0, value === 0);
        assert.equal(shown(text) === 1, value === 1);
        if (!/[<>]/.test(text)) assert.ok(Math.abs(shown(text) - value) <= 0.005 + 1e-12);
      }),
    );
  });

  it('shows percentages with a narrow space that does not break', () => {
    assert.equal(numbers.percent(0.29), '29\u202f%');
    assert.equal(numbers.percent(0.996), '99.6\u202f%');
    assert.equal(numbers.percent(0.0004), '0.04\u202f%');
    assert.equal(numbers.percent(1), '100\u202f%');
  });

  it('shows the ends of an interval apart where they are, with words where a minus sign could be misread', () => {
    assert.equal(numbers.interval(0.55, 0.67), '0.55–0.67');
    assert.equal(numbers.interval(0.6123, 0.6131), '0.612–0.613');
    assert.equal(numbers.interval(-0.12, 0.05), '\u22120.12 to 0.05');
    assert.equal(lossInterval(1.052, 1.314), '1.05–1.31');
  });

  it('groups the digits of counts and keeps fractions of weights', () => {
    assert.equal(numbers.count(56_961), '56,961');
    assert.equal(numbers.count(999), '999');
    assert.equal(numbers.count(1234.5), '1,234.50');
    fc.assert(
      fc.property(fc.integer(), (value) => {
        assert.equal(shown(numbers.count(value)), value);
      }),
    );
  });

  it('shows losses with three digits at any size', () => {
    for (const [value, text] of [
      [1.3149, '1.31'],
      [0.01234, '0.0123'],
      [36.04, '36.0'],
      [12345.6, '12,346'],
      [0, '0'],
      [1e-9, '<0.000001'],
    ] as const) {
      assert.equal(numbers.loss(value), text);
    }
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1e12, noNaN: true }), (value) => {
        assert.ok(Math.abs(shown(numbers.loss(value)) - value) <= value * 0.00501);
      }),
    );
  });

  it('gives some text for any number', () => {
    fc.assert(
      fc.property(fc.double(), fc.double(), (one, other) => {
        const texts = [numbers.rate(one), numbers.percent(one), numbers.count(one), numbers.loss(one)];
        for (const text of [...texts, numbers.interval(one, other)]) {
          assert.ok(text.length > 0 && !text.includes('NaN') && !text.includes('undefined'));
        }
      }),
    );
  });

  it('quotes labels, cleaned and cut', () => {
    assert.equal(numbers.label('melanoma'), "'melanoma'");
    assert.equal(numbers.label('a\nb'), "'a␊b'");
    assert.ok(numbers.label('x'.repeat(500)).length <= 62);
  });

  it('gives all ticks of an axis the decimals of its step', () => {
    assert.equal(tickText(0.4, 0.2), '0.4');
    assert.equal(tickText(0.2, 0.05), '0.20');
    assert.equal(tickText(100, 50), '100');
  });
});
