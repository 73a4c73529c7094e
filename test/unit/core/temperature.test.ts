import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { PredictionTable, RowWeights } from '../../../src/core/predictionTable.ts';
import { fitTemperature } from '../../../src/core/temperature.ts';

interface Row {
  readonly scores: readonly number[];
  readonly actual: number;
}

function tableOf(rows: readonly Row[], weights?: RowWeights): PredictionTable {
  const classes = rows[0]?.scores.length ?? 2;
  return {
    kind: 'predictions',
    labels: Array.from({ length: classes }, (_, index) => String(index)),
    actual: Int32Array.from(rows, ({ actual }) => actual),
    predicted: Int32Array.from(rows, ({ scores }) => scores.indexOf(Math.max(...scores))),
    scores: Float64Array.from(rows.flatMap(({ scores }) => scores)),
    ...(weights === undefined ? {} : { weights }),
    rowLines: Int32Array.from(rows, (_, row) => row + 1),
    columns: { actual: { name: 'actual' } },
    skipped: new Map(),
  };
}

function softmax(logits: readonly number[], temperature: number): number[] {
  const powers = logits.map((logit) => Math.exp(logit / temperature));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}

function logLoss(rows: readonly Row[], temperature: number): number {
  const losses = rows.map(({ scores, actual }) => {
    return -Math.log(
      softmax(
        scores.map((score) => Math.log(score)),
        temperature,
      )[actual]!,
    );
  });
  return losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
}

const someRows = fc.integer({ min: 2, max: 5 }).chain((classes) =>
  fc.array(
    fc.record({
      scores: fc
        .array(fc.double({ min: -4, max: 4, noNaN: true }), { minLength: classes, maxLength: classes })
        .map((logits) => softmax(logits, 1)),
      actual: fc.nat(classes - 1),
    }),
    { minLength: 5, maxLength: 60 },
  ),
);

describe('fitTemperature', () => {
  it('gives back the temperature by which calibrated logits were divided', () => {
    // Each row stands for every class as often as its probability says: whole numbers of rows of 1,000.
    const shares = [
      [0.7, 0.2, 0.1],
      [0.4, 0.35, 0.25],
      [0.05, 0.15, 0.8],
    ];
    for (const temperature of [0.25, 1, 3]) {
      const rows = shares.flatMap((share) => {
        const scores = softmax(
          share.map((p) => Math.log(p)),
          1 / temperature,
        );
        return share.flatMap((p, actual) =>
          Array.from({ length: Math.round(p * 1000) }, () => ({ scores, actual })),
        );
      });
      const fitted = fitTemperature(tableOf(rows))!;
      assert.ok(Math.abs(fitted.temperature - temperature) < 1e-6 * temperature);
    }
  });

  it('is the best temperature: others nearby score no lower, and 1 does not either', () => {
    fc.assert(
      fc.property(someRows, (rows) => {
        const fitted = fitTemperature(tableOf(rows));
        if (fitted === undefined) return;
        const { temperature, before, after } = fitted;
        assert.ok(after <= before + 1e-12);
        assert.ok(Math.abs(before - logLoss(rows, 1)) < 1e-9);
        for (const factor of [0.97, 1.03]) assert.ok(after <= logLoss(rows, temperature * factor) + 1e-9);
      }),
      { numRuns: 300 },
    );
  });

  it('treats frequency weights as so many rows', () => {
    fc.assert(
      fc.property(someRows, (rows) => {
        const values = Float64Array.from(rows, (_, row) => 1 + (row % 3));
        const repeated = rows.flatMap((row, index) => Array.from({ length: values[index]! }, () => row));
        const one = fitTemperature(tableOf(rows, { kind: 'frequency', values }));
        const other = fitTemperature(tableOf(repeated));
        assert.equal(one === undefined, other === undefined);
        if (one !== undefined) assert.ok(Math.abs(one.after - other!.after) < 1e-9);
      }),
      { numRuns: 100 },
    );
  });

  it('takes a printed 0 for half of the smallest score, and counts the rows that hit one', () => {
    const rows: Row[] = Array.from({ length: 40 }, (_, row) => ({
      scores: row % 2 === 0 ? [1, 0] : [0.0002, 0.9998],
      actual: row % 10 === 0 ? 1 : row % 2,
    }));
    const fitted = fitTemperature(tableOf(rows))!;
    assert.equal(fitted.zeroRows, 4);
    assert.ok(fitted.temperature > 1 && Number.isFinite(fitted.before));
  });

  it('is undefined where no temperature is best, and without rows or plain weights', () => {
    const right = [
      { scores: [0.8, 0.2], actual: 0 },
      { scores: [0.3, 0.7], actual: 1 },
    ];
    assert.equal(fitTemperature(tableOf(right)), undefined);
    assert.equal(
      fitTemperature(tableOf(right.map((row) => ({ ...row, actual: 1 - row.actual })))),
      undefined,
    );
    assert.equal(fitTemperature(tableOf([])), undefined);
    const values = Float64Array.of(1, 2);
    assert.equal(fitTemperature(tableOf(right, { kind: 'importance', values })), undefined);
    assert.equal(
      fitTemperature(tableOf(right, { kind: 'frequency', values: Float64Array.of(0, 0) })),
      undefined,
    );
    assert.equal(fitTemperature(tableOf([{ scores: [NaN, 1], actual: 0 }])), undefined);
  });
});
