import assert from 'node:assert/strict';
import { binomialUpperTail } from '../../../src/core/binomialTails.ts';
import { bestRelabelling, logChanceOfRelabelling } from '../../../src/core/relabelling.ts';

const turned = [
  [2, 30, 1],
  [1, 3, 20],
  [12, 0, 1],
];

describe('another reading of the answers', () => {
  it('finds the classes that they stand for, the pairs of most rows first', () => {
    const reading = bestRelabelling(turned, 0.2)!;
    assert.deepEqual(
      reading.moved.map(({ answer, meaning, rows }) => [answer, meaning, rows]),
      [
        [1, 0, 30],
        [2, 1, 20],
        [0, 2, 12],
      ],
    );
    const { rows, rightBefore, rightAfter, lost, gained, mutual } = reading;
    assert.deepEqual([rows, rightBefore, rightAfter, lost, gained, mutual], [70, 6, 62, 6, 62, 3]);
    // Right by chance: (33·33 + 24·22 + 13·15)/70 = 25.886 rows.
    assert.ok(Math.abs(reading.kappaAfter - (62 - 1812 / 70) / (70 - 1812 / 70)) < 1e-12);
  });

  it('is none where answers are right, or where there are no rows', () => {
    assert.equal(
      bestRelabelling(
        [
          [9, 1],
          [2, 8],
        ],
        0.2,
      ),
      undefined,
    );
    assert.equal(bestRelabelling([[0]], 0.2), undefined);
    assert.equal(bestRelabelling([], 0.2), undefined);
  });

  it('leaves classes as they are where another reading is as good', () => {
    const { moved } = bestRelabelling(
      [
        [0, 20, 0, 0],
        [20, 0, 0, 0],
        [0, 0, 3, 3],
        [0, 0, 3, 3],
      ],
      0.2,
    )!;
    assert.deepEqual(moved.map(({ answer }) => answer).sort(), [0, 1]);
  });

  it('bounds its chance from above: the sign test times the number of readings', () => {
    for (const [gained, lost, moved, classes] of [
      [30, 10, 2, 2],
      [62, 6, 3, 3],
      [40, 0, 2, 10],
    ] as const) {
      let readings = classes;
      for (let index = 0; index < moved; index++) readings *= classes - index;
      const exact = Math.log(binomialUpperTail(gained, gained + lost, 0.5) * readings);
      const bound = logChanceOfRelabelling({ gained, lost, moved: Array(moved).fill(0) }, classes);
      assert.ok(bound >= exact - 1e-9 && bound < exact + 3, `${bound} ${exact}`);
    }
    assert.equal(logChanceOfRelabelling({ gained: 3, lost: 5, moved: [] }, 4), 0);
  });

  it('is of equal readings the one that both sides bear out most, in whatever order the classes come', () => {
    for (const matrix of [
      [
        [3, 56, 0, 0, 12],
        [3, 0, 0, 0, 3],
        [3, 46, 1, 0, 3],
        [1, 3, 12, 2, 1],
        [0, 1, 1, 30, 0],
      ],
      [
        [0, 0, 0, 59, 0, 60],
        [0, 0, 0, 2, 0, 3],
        [0, 0, 0, 0, 16, 0],
        [0, 29, 0, 0, 0, 0],
        [0, 0, 0, 0, 0, 0],
        [0, 54, 12, 0, 0, 4],
      ],
    ]) {
      const one = bestRelabelling(matrix, 0.2)!;
      const other = bestRelabelling(
        matrix.toReversed().map((cells) => cells.toReversed()),
        0.2,
      )!;
      assert.deepEqual([one.rightAfter, one.mutual], [other.rightAfter, other.mutual]);
      assert.ok(Math.abs(one.kappaAfter - other.kappaAfter) < 1e-12);
    }
  });
});
