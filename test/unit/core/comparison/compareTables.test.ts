import assert from 'node:assert/strict';
import fc from 'fast-check';
import { comparePredictions } from '../../../../src/analysis/comparePredictions.ts';
import type { ComparedMetric, Comparison } from '../../../../src/core/comparison/comparison.ts';
import { mcnemarExact, rowsToSettle, tangoInterval } from '../../../../src/core/comparison/mcnemar.ts';
import { defaultLimits } from '../../../../src/core/limits.ts';
import type { PredictionTable } from '../../../../src/core/predictionTable.ts';
import { drawBinomial, seededRandom } from '../../../../src/core/random.ts';
import { makeTable } from '../makeTable.ts';

function compare(a: PredictionTable, b: PredictionTable): Comparison {
  const result = comparePredictions(a, b, defaultLimits);
  assert.equal(result.kind, 'compared');
  return result;
}

function metric({ metrics }: Comparison, id: string): ComparedMetric {
  return metrics.find((one) => one.id === id)!;
}

function difference({ difference: one }: ComparedMetric): { value: number; interval?: readonly number[] } {
  assert.equal(one.kind, 'value');
  return one;
}

function closeTo(a: unknown, b: unknown, where: string): void {
  if (typeof a === 'number' && typeof b === 'number') {
    assert.ok(Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a)), `${where}: ${a} and ${b}`);
  } else if (typeof a === 'object' && a !== null && typeof b === 'object' && b !== null) {
    assert.deepEqual(Object.keys(a), Object.keys(b), where);
    for (const [key, value] of Object.entries(a))
      closeTo(value, (b as Record<string, unknown>)[key], `${where}.${key}`);
  } else assert.deepEqual(a, b, where);
}

/** Two files of the same rows, with scores, three classes that all have rows. */
const pairs = fc
  .array(fc.tuple(fc.nat(2), fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 6, maxLength: 6 })), {
    minLength: 4,
    maxLength: 30,
  })
  .map(
    (rows) => [[0, [8, 1, 1, 3, 2, 2]], [1, [3, 4, 2, 1, 8, 1]], [2, [1, 1, 9, 2, 2, 5]], ...rows] as const,
  )
  .map((rows) => {
    const actual = rows.map(([index]) => index);
    const file = (from: number): PredictionTable =>
      makeTable({
        actual,
        scores: rows.map(([, numbers]) => {
          const own = numbers.slice(from, from + 3);
          const sum = own.reduce((total, one) => total + one, 0);
          return own.map((one) => one / sum);
        }),
      });
    return [file(0), file(3)] as const;
  });

function takeRows(table: PredictionTable, rows: readonly number[], weights?: PredictionTable['weights']) {
  const size = table.labels.length;
  return makeTable({
    actual: rows.map((row) => table.actual[row]!),
    predicted: rows.map((row) => table.predicted[row]!),
    scores: rows.map((row) => Array.from(table.scores!.subarray(row * size, (row + 1) * size))),
    labels: table.labels,
    ...(weights === undefined ? {} : { weights }),
  });
}

