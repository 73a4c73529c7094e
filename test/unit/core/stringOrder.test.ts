import assert from 'node:assert/strict';
import { inStringOrder } from '../../../src/core/stringOrder.ts';

describe('the order of texts', () => {
  it('is that of code points, as Python sorts', () => {
    // Python: sorted(["\U0001f600", "\uff5e", "b", "B", "10", "9", "é", ""])
    assert.deepEqual(inStringOrder(['\u{1f600}', '\uff5e', 'b', 'B', '10', '9', 'é', '']), [
      '',
      '10',
      '9',
      'B',
      'b',
      'é',
      '\uff5e',
      '\u{1f600}',
    ]);
  });
});
