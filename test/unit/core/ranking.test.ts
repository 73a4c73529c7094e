import assert from 'node:assert/strict';
import { rankClass } from '../../../src/core/ranking.ts';
import { areaByMidranks } from './areaByMidranks.ts';
import { linearCongruential } from './linearCongruential.ts';
import { makeTable } from './makeTable.ts';

describe('rankClass', () => {
  it('agrees with the rank formula on 200,000 rows of float32 scores, plain and weighted, to 1e-12', () => {
    const rows = 200_000;
    const random = linearCongruential();
    const actual = Int32Array.from({ length: rows }, () => (random() < 0.02 ? 1 : 0));
    const scores = Float64Array.from({ length: 2 * rows }, () => Math.fround(random()));
    const column = Float64Array.from(actual, (_, row) => scores[2 * row + 1]!);
    const table = makeTable({ actual, predicted: actual, scores });
    const expected = areaByMidranks(actual, column);
    close(rankClass(table, 1)?.rocAuc, expected);
    const weights = { kind: 'importance' as const, values: new Float64Array(rows).fill(0.1) };
    const weighted = rankClass({ ...table, weights }, 1);
    close(weighted?.rocAuc, expected);
    close(weighted?.averagePrecision, rankClass(table, 1)!.averagePrecision!);
  });

  it('takes scores that are no probabilities, negative ones included', () => {
    const table = makeTable({
      actual: [1, 0, 1, 0],
      predicted: [0, 0, 0, 0],
      scores: [
        [0, -1],
        [0, -3],
        [0, 2],
        [0, -0.5],
      ],
    });
    assert.equal(rankClass(table, 1)?.rocAuc, 0.75);
  });

  it('is undefined without scores', () => {
    assert.equal(rankClass(makeTable({ actual: [0, 1], predicted: [0, 1] }), 1), undefined);
  });
});

function close(value: number | undefined, expected: number): void {
  assert.ok(value !== undefined && Math.abs(value - expected) <= 1e-12, `${value ?? ''}, not ${expected}`);
}
