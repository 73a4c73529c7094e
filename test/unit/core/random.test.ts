import assert from 'node:assert/strict';
import { binomialProbability } from '../../../src/core/binomialTails.ts';
import { drawBinomial, seededRandom } from '../../../src/core/random.ts';
import { intervalReference } from './intervalReference.ts';

describe('seededRandom', () => {
  it('is xoshiro128** as Python computes it', () => {
    for (const [seed, values] of intervalReference.random) {
      const random = seededRandom(seed);
      assert.deepEqual(
        values.map(() => random.bits()),
        values,
      );
    }
  });

  it('gives other numbers for seeds that differ in any of their 53 bits', () => {
    const firsts = Array.from({ length: 53 }, (_, bit) => seededRandom(2 ** bit).bits());
    assert.equal(new Set([seededRandom(0).bits(), ...firsts]).size, 54);
  });

  it('is uniform within (0, 1)', () => {
    const random = seededRandom(3);
    const counts = new Float64Array(16);
    for (let draw = 0; draw < 16_000; draw++) {
      const value = random.uniform();
      assert.ok(value > 0 && value < 1);
      counts[Math.floor(16 * value)]!++;
    }
    // 37.7 is the 99.9 % quantile of chi-square with 15 degrees of freedom; the seed is fixed.
    assert.ok(counts.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0) < 37.7);
  });
});

describe('drawBinomial', () => {
  it('draws every count as often as it should, by either way and beyond one half', () => {
    const draws = 40_000;
    for (const [trials, probability] of [
      [17, 0.3],
      [17, 0.9],
      [205, 0.2],
      [1000, 0.995],
    ] as const) {
      const random = seededRandom(11);
      const counts = new Float64Array(trials + 1);
      for (let draw = 0; draw < draws; draw++) counts[drawBinomial(random, trials, probability)]!++;
      let chiSquare = 0;
      let kinds = 0;
      counts.forEach((count, k) => {
        const expected = draws * binomialProbability(k, trials, probability);
        if (expected < 5) return;
        chiSquare += (count - expected) ** 2 / expected;
        kinds++;
      });
      // Four standard deviations of chi-square above its mean; the seed is fixed.
      assert.ok(
        chiSquare < kinds + 4 * Math.sqrt(2 * kinds),
        `${trials}, ${probability}: ${chiSquare} of ${kinds}`,
      );
    }
  });

  it('has the mean and spread of a million trials, and the ends where they are sure', () => {
    const random = seededRandom(5);
    const values = Array.from({ length: 2_000 }, () => drawBinomial(random, 1e6, 0.2));
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
    assert.ok(Math.abs(mean - 200_000) < 4 * Math.sqrt(160_000 / 2_000), `mean ${mean}`);
    assert.ok(Math.abs(variance / 160_000 - 1) < 4 * Math.sqrt(2 / 2_000), `variance ${variance}`);
    assert.equal(drawBinomial(random, 9, 0), 0);
    assert.equal(drawBinomial(random, 9, 1), 9);
    assert.equal(drawBinomial(random, 0, 0.5), 0);
  });
});
