import assert from 'node:assert/strict';
import { fitLogitOffsets } from '../../../src/core/logitOffsets.ts';
import { seededRandom } from '../../../src/core/random.ts';
import { calibratedTable } from '../../bench/predictionNulls.ts';

const shares = [10, 20, 70];

describe('offsets of logits', () => {
  it('bring the mean probability of every class to its share', () => {
    const table = calibratedTable(400, shares, seededRandom(2), [7, 3.5, 1]);
    const offsets = fitLogitOffsets(table)!;
    const means = [0, 0, 0];
    const rows = table.actual.length;
    for (let row = 0; row < rows; row++) {
      const raw = offsets.map((offset, index) => table.scores![row * 3 + index]! * Math.exp(offset));
      const sum = raw.reduce((a, b) => a + b, 0);
      raw.forEach((value, index) => (means[index]! += value / sum / rows));
    }
    means.forEach((mean, index) => {
      const share = table.actual.filter((label) => label === index).length / rows;
      assert.ok(Math.abs(mean - share) < 1e-5, `${mean} ${share}`);
    });
    assert.ok(Math.abs(offsets.reduce((a, b) => a + b, 0)) < 1e-9);
  });

  it('find the quotients of the class shares that a model was trained under', () => {
    const [a, b, c] = fitLogitOffsets(calibratedTable(20_000, shares, seededRandom(3), [7, 3.5, 1]))!;
    assert.ok(Math.abs(a! - c! + Math.log(7)) < 0.15, `${a! - c!}`);
    assert.ok(Math.abs(b! - c! + Math.log(3.5)) < 0.15, `${b! - c!}`);
  });

  it('are undefined where a class has no rows, and without scores', () => {
    const table = calibratedTable(60, shares, seededRandom(4));
    const one = { ...table, actual: table.actual.map(() => 1) };
    assert.equal(fitLogitOffsets(one), undefined);
    const { kind, labels, actual, predicted, rowLines, columns, skipped } = table;
    assert.equal(fitLogitOffsets({ kind, labels, actual, predicted, rowLines, columns, skipped }), undefined);
  });
});
