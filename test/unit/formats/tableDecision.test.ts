import assert from 'node:assert/strict';
import { decideTable, knownHeader, namesColumns } from '../../../src/formats/tableDecision.ts';

const rows = [
  ['1', 'cat', 'dog', '0.25'],
  ['2', 'dog', 'dog', '0.75'],
];
const sample = { names: ['id', 'y_true', 'model', 'p_dog'], rows };

describe('what the columns of a table mean', () => {
  it('is what was said of the file, else of its header, else what they show', () => {
    const headers = [{ header: sample.names, columns: { actual: 'model', predicted: 'y_true' } }];
    const truthOf = (options: Parameters<typeof decideTable>[1]): string | undefined => {
      const decision = decideTable(sample, options);
      return decision.kind === 'roles' ? sample.names[decision.roles.actual] : decision.reason;
    };
    assert.equal(truthOf({}), 'y_true');
    assert.equal(truthOf({ headers }), 'model');
    assert.equal(truthOf({ headers, columns: { actual: 'y_true', predicted: 'model' } }), 'y_true');
    assert.equal(truthOf({ headers: [{ ...headers[0]!, header: sample.names.toReversed() }] }), 'y_true');
    // An activation says nothing of the columns.
    assert.equal(truthOf({ headers, columns: { activation: 'softmax' } }), 'model');
  });

  it('is asked, whatever they show, where the person wants to choose', () => {
    const decision = decideTable(sample, { ask: true });
    assert.ok(decision.kind === 'refused');
    assert.deepEqual(decision.question, {
      about: 'actual',
      columns: sample.names,
      candidates: ['y_true', 'model'],
      sample: rows,
    });
  });
});

describe('knownHeader', () => {
  it('is the last of those with the same names in the same order', () => {
    const first = { header: ['a', 'b'], readAs: 'x' };
    const last = { header: ['a', 'b'], readAs: 'y' };
    const other = { header: ['b', 'a'], readAs: 'z' };
    assert.equal(knownHeader(['a', 'b'], [first, last, other]), last);
    assert.equal(knownHeader(['a'], [first, last, other]), undefined);
    assert.equal(knownHeader(['a', 'b']), undefined);
  });
});

describe('namesColumns', () => {
  it('is true of a mapping with a column', () => {
    assert.equal(namesColumns(undefined), false);
    assert.equal(namesColumns({}), false);
    assert.equal(namesColumns({ activation: 'softmax' }), false);
    assert.equal(namesColumns({ id: 'a' }), true);
  });
});
