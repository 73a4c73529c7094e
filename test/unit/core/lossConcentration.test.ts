import assert from 'node:assert/strict';
import { defaultLimits } from '../../../src/core/limits.ts';
import { evaluate } from '../../../src/core/evaluate.ts';
import { lossConcentration } from '../../../src/core/lossConcentration.ts';
import { seededRandom } from '../../../src/core/random.ts';
import { fitTemperature } from '../../../src/core/temperature.ts';
import { calibratedTable, withFlippedLabels } from '../../bench/predictionNulls.ts';

const limits = defaultLimits.rules.predictions.concentration;
const shares = [3, 2, 2];

/** 600 rows, 5 % of them under another label. */
function flipped() {
  const random = seededRandom(3);
  return withFlippedLabels(calibratedTable(600, shares, random), 0.05, random);
}

describe('lossConcentration', () => {
  it('gives the share of the metric, once scores are scaled by their temperature', () => {
    const table = flipped();
    const { share, temperature, expected, highest, rows } = lossConcentration(table, limits, 1)!;
    assert.equal(temperature, fitTemperature(table)!.temperature);
    const scaled = Float64Array.from(table.scores!, (score) => score ** (1 / temperature));
    for (let at = 0; at < scaled.length; at += 3) {
      const sum = scaled[at]! + scaled[at + 1]! + scaled[at + 2]!;
      for (let index = at; index < at + 3; index++) scaled[index]! /= sum;
    }
    const metric = evaluate({ ...table, scores: scaled }, { confidence: 0.95 }).metrics.get(
      'worstRowsLossShare',
    );
    assert.ok(metric?.kind === 'value' && Math.abs(metric.value - share) < 1e-9);
    assert.ok(expected < highest && highest < share);
    assert.equal(rows, 600);
  });

  it('says nothing of probabilities that are true, however over-confident they were made', () => {
    const table = calibratedTable(600, shares, seededRandom(4));
    assert.equal(lossConcentration(table, limits, 1), undefined);
    const sure = Float64Array.from(table.scores!, (score) => score ** 3);
    for (let at = 0; at < sure.length; at += 3) {
      const sum = sure[at]! + sure[at + 1]! + sure[at + 2]!;
      for (let index = at; index < at + 3; index++) sure[index]! /= sum;
    }
    assert.equal(lossConcentration({ ...table, scores: sure }, limits, 1), undefined);
  });

  it('counts a row of a frequency weight as so many', () => {
    const table = flipped();
    const weights = { kind: 'frequency', values: new Float64Array(600).map((_, row) => row % 3) } as const;
    const places = [...table.actual.keys()].flatMap((row) => new Array<number>(row % 3).fill(row));
    const repeated = {
      ...table,
      actual: Int32Array.from(places, (row) => table.actual[row]!),
      predicted: Int32Array.from(places, (row) => table.predicted[row]!),
      scores: Float64Array.from(places.flatMap((row) => [...table.scores!.subarray(3 * row, 3 * row + 3)])),
    };
    const one = lossConcentration({ ...table, weights }, limits, 1)!;
    const other = lossConcentration(repeated, limits, 1)!;
    assert.equal(one.rows, places.length);
    for (const key of ['share', 'expected', 'highest'] as const)
      assert.ok(Math.abs(one[key] - other[key]) < 1e-6, key);
  });

  it('looks at an even sample of a larger table, by rows and by scores', () => {
    const table = flipped();
    assert.equal(lossConcentration(table, { ...limits, redraws: 1, rowsMost: 300 }, 1)!.rows, 300);
    assert.equal(lossConcentration(table, { ...limits, redraws: 1, scoresMost: 900 }, 1)!.rows, 300);
    assert.deepEqual(lossConcentration(table, limits, 1), lossConcentration(table, limits, 1));
  });

  it('is undefined without scores, where no temperature fits, and under importance weights', () => {
    const table = flipped();
    const { scores, ...labelsOnly } = table;
    assert.ok(scores !== undefined);
    assert.equal(lossConcentration(labelsOnly, limits, 1), undefined);
    const right = Int32Array.from(table.actual, (_, row) => {
      const own = scores.subarray(3 * row, 3 * row + 3);
      return own.indexOf(Math.max(...own));
    });
    assert.equal(lossConcentration({ ...table, actual: right }, limits, 1), undefined);
    const weights = { kind: 'importance', values: new Float64Array(600).fill(0.5) } as const;
    assert.equal(lossConcentration({ ...table, weights }, limits, 1), undefined);
  });
});
