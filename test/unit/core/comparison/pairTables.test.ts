import assert from 'node:assert/strict';
import { pairTables } from '../../../../src/core/comparison/pairTables.ts';
import type { PredictionTable } from '../../../../src/core/predictionTable.ts';
import { uniteLabels } from '../../../../src/formats/labels.ts';

interface Parts {
  readonly actual: string;
  readonly predicted?: string;
  readonly ids?: readonly string[];
  readonly weights?: readonly number[];
  readonly kind?: 'frequency' | 'importance';
}

/** A table of one-letter labels, a letter a row. */
function table({ actual, predicted = actual, ids, weights, kind = 'importance' }: Parts): PredictionTable {
  const labels = [...new Set(actual + predicted)].sort();
  return {
    kind: 'predictions',
    labels,
    actual: Int32Array.from(actual, (label) => labels.indexOf(label)),
    predicted: Int32Array.from(predicted, (label) => labels.indexOf(label)),
    scores: Float64Array.from(
      predicted.split('').flatMap((label) => labels.map((one) => Number(one === label))),
    ),
    ...(ids === undefined ? {} : { rowIds: ids }),
    ...(weights === undefined ? {} : { weights: { values: Float64Array.from(weights), kind } }),
    rowLines: Int32Array.from(actual, (_, row) => row + 1),
    columns: { actual: { name: 'actual' } },
    skipped: new Map(),
  };
}

function pair(a: Parts, b: Parts): ReturnType<typeof pairTables> {
  const [one, other] = [table(a), table(b)];
  return pairTables(one, other, uniteLabels([one.labels, other.labels]));
}

function refusal(a: Parts, b: Parts): Record<string, unknown> {
  const result = pair(a, b);
  assert.ok('because' in result, 'the rows are not the same');
  return { ...result };
}

describe('pairing the rows of two files', () => {
  it('goes by ids whatever their order, and takes predictions, scores and lines along', () => {
    const result = pair(
      { actual: 'aabc', predicted: 'abbc', ids: ['1', '2', '3', '4'] },
      { actual: 'cbaa', predicted: 'cdaa', ids: ['4', '3', '2', '1'] },
    );
    assert.ok('pairing' in result);
    const { a, b, pairing } = result;
    assert.equal(pairing.by, 'ids');
    assert.deepEqual(a.labels, ['a', 'b', 'c', 'd']);
    const named = (one: PredictionTable): string =>
      Array.from(one.predicted, (index) => one.labels[index]).join('');
    assert.deepEqual([named(a), named(b)], ['abbc', 'aadc']);
    assert.deepEqual([...b.rowLines], [4, 3, 2, 1]);
    assert.deepEqual([...b.rowIds!], ['1', '2', '3', '4']);
    // A knows no class 'd', so that it gives it nothing.
    assert.deepEqual([...a.scores!.subarray(4, 8)], [0, 1, 0, 0]);
    assert.deepEqual([...b.scores!.subarray(8, 12)], [0, 0, 0, 1]);
  });

  it('takes ids that repeat if they stand in the same order, and refuses them otherwise', () => {
    const result = pair(
      { actual: 'aab', predicted: 'abb', ids: ['x', 'x', 'y'] },
      { actual: 'aab', ids: ['x', 'x', 'y'] },
    );
    assert.ok('pairing' in result);
    assert.equal(result.pairing.by, 'idsInOrder');
    assert.deepEqual(
      refusal({ actual: 'aab', ids: ['x', 'x', 'y'] }, { actual: 'baa', ids: ['y', 'x', 'x'] }),
      { kind: 'refused', because: 'repeatedIds', repeated: [1, 1], example: ['x', 'x'] },
    );
  });

  it('refuses other ids with their numbers and an example', () => {
    assert.deepEqual(
      refusal({ actual: 'aab', ids: ['1', '2', '3'] }, { actual: 'abab', ids: ['1', '3', '4', '5'] }),
      { kind: 'refused', because: 'otherIds', common: 2, only: [1, 2], example: ['2', '4'] },
    );
  });

  it('refuses another truth of the same id', () => {
    assert.deepEqual(
      refusal({ actual: 'aab', ids: ['1', '2', '3'] }, { actual: 'bba', ids: ['3', '2', '1'] }),
      {
        kind: 'refused',
        because: 'otherTruth',
        count: 1,
        rows: 3,
        first: { id: '2', lines: [2, 2], labels: ['a', 'b'] },
      },
    );
  });

  it('goes by order without ids, where the true labels agree', () => {
    const result = pair({ actual: 'abab', predicted: 'aabb' }, { actual: 'abab', ids: ['1', '2', '3', '4'] });
    assert.ok('pairing' in result);
    assert.deepEqual(result.pairing, { by: 'order', rows: 4, idsIn: [false, true], sortedByClass: false });
    const sorted = pair({ actual: 'aabb' }, { actual: 'aabb' });
    assert.ok('pairing' in sorted && sorted.pairing.sortedByClass);
  });

  it('refuses other numbers of rows by class, and another order of the same', () => {
    assert.deepEqual(refusal({ actual: 'aaab' }, { actual: 'abbc' }), {
      kind: 'refused',
      because: 'otherCounts',
      rows: [4, 4],
      classes: [
        { label: 'a', a: 3, b: 1 },
        { label: 'b', a: 1, b: 2 },
        { label: 'c', a: 0, b: 1 },
      ],
      differing: 3,
    });
    assert.deepEqual(refusal({ actual: 'aabb' }, { actual: 'abba' }), {
      kind: 'refused',
      because: 'otherOrder',
      count: 2,
      rows: 4,
      first: { lines: [2, 2], labels: ['a', 'b'] },
    });
  });

  it('refuses other weights, and empty files', () => {
    assert.deepEqual(refusal({ actual: 'ab', weights: [1, 2] }, { actual: 'ab', weights: [1, 3] }), {
      kind: 'refused',
      because: 'otherWeights',
      weighted: [true, true],
      count: 1,
    });
    assert.deepEqual(refusal({ actual: 'ab', weights: [1, 2] }, { actual: 'ab' }), {
      kind: 'refused',
      because: 'otherWeights',
      weighted: [true, false],
    });
    assert.equal(refusal({ actual: '' }, { actual: 'ab' })['because'], 'noRows');
  });

  it('takes 1 and 1.0 for one class, as a file does', () => {
    const numbers = (labels: string[]): PredictionTable => ({ ...table({ actual: 'abab' }), labels });
    const [one, other] = [numbers(['0', '1']), numbers(['0.0', '1.0'])];
    const result = pairTables(one, other, uniteLabels([one.labels, other.labels]));
    assert.ok('pairing' in result);
    assert.equal(result.a.labels.length, 2);
  });
});
