import assert from 'node:assert/strict';
import { orderProblems } from '../../../src/analysis/orderProblems.ts';
import { makeTable } from '../core/makeTable.ts';

describe('problems with a declared order of classes', () => {
  const table = makeTable({ actual: [0, 1, 2], predicted: [0, 1, 1], labels: ['low', 'mid', 'high'] });
  const file = { path: 'val.csv', table };

  it('are none where it names every class, or none was declared', () => {
    for (const orderedClasses of [['low', 'mid', 'high'], ['none', 'low', 'mid', 'high'], undefined]) {
      const config = orderedClasses === undefined ? {} : { orderedClasses };
      assert.deepEqual(orderProblems(file, { declared: {} }, config), []);
    }
    assert.deepEqual(orderProblems(undefined, { declared: {} }, { orderedClasses: ['x', 'y'] }), []);
  });

  it('name the class that it misses, and where it stands', () => {
    const [problem, ...others] = orderProblems(file, { declared: {} }, { orderedClasses: ['low', 'mid'] });
    assert.deepEqual([problem?.file, problem?.kind, others], ['val.csv', 'note', []]);
    assert.match(problem!.message, /does not name 'high', so .* in "orderedClasses"\.$/);
    const declared = { declared: { orderedClasses: ['a', 'b'] } };
    const [own] = orderProblems(file, declared, { orderedClasses: ['low', 'mid', 'high'] });
    assert.match(own!.message, /does not name 'low', 'mid', 'high', so .* in --ordered\.$/);
  });

  it('are none of a configuration whose order is of other classes altogether', () => {
    assert.deepEqual(orderProblems(file, { declared: {} }, { orderedClasses: ['a', 'b'] }), []);
  });
});
