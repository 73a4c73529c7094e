import assert from 'node:assert/strict';
import fc from 'fast-check';
import { fitsSize, inferValidationSize } from '../../../src/analysis/validationSize.ts';
import { loggedSize, resolveSize } from '../../../src/analysis/resolveSize.ts';
import { defaultLimits } from '../../../src/core/limits.ts';
import type { TrainingRun } from '../../../src/core/trainingRun.ts';
import { epochsOf } from '../rules/evidenceOf.ts';

const limits = defaultLimits.evidence;

function printed(
  counts: readonly number[],
  rows: number,
  decimals: number,
): { value: number; tolerance: number }[] {
  return counts.map((count) => {
    return { value: Number((count / rows).toFixed(decimals)), tolerance: 0.5 * 10 ** -decimals };
  });
}

function run(accuracies: readonly number[], averagesExactly: boolean): TrainingRun {
  return { epochs: epochsOf(accuracies.map((accuracy) => ({ accuracy }))), averagesExactly };
}

describe('inferValidationSize', () => {
  it('never gives a size that does not explain the log, and seven decimals give a divisor of the true one', () => {
    const sizes = fc.integer({ min: 20, max: 3000 });
    fc.assert(
      fc.property(
        sizes,
        fc.array(fc.double({ min: 0.01, max: 0.99, noNaN: true }), { minLength: 8, maxLength: 30 }),
        (rows, shares) => {
          const counts = shares.map((share) => Math.round(share * rows));
          const log = printed(counts, rows, 7);
          const inferred = inferValidationSize(log, limits);
          if (inferred === undefined) return;
          assert.ok(fitsSize(log, inferred));
          const factor = counts.reduce(greatestCommonDivisor, rows);
          assert.equal(inferred, rows / factor);
        },
      ),
    );
  });

  it('knows that it does not know: few values, few decimals, only 0 and 1', () => {
    assert.equal(inferValidationSize(printed([100, 120], 205, 7), limits), undefined);
    assert.equal(inferValidationSize(printed([100, 120, 130, 101], 205, 2), limits), undefined);
    assert.equal(inferValidationSize(printed([0, 205, 205], 205, 7), limits), undefined);
    assert.equal(inferValidationSize([], limits), undefined);
  });

  it('reads 205 rows from four decimals', () => {
    assert.equal(
      inferValidationSize(printed([88, 101, 120, 133, 141, 140, 147, 150, 149, 152], 205, 4), limits),
      205,
    );
  });
});

describe('resolveSize', () => {
  const accuracies = [88, 101, 120, 133, 141].map((count) => count / 205);
  const exact = loggedSize(run(accuracies, true), limits);
  const counts = (rows: number): ReadonlyMap<string, number> => new Map([['a', rows]]);

  it('takes a setting, predictions, counts and the steps in this order', () => {
    const all = { setting: 410, predictions: counts(205), counts: counts(205), countsName: 'The counts' };
    const { setting, ...noSetting } = all;
    assert.deepEqual(resolveSize(all, exact).size, { value: setting, source: 'setting', exact: true });
    assert.equal(resolveSize(noSetting, exact).size?.source, 'predictions');
    assert.equal(resolveSize({ counts: counts(205), countsName: '' }, exact).size?.source, 'counts');
    assert.deepEqual(resolveSize({ countsName: '' }, exact).size, {
      value: 205,
      source: 'inferred',
      exact: true,
    });
  });

  it('does not take counts that the steps rule out, and says so', () => {
    const { size, problems } = resolveSize(
      { counts: counts(200), countsName: 'The counts of x.json' },
      exact,
    );
    assert.deepEqual(size, { value: 205, source: 'inferred', exact: true });
    assert.match(
      problems[0]!.message,
      /^The counts of x\.json give 200 validation rows, .* multiples of 1\/205\. Their sum is not used/,
    );
  });

  it('holds an inferred size of a writer that may average batches for no proof', () => {
    const loose = loggedSize(run(accuracies, false), limits);
    assert.deepEqual(resolveSize({ countsName: '' }, loose).size, {
      value: 205,
      source: 'inferred',
      exact: false,
    });
    assert.equal(resolveSize({ counts: counts(200), countsName: '' }, loose).size?.source, 'counts');
    assert.equal(loose.fits(205), false);
  });
});

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
