import assert from 'node:assert/strict';
import fc from 'fast-check';
import { sortWithOrder } from '../../../src/core/sortWithOrder.ts';

describe('sortWithOrder', () => {
  it('sorts as the engine does, and says where each value stood', () => {
    const anyDouble = fc.array(
      fc.oneof(fc.double({ noNaN: true }), fc.float({ noNaN: true }), fc.constantFrom(0, -0, 1, 0.5)),
    );
    fc.assert(
      fc.property(anyDouble, (list) => {
        const values = Float64Array.from(list);
        const { sorted, order } = sortWithOrder(values);
        assert.deepEqual(Array.from(sorted), Array.from(values.slice().sort()));
        assert.deepEqual(
          Array.from(order, (place) => values[place]),
          Array.from(sorted),
        );
        assert.equal(new Set(order).size, values.length);
      }),
    );
  });

  it('leaves its argument as it was', () => {
    const values = Float64Array.of(3, 1, 2);
    sortWithOrder(values);
    assert.deepEqual(Array.from(values), [3, 1, 2]);
  });
});
