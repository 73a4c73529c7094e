import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { binomialLowerTail, binomialUpperTail } from '../../../src/core/binomialTails.ts';
import { chiSquareTail } from '../../../src/core/chiSquareTail.ts';
import { wilson } from '../../../src/core/intervals.ts';
import { normalQuantile } from '../../../src/core/normalQuantile.ts';

/** As test/reference/makeReference.py writes it. */
const reference = JSON.parse(
  readFileSync(new URL('../../reference/scipy.json', import.meta.url), 'utf8'),
) as {
  versions: Record<string, string>;
  normalQuantile: [probability: number, z: number][];
  binomialTails: [k: number, n: number, p: number, upper: number, lower: number][];
  wilson: [k: number, n: number, confidence: number, low: number, high: number][];
  chiSquareTail: [square: number, degrees: number, tail: number][];
};

describe(`agreement with scipy ${reference.versions['scipy'] ?? ''}`, () => {
  it('normal quantiles to 2e-15 relative', () => {
    for (const [probability, z] of reference.normalQuantile) {
      near(normalQuantile(probability), z, 2e-15 * Math.abs(z), `at ${probability}`);
    }
  });

  it('binomial tails to 1e-12, small ones relative', () => {
    for (const [k, n, p, upper, lower] of reference.binomialTails) {
      near(binomialUpperTail(k, n, p), upper, 1e-12 * upper, `P(X ≥ ${k}), ${n}, ${p}`);
      near(binomialLowerTail(k, n, p), lower, 1e-12 * lower, `P(X ≤ ${k}), ${n}, ${p}`);
    }
  });

  it('Wilson intervals to 1e-14', () => {
    for (const [k, n, confidence, low, high] of reference.wilson) {
      const interval = wilson(k, n, confidence);
      near(interval[0], low, 1e-14, `low of ${k}/${n} at ${confidence}`);
      near(interval[1], high, 1e-14, `high of ${k}/${n} at ${confidence}`);
    }
  });
});

describe('chi-square tails', () => {
  it('agree with scipy to 1e-14, or 1e-12 relative', () => {
    for (const [square, degrees, tail] of reference.chiSquareTail) {
      near(chiSquareTail(square, degrees), tail, 1e-14 + 1e-12 * tail, `P(X ≥ ${square}), ${degrees}`);
    }
  });
});

function near(value: number, expected: number, tolerance: number, where: string): void {
  assert.ok(Math.abs(value - expected) <= tolerance, `${where}: ${value}, expected ${expected}`);
}
