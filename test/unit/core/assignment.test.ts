import assert from 'node:assert/strict';
import fc from 'fast-check';
import { bestAssignment } from '../../../src/core/assignment.ts';

/** The largest sum over all assignments, by trying each. */
function bestByTrial(cells: readonly (readonly number[])[], row = 0, used = 0): number {
  if (row === cells.length) return 0;
  let best = -Infinity;
  cells.forEach((_, column) => {
    if ((used >> column) % 2 === 1) return;
    best = Math.max(best, cells[row]![column]! + bestByTrial(cells, row + 1, used | (1 << column)));
  });
  return best;
}

describe('the best assignment', () => {
  it('is one to one and as good as the best of all tried', () => {
    const square = fc.integer({ min: 1, max: 6 }).chain((size) =>
      fc.array(fc.array(fc.integer({ min: -9, max: 40 }), { minLength: size, maxLength: size }), {
        minLength: size,
        maxLength: size,
      }),
    );
    fc.assert(
      fc.property(square, (cells) => {
        const columns = bestAssignment(Float64Array.from(cells.flat()), cells.length);
        assert.deepEqual([...columns].sort(), [...cells.keys()]);
        const sum = cells.reduce((total, row, index) => total + row[columns[index]!]!, 0);
        assert.equal(sum, bestByTrial(cells));
      }),
    );
  });

  it('takes the two nines of its example, and nothing of nothing', () => {
    assert.deepEqual([...bestAssignment(Float64Array.of(1, 9, 9, 2), 2)], [1, 0]);
    assert.deepEqual([...bestAssignment(new Float64Array(0), 0)], []);
  });
});
