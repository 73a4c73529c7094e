import assert from 'node:assert/strict';
import fc from 'fast-check';
import { consistencyRange, meanDeviation } from '../../../src/core/calibrationNoise.ts';
import { evaluate } from '../../../src/core/evaluate.ts';
import type { PredictionTable } from '../../../src/core/predictionTable.ts';
import { linearCongruential } from './linearCongruential.ts';
import { makeTable } from './makeTable.ts';

describe('the band of true probabilities in a reliability diagram', () => {
  it('is the central range of the binomial distribution, as scipy.stats.binom.ppf has it', () => {
    for (const [rows, probability, low, high] of [
      [20, 0.5, 6, 14],
      [1, 0.3, 0, 1],
      [36, 0.97, 33, 36],
      [400, 0.9, 348, 371],
      [2953, 0.0123, 25, 48],
      [66_667, 0.55, 36_415, 36_919],
    ] as const) {
      const found = consistencyRange(rows, probability, 0.95);
      assert.deepEqual(found, [low / rows, high / rows], `${rows} rows of ${probability}`);
    }
  });

  it('is one point where every probability is 0 or 1, and rounds an effective number of rows', () => {
    assert.deepEqual(consistencyRange(12, 0, 0.95), [0, 0]);
    assert.deepEqual(consistencyRange(12, 1, 0.95), [1, 1]);
    assert.deepEqual(consistencyRange(0.2, 0.5, 0.95), [0, 1]);
    assert.deepEqual(consistencyRange(19.7, 0.5, 0.95), consistencyRange(20, 0.5, 0.95));
  });
});

describe('the noise floor of errors of calibration', () => {
  it('is exact for rows of equal probability', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 99 }), (rows, percent) => {
        const probability = percent / 100;
        const found = meanDeviation(rows, probability, Math.sqrt((probability * (1 - probability)) / rows));
        const expected = enumerated(Array.from({ length: rows }, () => probability));
        assert.ok(Math.abs(found - expected) <= 1e-12, `${found}, not ${expected}`);
      }),
      { seed: 20240501, numRuns: 300 },
    );
  });

  it('is within 2 % for rows of a bin of width 1/15, few and many', () => {
    const bins = fc.record({
      bin: fc.nat(14),
      places: fc.array(fc.integer({ min: 1, max: 999 }), { minLength: 1, maxLength: 60 }),
    });
    fc.assert(
      fc.property(bins, ({ bin, places }) => {
        const probabilities = places.map((place) => (bin + place / 1000) / 15);
        const rows = probabilities.length;
        const mean = probabilities.reduce((sum, one) => sum + one, 0) / rows;
        const variance = probabilities.reduce((sum, one) => sum + one * (1 - one), 0);
        const found = meanDeviation(rows, mean, Math.sqrt(variance) / rows);
        const expected = enumerated(probabilities);
        assert.ok(Math.abs(found / expected - 1) <= 0.02, `${found}, not ${expected}`);
      }),
      { seed: 20240501, numRuns: 300 },
    );
  });

  it('is what true probabilities show on average', () => {
    for (const { rows, classes, sharpness, weighted } of [
      { rows: 50, classes: 3, sharpness: 2, weighted: false },
      { rows: 201, classes: 5, sharpness: 3, weighted: false },
      { rows: 201, classes: 2, sharpness: 8, weighted: true },
      { rows: 1000, classes: 4, sharpness: 1, weighted: false },
    ]) {
      const ids = [
        'expectedCalibrationError',
        'equalMassCalibrationError',
        'classwiseCalibrationError',
        'maximumCalibrationError',
      ];
      const sums = new Map<string, number>();
      const random = linearCongruential(rows + classes);
      const table = trueTable(random, rows, classes, sharpness, weighted);
      const draws = 500;
      for (let draw = 0; draw < draws; draw++) {
        const { metrics } = evaluate({ ...table, actual: drawActual(random, table) }, { confidence: 0.95 });
        for (const id of ids) {
          const measured = metrics.get(id);
          assert.ok(measured?.kind === 'value');
          sums.set(id, (sums.get(id) ?? 0) + measured.value / draws);
        }
      }
      const { metrics } = evaluate(table, { confidence: 0.95 });
      for (const id of ids) {
        const measured = metrics.get(id);
        assert.ok(measured?.kind === 'value' && measured.noiseFloor !== undefined, id);
        const found = measured.noiseFloor / sums.get(id)!;
        // Four standard errors of the mean of so many draws; with 4000 draws all are within 1 %.
        assert.ok(Math.abs(found - 1) < 0.05, `${id} of ${rows} rows: ${found} of what the draws show`);
      }
    }
  });

  it('is 0 where every probability is 0 or 1', () => {
    const scores = [
      [1, 0],
      [0, 1],
    ];
    const { metrics } = evaluate(makeTable({ actual: [0, 0], scores }), { confidence: 0.95 });
    for (const id of ['expectedCalibrationError', 'equalMassCalibrationError', 'maximumCalibrationError']) {
      const measured = metrics.get(id);
      assert.ok(measured?.kind === 'value');
      assert.equal(measured.noiseFloor, 0);
      assert.equal(measured.value, 0.5);
    }
  });
});

/** E|share of hits − mean probability|, from the distribution of the number of hits, a row at a time. */
function enumerated(probabilities: readonly number[]): number {
  let distribution = [1];
  for (const probability of probabilities) {
    distribution = [...distribution, 0].map(
      (chance, hits) => chance * (1 - probability) + (distribution[hits - 1] ?? 0) * probability,
    );
  }
  const mean = probabilities.reduce((sum, one) => sum + one, 0);
  return (
    distribution.reduce((sum, chance, hits) => sum + chance * Math.abs(hits - mean), 0) / probabilities.length
  );
}

function trueTable(
  random: () => number,
  rows: number,
  classes: number,
  sharpness: number,
  weighted: boolean,
): PredictionTable & { scores: Float64Array } {
  const scores = Array.from({ length: rows }, () => {
    const raw = Array.from({ length: classes }, () => random() ** sharpness + 0.001);
    return raw.map((part) => part / raw.reduce((sum, other) => sum + other, 0));
  });
  const values = Float64Array.from({ length: rows }, () => 0.5 + random());
  const weights = weighted ? { weights: { kind: 'importance' as const, values } } : {};
  const table = makeTable({ actual: scores.map(() => 0), scores, ...weights });
  return { ...table, scores: table.scores! };
}

/** Truth drawn with the probabilities of each row. */
function drawActual(
  random: () => number,
  { actual, labels, scores }: PredictionTable & { scores: Float64Array },
) {
  return actual.map((_, row) => {
    let left = random();
    let index = 0;
    while (index < labels.length - 1 && left >= scores[row * labels.length + index]!) {
      left -= scores[row * labels.length + index]!;
      index++;
    }
    return index;
  });
}
