import assert from 'node:assert/strict';
import { expectedMaximum } from '../../../src/core/expectedMaximum.ts';

describe('expectedMaximum', () => {
  it('gives the tabled expectations of normal order statistics', () => {
    // Harter, Biometrika 48 (1961) 151–165, table 1; exact for 2 and 3: 1/√π and 3/(2√π).
    for (const [draws, expected] of [
      [1, 0],
      [2, 1 / Math.sqrt(Math.PI)],
      [3, 3 / (2 * Math.sqrt(Math.PI))],
      [5, 1.16296],
      [10, 1.53875],
      [20, 1.86748],
      [100, 2.50759],
    ] as const)
      assert.ok(Math.abs(expectedMaximum(draws) - expected) < 6e-6, String(draws));
  });
});
