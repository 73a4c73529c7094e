import assert from 'node:assert/strict';
import fc from 'fast-check';
import { binomialLowerTail, binomialUpperTail } from '../../../src/core/binomialTails.ts';

describe('binomial tails', () => {
  it('are exact at the ends', () => {
    assert.equal(binomialUpperTail(0, 10, 0.3), 1);
    assert.equal(binomialUpperTail(11, 10, 0.3), 0);
    assert.equal(binomialUpperTail(1, 10, 0), 0);
    assert.equal(binomialUpperTail(10, 10, 1), 1);
    assert.equal(binomialLowerTail(-1, 10, 0.3), 0);
    assert.equal(binomialLowerTail(10, 10, 0.3), 1);
    assert.equal(binomialLowerTail(0, 10, 0), 1);
    assert.equal(binomialLowerTail(9, 10, 1), 0);
    assert.equal(binomialUpperTail(1, 0, 0.5), 0);
  });

  it('add up to 1 and mirror each other', () => {
    const draws = fc
      .integer({ min: 1, max: 3000 })
      .chain((trials) =>
        fc.tuple(
          fc.constant(trials),
          fc.integer({ min: 1, max: trials }),
          fc.double({ min: 0.001, max: 0.999, noNaN: true }),
        ),
      );
    fc.assert(
      fc.property(draws, ([trials, successes, probability]) => {
        const upper = binomialUpperTail(successes, trials, probability);
        assert.ok(upper >= 0 && upper <= 1);
        assert.ok(Math.abs(upper + binomialLowerTail(successes - 1, trials, probability) - 1) < 1e-12);
        const mirrored = binomialLowerTail(trials - successes, trials, 1 - probability);
        assert.ok(Math.abs(upper - mirrored) <= 1e-11 * upper + 1e-300);
      }),
    );
  });

  it('ends for a probability that is no number', () => {
    assert.ok(Number.isNaN(binomialUpperTail(3, 10, NaN)));
    assert.ok(Number.isNaN(binomialLowerTail(3, 10, NaN)));
  });
});
