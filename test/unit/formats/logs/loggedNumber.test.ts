import assert from 'node:assert/strict';
import fc from 'fast-check';
import { halfUnit, loggedNumber } from '../../../../src/formats/logs/loggedNumber.ts';

describe('loggedNumber', () => {
  it('gives value and place of the last printed digit', () => {
    assert.deepEqual(loggedNumber('0.2526'), { value: 0.2526, lastDigit: -4, digits: 4 });
    assert.deepEqual(loggedNumber('1.23e-04'), { value: 1.23e-4, lastDigit: -6, digits: 3 });
    assert.deepEqual(loggedNumber('-12'), { value: -12, lastDigit: 0, digits: 2 });
    assert.equal(halfUnit(-4), 5e-5);
    assert.equal(halfUnit(-6), 5e-7);
  });

  it('reads nan and inf in their usual spellings', () => {
    for (const text of ['nan', 'NaN', '-nan'])
      assert.deepEqual(loggedNumber(text)?.value, { notFinite: 'nan' });
    for (const text of ['inf', 'Infinity', '1e999'])
      assert.deepEqual(loggedNumber(text)?.value, { notFinite: 'inf' });
    assert.deepEqual(loggedNumber('-inf')?.value, { notFinite: '-inf' });
  });

  it('refuses what is not a whole number text', () => {
    for (const text of ['', '-', '.', '1.2.3', '1e', '0x10', '1,5', '1 2', '12s', 'NA', '[0.1', '1_000']) {
      assert.equal(loggedNumber(text), undefined, text);
    }
    assert.equal(loggedNumber('1,5', true)?.value, 1.5);
  });

  it('reads every double as JavaScript writes it', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        assert.equal(loggedNumber(String(value))?.value, Number(String(value)));
      }),
    );
  });
});
