import assert from 'node:assert/strict';
import fc from 'fast-check';
import { moverRatio } from '../../../src/core/intervals.ts';
import { midP } from '../../../src/core/midP.ts';

const rate = fc
  .tuple(fc.nat(200), fc.integer({ min: 1, max: 200 }))
  .filter(([successes, trials]) => successes <= trials);

describe('the MOVER interval of a ratio of proportions', () => {
  it('ends where the MOVER interval of the difference p₁ − R p₂ ends in 0', () => {
    fc.assert(
      fc.property(rate, rate, ([k1, n1], [k2, n2]) => {
        fc.pre(k2 > 0);
        const [own, other] = [
          { value: k1 / n1, interval: midP(k1, n1, 0.95) },
          { value: k2 / n2, interval: midP(k2, n2, 0.95) },
        ];
        const [low, high] = moverRatio(own, other);
        const ratio = own.value / other.value;
        assert.ok(
          0 <= low && low <= ratio * (1 + 1e-12) && ratio <= high * (1 + 1e-12),
          `${low} ${ratio} ${high}`,
        );
        const reach = (end: number, own1: number, own2: number): number =>
          Math.hypot(own.value - own1, end * (other.value - own2));
        const scale = Math.max(1, high);
        const below = own.value - low * other.value - reach(low, own.interval[0], other.interval[1]);
        const above = own.value - high * other.value + reach(high, own.interval[1], other.interval[0]);
        assert.ok(Math.abs(below) <= 1e-12 * scale, `low ${low}: ${below}`);
        assert.ok(Math.abs(above) <= 1e-12 * scale, `high ${high}: ${above}`);
      }),
      { seed: 20240501, numRuns: 500 },
    );
  });
});
