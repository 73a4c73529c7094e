import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { comparePredictions } from '../../../../src/analysis/comparePredictions.ts';
import { cellInfluences } from '../../../../src/core/comparison/cellInfluences.ts';
import type { Comparison, ComparedMetric } from '../../../../src/core/comparison/comparison.ts';
import { influenceInterval } from '../../../../src/core/comparison/influenceInterval.ts';
import { mcnemarExact, tangoInterval } from '../../../../src/core/comparison/mcnemar.ts';
import { rankingComponents } from '../../../../src/core/comparison/rankingComponents.ts';
import { confusionMatrix } from '../../../../src/core/confusionMatrix.ts';
import { defaultLimits } from '../../../../src/core/limits.ts';
import { meanRecall } from '../../../../src/core/metrics/balancedAccuracy.ts';
import { studentTail } from '../../../../src/core/studentTail.ts';
import { makeTable } from '../makeTable.ts';

interface Case {
  readonly actual: number[];
  readonly predicted: [number[], number[]];
  readonly scores: [number[], number[]];
  readonly p: number;
  readonly metrics: Record<string, { a: number; b: number; jackknifeVariance: number }>;
  readonly classes: { onlyA: number; onlyB: number; p: number; areas: [number, number]; variance: number }[];
}

/** As test/reference/makeComparisons.py writes it. */
const reference = JSON.parse(
  readFileSync(new URL('../../../reference/comparisons.json', import.meta.url), 'utf8'),
) as {
  mcnemar: { onlyA: number; onlyB: number; p: number }[];
  tango: { onlyA: number; onlyB: number; rows: number; interval: [number, number] }[];
  tables: Case[];
};

function near(value: number | undefined, expected: number, tolerance: number, where: string): void {
  assert.ok(
    value !== undefined && Math.abs(value - expected) <= tolerance,
    `${where}: ${value}, not ${expected}`,
  );
}

function tablesOf({ actual, predicted, scores }: Case) {
  return predicted.map((one, which) =>
    makeTable({ actual, predicted: one, scores: Float64Array.from(scores[which]!) }),
  ) as [ReturnType<typeof makeTable>, ReturnType<typeof makeTable>];
}

function compared(one: Case): Comparison {
  const [a, b] = tablesOf(one);
  const result = comparePredictions(a, b, defaultLimits);
  assert.equal(result.kind, 'compared');
  return result;
}

function values({ a, b, difference }: ComparedMetric): [number, number, number] {
  return [a, b, difference].map((one) => (one.kind === 'value' ? one.value : NaN)) as [
    number,
    number,
    number,
  ];
}