describe('comparing two files', () => {
  it('turns every sign when the files change places', () => {
    fc.assert(
      fc.property(pairs, ([a, b]) => {
        const [there, back] = [compare(a, b), compare(b, a)];
        there.metrics.forEach((one, index) => {
          const other = back.metrics[index]!;
          const [forth, reverse] = [difference(one), difference(other)];
          closeTo(forth.value, -reverse.value || 0, one.id);
          closeTo(forth.interval?.[0], reverse.interval && -reverse.interval[1]!, `${one.id} interval`);
          if (one.test?.kind === 'test' && other.test?.kind === 'test')
            closeTo(one.test.p, other.test.p, `${one.id} p`);
        });
        closeTo(there.rowsNeeded, back.rowsNeeded, 'rows needed');
      }),
      { numRuns: 60 },
    );
  });

  it('does not change with the order of rows or the names of classes', () => {
    fc.assert(
      fc.property(pairs, fc.nat(), ([a, b], turn) => {
        const places = [...a.actual.keys()];
        const order = places.map((row) => places[(row + turn) % places.length]!);
        const base = compare(a, b);
        closeTo(compare(takeRows(a, order), takeRows(b, order)).metrics, base.metrics, 'another order');
        const named = (table: PredictionTable) => ({ ...table, labels: ['x', 'y', 'z'] });
        closeTo(compare(named(a), named(b)).metrics, base.metrics, 'other names');
      }),
      { numRuns: 40 },
    );
  });

  it('counts a row of a frequency weight as so many rows, everywhere', () => {
    fc.assert(
      fc.property(pairs, ([a, b]) => {
        const values = Float64Array.from(a.actual, (_, row) => (row * 7) % 3);
        values.fill(1, 0, 3);
        const rows = [...a.actual.keys()].flatMap((row) => Array.from({ length: values[row]! }, () => row));
        const weights = { values, kind: 'frequency' as const };
        const weighted = compare({ ...a, weights }, { ...b, weights });
        const plain = compare(takeRows(a, rows), takeRows(b, rows));
        closeTo(weighted.metrics, plain.metrics, 'metrics');
        closeTo(weighted.classes, plain.classes, 'classes');
        assert.equal(weighted.rows, plain.rows);
      }),
      { numRuns: 40 },
    );
  });

  it('gives differences without tests for importance weights, whatever their scale', () => {
    fc.assert(
      fc.property(pairs, ([a, b]) => {
        const of = (scale: number) => {
          const values = Float64Array.from(a.actual, (_, row) => scale * (1 + (row % 4)));
          const weights = { values, kind: 'importance' as const };
          return compare({ ...a, weights }, { ...b, weights });
        };
        const [one, other] = [of(1), of(1000)];
        closeTo(one.metrics, other.metrics, 'metrics');
        assert.equal(one.right, undefined);
        assert.equal(one.rowsNeeded, undefined);
        for (const { test } of [...one.metrics, ...one.classes.map(({ recall }) => recall)])
          assert.notEqual(test?.kind, 'test');
        assert.match(one.leftOut.join(' '), /importance weights/);
      }),
      { numRuns: 40 },
    );
  });

  it('finds nothing between a file and itself, and says so without a 0 for what is not known', () => {
    fc.assert(
      fc.property(pairs, ([a]) => {
        const same = compare(a, a);
        assert.equal(same.answeredOtherwise, 0);
        for (const one of same.metrics) {
          const { value, interval } = difference(one);
          assert.equal(value, 0);
          if (interval !== undefined) assert.ok(interval[0]! < 0 && interval[1]! > 0, one.id);
        }
        assert.equal(same.rowsNeeded?.kind, 'undefined');
        assert.ok(
          same.classes.every(
            ({ rocAuc }) => rocAuc?.test?.kind === 'none' && /DeLong/.test(rocAuc.test.reason),
          ),
        );
      }),
      { numRuns: 40 },
    );
  });

  it('compares what two classes have: F1, average precision and ROC AUC of the positive one', () => {
    const actual = [0, 0, 0, 0, 1, 1, 1, 0, 1, 0];
    const scores = (own: number[]) => own.map((score) => [1 - score, score]);
    const a = makeTable({
      actual,
      scores: scores([0.1, 0.6, 0.3, 0.2, 0.7, 0.4, 0.9, 0.3, 0.2, 0.1]),
      positive: 1,
    });
    const b = makeTable({
      actual,
      scores: scores([0.2, 0.3, 0.3, 0.1, 0.8, 0.6, 0.9, 0.4, 0.45, 0.2]),
      positive: 1,
    });
    const result = compare(a, b);
    assert.deepEqual(
      result.metrics.map(({ id, label }) => [id, label]),
      [
        ['accuracy', undefined],
        ['balancedAccuracy', undefined],
        ['f1', '1'],
        ['averagePrecision', '1'],
        ['rocAuc', '1'],
        ['logLoss', undefined],
      ],
    );
    assert.equal(result.positiveClass, '1');
    assert.ok(difference(metric(result, 'rocAuc')).value > 0);
  });

  it('names what is missing: probabilities of one file, rows of a class', () => {
    const a = makeTable({ actual: [0, 1, 0, 1], predicted: [0, 1, 1, 2], labels: ['p', 'q', 'r'] });
    const b = makeTable({ actual: [0, 1, 0, 1], predicted: [0, 1, 1, 1], labels: ['p', 'q', 'r'] });
    const result = compare(a, b);
    assert.match(result.leftOut.join(' '), /Neither file has probabilities/);
    const [, , empty] = result.classes;
    assert.deepEqual(empty?.recall.difference, { kind: 'undefined', reason: "no samples of class 'r'" });
    assert.equal(empty.rowsNeeded, undefined);
  });

  it('tells how many rows would settle a difference, and such numbers do', () => {
    const random = seededRandom(11);
    for (const [onlyB, onlyA, rows] of [
      [12, 5, 205],
      [3, 1, 17],
      [20, 15, 205],
      [8, 3, 71],
    ] as const) {
      const needed = rowsToSettle({ both: 0, onlyA, onlyB, neither: rows - onlyA - onlyB }, 0.05, 0.8)!;
      let settled = 0;
      for (let draw = 0; draw < 4_000; draw++) {
        const differing = drawBinomial(random, needed, (onlyA + onlyB) / rows);
        const ofB = drawBinomial(random, differing, onlyB / (onlyA + onlyB));
        settled += Number(mcnemarExact({ onlyA: differing - ofB, onlyB: ofB }) <= 0.05);
      }
      assert.ok(
        Math.abs(settled / 4_000 - 0.8) < 0.04,
        `${onlyB} to ${onlyA} of ${rows}: ${settled / 4_000}`,
      );
    }
    assert.equal(rowsToSettle({ both: 5, onlyA: 3, onlyB: 3, neither: 1 }, 0.05, 0.8), undefined);
  });

  it("Tango's interval holds the difference and never leaves [−1, 1]", () => {
    fc.assert(
      fc.property(fc.nat(40), fc.nat(40), fc.nat(40), fc.nat(40), (both, onlyA, onlyB, neither) => {
        const rows = both + onlyA + onlyB + neither;
        fc.pre(rows > 0);
        const [low, high] = tangoInterval({ both, onlyA, onlyB, neither }, 0.95);
        const value = (onlyB - onlyA) / rows;
        assert.ok(-1 <= low && low <= value && value <= high && high <= 1 && low < high);
      }),
    );
  });
});
