import assert from 'node:assert/strict';
import { foundWords } from '../../../src/rules/foundWords.ts';

describe('foundWords', () => {
  it('gives a number that is known, and the ends of one that is not', () => {
    const words = (least: number, most: number, rows: number): string =>
      foundWords({ least, most }, rows, String);
    assert.equal(words(3, 3, 17), '3 of 17');
    assert.equal(words(0, 1, 282), 'at most 1 of 282');
    assert.equal(words(12, 13, 900), '12 or 13 of 900');
    assert.equal(words(12, 14, 900), '12 to 14 of 900');
    assert.equal(words(281, 282, 282), 'at least 281 of 282');
  });
});