describe('comparisons agree with independent code', () => {
  it("McNemar's exact test with statsmodels", () => {
    for (const { onlyA, onlyB, p } of reference.mcnemar)
      near(mcnemarExact({ onlyA, onlyB }), p, 1e-12, `${onlyA} against ${onlyB}`);
  });

  it("Tango's interval with the numerically maximised likelihood", () => {
    for (const { onlyA, onlyB, rows, interval } of reference.tango) {
      const own = tangoInterval({ both: 0, onlyA, onlyB, neither: rows - onlyA - onlyB }, 0.95);
      own.forEach((bound, index) => near(bound, interval[index]!, 1e-6, `${onlyA}, ${onlyB} of ${rows}`));
    }
  });

  it("the published variance of one area, pROC's", () => {
    const scores = [0.9, 0.8, 0.4, 0.7, 0.3, 0.2, 0.1, 0.05];
    const actual = scores.map((_, row) => Number(row < 3));
    const table = makeTable({ actual, scores: scores.map((score) => [1 - score, score]) });
    const { rocAuc, areaInfluence } = rankingComponents(table, 1)!;
    near(rocAuc, 14 / 15, 1e-15, 'area');
    const influences = { rows: areaInfluence, groupOf: (row: number) => actual[row]!, groups: 2 };
    near(
      influenceInterval(0, influences, undefined, 0.95)?.variance,
      0.008888888888888889,
      1e-15,
      'variance',
    );
  });

  it('point values with scikit-learn', () => {
    for (const one of reference.tables) {
      const { metrics } = compared(one);
      assert.deepEqual(metrics.map(({ id }) => id).sort(), Object.keys(one.metrics).sort());
      for (const metric of metrics) {
        const { a, b } = one.metrics[metric.id]!;
        values(metric).forEach((value, index) =>
          near(value, [a, b, b - a][index]!, 1e-12, `${metric.id} ${index}`),
        );
      }
    }
  });

  it('tests of accuracy and of each class with statsmodels', () => {
    for (const one of reference.tables) {
      const { metrics, classes } = compared(one);
      const { test } = metrics[0]!;
      near(test?.kind === 'test' ? test.p : undefined, one.p, 1e-12, 'accuracy');
      classes.forEach(({ right, recall }, index) => {
        const { onlyA, onlyB, p } = one.classes[index]!;
        assert.deepEqual([right?.onlyA, right?.onlyB], [onlyA, onlyB]);
        near(recall.test?.kind === 'test' ? recall.test.p : undefined, p, 1e-12, `class ${index}`);
      });
    }
  });

  it("DeLong's areas and variances with every pair counted", () => {
    for (const one of reference.tables) {
      const [a, b] = tablesOf(one).map((table) =>
        one.classes.map((_, index) => rankingComponents(table, index)!),
      );
      one.classes.forEach(({ areas, variance }, index) => {
        near(a![index]!.rocAuc, areas[0], 1e-13, 'A');
        near(b![index]!.rocAuc, areas[1], 1e-13, 'B');
        const rows = a![index]!.areaInfluence.map((value, row) => b![index]!.areaInfluence[row]! - value);
        const influences = { rows, groupOf: (row: number) => Number(one.actual[row] === index), groups: 2 };
        near(influenceInterval(0, influences, undefined, 0.95)?.variance, variance, 1e-14, 'variance');
      });
    }
  });

  it('influences of matrix numbers are what leaving a row out changes', () => {
    for (const one of reference.tables) {
      const tables = tablesOf(one);
      const size = tables[0].labels.length;
      const [a, b] = tables.map((table) => cellInfluences(confusionMatrix(table), meanRecall, table));
      let variance = 0;
      one.actual.forEach((index, row) => {
        const change =
          b![index * size + one.predicted[1][row]!]! - a![index * size + one.predicted[0][row]!]!;
        variance += change * change;
      });
      near(variance, one.metrics['balancedAccuracy']!.jackknifeVariance, 1e-14, 'variance');
    }
  });

  it('the first-order variance of average precision comes near the jackknife of it', () => {
    for (const one of reference.tables) {
      const [a, b] = tablesOf(one);
      const moved = new Float64Array(one.actual.length);
      one.classes.forEach((_, index) => {
        const [first, second] = [rankingComponents(a, index)!, rankingComponents(b, index)!];
        near(
          first.precisionInfluence.reduce((sum, value) => sum + value, 0),
          0,
          1e-12,
          'no change where every row counts more',
        );
        moved.forEach((_value, row) => {
          const change = second.precisionInfluence[row]! - first.precisionInfluence[row]!;
          moved[row]! += change / one.classes.length;
        });
      });
      const variance = moved.reduce((sum, value) => sum + value * value, 0);
      const expected = one.metrics['macroAveragePrecision']!.jackknifeVariance;
      assert.ok(variance > 0.6 * expected && variance < 1.1 * expected, `${variance} for ${expected}`);
    }
  });

  it("Student's tail is the probability of its quantile", () => {
    // scipy.stats.t.sf(x, df) * 2
    near(studentTail(2.5, 10), 0.03144684423660882, 1e-7, '10 degrees');
    near(studentTail(-1.3, 35.5), 0.20197872197615327, 1e-7, '35.5 degrees');
    assert.equal(studentTail(0, 5), 1);
  });
});
