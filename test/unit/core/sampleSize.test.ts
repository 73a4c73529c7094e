import assert from 'node:assert/strict';
import fc from 'fast-check';
import { evaluate } from '../../../src/core/evaluate.ts';
import { wilson } from '../../../src/core/intervals.ts';
import { normalQuantile } from '../../../src/core/normalQuantile.ts';
import { rowsForHalfWidth, sampleSizes } from '../../../src/core/sampleSize.ts';
import { makeTable } from './makeTable.ts';

const shares = fc.oneof(fc.constantFrom(0, 1, 0.5), fc.double({ min: 0, max: 1, noNaN: true }));
const halfWidths = fc.double({ min: 0.001, max: 0.499, noNaN: true });
const confidences = fc.constantFrom(0.8, 0.9, 0.95, 0.99);

function width(share: number, rows: number, confidence: number): number {
  const [low, high] = wilson(share * rows, rows, confidence);
  return high - low;
}

/** Where the width is exactly 2h: the root of h² (n + z²)² = z² (q n + z² / 4), q = p (1 − p). */
function exactRows(share: number, halfWidth: number, confidence: number): number {
  const z2 = normalQuantile((1 - confidence) / 2) ** 2;
  const h2 = halfWidth ** 2;
  const half = z2 * (share * (1 - share) - 2 * h2);
  return (half + Math.sqrt(half ** 2 - h2 * z2 ** 2 * (4 * h2 - 1))) / (2 * h2);
}

describe('the number of rows that an interval takes', () => {
  it('is the least one at which the interval is narrow enough', () => {
    fc.assert(
      fc.property(shares, halfWidths, confidences, (share, halfWidth, confidence) => {
        const rows = rowsForHalfWidth(share, halfWidth, confidence);
        assert.ok(width(share, rows, confidence) <= 2 * halfWidth);
        if (rows > 1) assert.ok(width(share, rows - 1, confidence) > 2 * halfWidth);
      }),
    );
  });

  it('agrees with the root of the quadratic', () => {
    fc.assert(
      fc.property(shares, halfWidths, confidences, (share, halfWidth, confidence) => {
        const exact = exactRows(share, halfWidth, confidence);
        const rows = rowsForHalfWidth(share, halfWidth, confidence);
        const slack = 1e-9 * (1 + exact);
        assert.ok(rows >= exact - slack && rows < Math.max(1, exact) + 1 + slack, `${rows} for ${exact}`);
      }),
    );
  });

  it('is largest for a share of one half', () => {
    fc.assert(
      fc.property(shares, halfWidths, confidences, (share, halfWidth, confidence) => {
        const most = rowsForHalfWidth(0.5, halfWidth, confidence);
        assert.ok(rowsForHalfWidth(share, halfWidth, confidence) <= most);
      }),
    );
  });

  it('counts what is missing for accuracy and for the recall of each class', () => {
    const actual = [...Array<number>(400).fill(0), ...Array<number>(17).fill(1)];
    const predicted = actual.map((index, row) => (index === 1 && row < 412 ? 0 : index));
    const evaluation = evaluate(makeTable({ actual, predicted, labels: ['a', 'b', 'none'] }), {
      confidence: 0.95,
    });
    const { accuracy, recall } = sampleSizes(evaluation, [0.05, 0.1]);
    assert.deepEqual(
      accuracy?.map(({ more }) => more),
      [0, 0],
    );
    const rare = recall[1]![1]!;
    assert.equal(rare.needed, rowsForHalfWidth(5 / 17, 0.1, 0.95));
    assert.deepEqual([rare.more, rare.worstCase], [rare.needed - 17, false]);
    const without = recall[2]![1]!;
    assert.deepEqual([without.more, without.needed, without.worstCase], [93, 93, true]);
  });

  it('is not told for weights that are no numbers of rows', () => {
    const values = Float64Array.from([1, 2, 0.5, 3]);
    const table = { actual: [0, 1, 0, 1], predicted: [0, 1, 1, 1] };
    const importance = evaluate(makeTable({ ...table, weights: { values, kind: 'importance' } }), {
      confidence: 0.95,
    });
    assert.deepEqual(sampleSizes(importance, [0.1]), { recall: [undefined, undefined] });
    const frequency = evaluate(makeTable({ ...table, weights: { values, kind: 'frequency' } }), {
      confidence: 0.95,
    });
    assert.ok(sampleSizes(frequency, [0.1]).accuracy![0]!.more > 0);
  });
});
