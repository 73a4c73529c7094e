import assert from 'node:assert/strict';
import fc from 'fast-check';
import { accuracyBounds, missableClasses } from '../../../src/core/accuracyBounds.ts';

describe('accuracyBounds', () => {
  it('puts 51 errors of 205 rows where they cost most and least', () => {
    // 51 errors take the classes of 17 and 27 rows and 7 of the next, or 51 of the largest.
    const bounds = accuracyBounds([71, 17, 54, 27, 36], 51)!;
    assert.equal(bounds.missable, 2);
    assert.ok(Math.abs(bounds.low - (1 - 7 / 36 + 2) / 5) < 1e-12);
    assert.ok(Math.abs(bounds.high - (4 + 20 / 71) / 5) < 1e-12);
  });

  it('holds the balanced accuracy of every way to spread the errors, and reaches both ends', () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 2, maxLength: 4 });
    fc.assert(
      fc.property(sizes, fc.nat(), (counts, seed) => {
        const rows = counts.reduce((sum, size) => sum + size, 0);
        const errors = seed % (rows + 1);
        const all = spreads(counts, errors);
        const balanced = all.map(
          (wrong) => wrong.reduce((sum, w, c) => sum + 1 - w / counts[c]!, 0) / counts.length,
        );
        const missed = all.map((wrong) => wrong.filter((w, c) => w === counts[c]).length);
        const bounds = accuracyBounds(counts, errors)!;
        assert.ok(Math.abs(bounds.low - Math.min(...balanced)) < 1e-12);
        assert.ok(Math.abs(bounds.high - Math.max(...balanced)) < 1e-12);
        assert.equal(bounds.missable, Math.max(...missed));
        assert.equal(bounds.classes, counts.length);
        const named = missableClasses(new Map(counts.map((size, c) => [`class ${c}`, size])), errors);
        assert.equal(named.length, bounds.missable);
        const size = (label: string): number => counts[Number(label.slice('class '.length))]!;
        assert.ok(named.reduce((sum, label) => sum + size(label), 0) <= errors);
      }),
    );
  });

  it('says nothing of one class, or of errors that cannot be', () => {
    assert.equal(accuracyBounds([7, 0], 2), undefined);
    for (const errors of [-1, 21, 1.5, NaN]) assert.equal(accuracyBounds([10, 10], errors), undefined);
  });
});

/** Every way to put `errors` on classes of these sizes. */
function spreads(sizes: readonly number[], errors: number): number[][] {
  const [first, ...others] = sizes;
  if (first === undefined) return errors === 0 ? [[]] : [];
  return Array.from({ length: Math.min(first, errors) + 1 }, (_, here) =>
    spreads(others, errors - here).map((rest) => [here, ...rest]),
  ).flat();
}
