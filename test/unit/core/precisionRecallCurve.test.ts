import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { precisionRecallCurve } from '../../../src/core/precisionRecallCurve.ts';
import type { PrecisionRecallCurve } from '../../../src/core/precisionRecallCurve.ts';
import type { PredictionTable } from '../../../src/core/predictionTable.ts';
import { rankClass } from '../../../src/core/ranking.ts';
import { thinCurve } from '../../../src/core/thinCurve.ts';
import { makeTable } from './makeTable.ts';

/** As test/reference/makePrecisionRecall.py writes it. */
interface ReferenceCase {
  readonly name: string;
  readonly actual: readonly number[];
  readonly rawScores: readonly number[];
  readonly rawWeights: readonly number[] | null;
  readonly curve:
    | 'undefined'
    | {
        readonly thresholds: readonly number[];
        readonly precision: readonly number[];
        readonly recall: readonly number[];
        readonly averagePrecision: number;
      };
}

const reference = JSON.parse(
  readFileSync(new URL('../../reference/precisionRecall.json', import.meta.url), 'utf8'),
) as { sklearn: string; cases: ReferenceCase[] };

function tableOf(
  actual: readonly number[],
  scores: readonly number[],
  weights?: readonly number[],
): PredictionTable {
  return makeTable({
    actual,
    labels: ['rest', 'class'],
    scores: Float64Array.from(scores.flatMap((score) => [1 - score, score])),
    ...(weights === undefined
      ? {}
      : { weights: { kind: 'importance', values: Float64Array.from(weights) } as const }),
  });
}

/** The area below the steps: Σ (Rₙ − Rₙ₋₁) Pₙ. */
function areaOf({ recall, precision }: PrecisionRecallCurve): number {
  return recall.reduce((sum, at, point) => sum + (at - (recall[point - 1] ?? 0)) * precision[point]!, 0);
}

function near(actual: ArrayLike<number>, expected: readonly number[], what: string): void {
  assert.equal(actual.length, expected.length, what);
  expected.forEach((value, index) => {
    assert.ok(Math.abs(actual[index]! - value) <= 1e-12, `${what} ${index}: ${actual[index]} and ${value}`);
  });
}

describe(`precision-recall curves as scikit-learn ${reference.sklearn} has them`, () => {
  for (const { name, actual, rawScores, rawWeights, curve: expected } of reference.cases) {
    it(name, () => {
      const scores = rawScores.map((raw) => raw / 64);
      const table = tableOf(
        actual,
        scores,
        rawWeights?.map((raw) => raw / 4),
      );
      const curve = precisionRecallCurve(table, 1);
      if (expected === 'undefined') {
        assert.equal(curve, undefined);
        return;
      }
      assert.ok(curve);
      near(curve.thresholds, expected.thresholds.toReversed(), 'threshold');
      near(curve.precision, expected.precision.slice(0, -1).toReversed(), 'precision');
      near(curve.recall, expected.recall.slice(0, -1).toReversed(), 'recall');
      near([areaOf(curve)], [expected.averagePrecision], 'average precision');
    });
  }

  it('covers ties, weights and classes without rows', () => {
    assert.ok(reference.cases.some(({ rawWeights }) => rawWeights !== null));
    assert.ok(reference.cases.some(({ curve }) => curve === 'undefined'));
    assert.ok(
      reference.cases.some(
        ({ curve, actual }) => curve !== 'undefined' && curve.thresholds.length < actual.length / 2,
      ),
    );
  });
});

describe('precisionRecallCurve', () => {
  it('is undefined without scores', () => {
    assert.equal(precisionRecallCurve(makeTable({ actual: [0, 1], predicted: [0, 1] }), 1), undefined);
  });

  it('has the average precision of the ranking as its area, for any rows', () => {
    const rows = fc.array(fc.tuple(fc.integer({ min: 0, max: 1 }), fc.integer({ min: 0, max: 12 })), {
      minLength: 1,
    });
    fc.assert(
      fc.property(rows, (drawn) => {
        const table = tableOf(
          drawn.map(([actual]) => actual),
          drawn.map(([, raw]) => raw / 16),
        );
        const curve = precisionRecallCurve(table, 1);
        const expected = rankClass(table, 1)!.averagePrecision;
        if (curve === undefined) assert.equal(expected, undefined);
        else near([areaOf(curve)], [expected!], 'area');
      }),
    );
  });
});

/** How far a point lies from a curve drawn as steps: up or down at the lower recall, then across. */
function distanceToSteps(steps: PrecisionRecallCurve, x: number, y: number): number {
  let least = Infinity;
  for (let to = 1; to < steps.recall.length; to++) {
    const [left, right] = [steps.recall[to - 1]!, steps.recall[to]!];
    const [from, at] = [steps.precision[to - 1]!, steps.precision[to]!];
    const riser = Math.hypot(x - left, Math.max(Math.min(from, at) - y, y - Math.max(from, at), 0));
    const tread = Math.hypot(Math.max(left - x, x - right, 0), y - at);
    least = Math.min(least, riser, tread);
  }
  return least;
}

describe('thinCurve', () => {
  const drawn = fc.record({
    rows: fc.integer({ min: 2, max: 4_000 }),
    share: fc.double({ min: 0.005, max: 0.9, noNaN: true }),
    skill: fc.double({ min: 0, max: 2, noNaN: true }),
    seed: fc.integer(),
  });

  function curveOf({
    rows,
    share,
    skill,
    seed,
  }: {
    rows: number;
    share: number;
    skill: number;
    seed: number;
  }) {
    let state = seed >>> 0;
    const random = (): number => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return state / 2 ** 32;
    };
    const actual = Array.from({ length: rows }, () => (random() < share ? 1 : 0));
    actual[0] = 1;
    const scores = actual.map((label) => (random() + random() + skill * label * random()) / 4);
    return precisionRecallCurve(tableOf(actual, scores), 1)!;
  }

  it('keeps at most 200 points, the first and the last among them, and looks the same to a hundredth', () => {
    fc.assert(
      fc.property(drawn, (how) => {
        const curve = curveOf(how);
        const thin = thinCurve(curve, 200);
        assert.ok(thin.recall.length <= 200);
        assert.equal(thin.thresholds[0], curve.thresholds[0]);
        assert.equal(thin.thresholds.at(-1), curve.thresholds.at(-1));
        if (curve.recall.length <= 200) assert.deepEqual(thin, curve);
        curve.recall.forEach((x, point) => {
          assert.ok(thin.recall.length < 2 || distanceToSteps(thin, x, curve.precision[point]!) <= 0.01);
        });
      }),
      { numRuns: 60 },
    );
  });

  it('gives points of the curve only, in their order', () => {
    fc.assert(
      fc.property(drawn, (how) => {
        const curve = curveOf(how);
        const places = Array.from(thinCurve(curve, 50).thresholds, (at) => curve.thresholds.indexOf(at));
        assert.ok(!places.includes(-1));
        assert.deepEqual(
          places,
          [...new Set(places)].sort((a, b) => a - b),
        );
      }),
      { numRuns: 20 },
    );
  });
});
