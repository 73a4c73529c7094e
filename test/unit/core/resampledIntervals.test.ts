import assert from 'node:assert/strict';
import { aucInterval } from '../../../src/core/aucInterval.ts';
import { evaluate } from '../../../src/core/evaluate.ts';
import type { Evaluation } from '../../../src/core/evaluation.ts';
import { mover, wilson } from '../../../src/core/intervals.ts';
import { defaultLimits } from '../../../src/core/limits.ts';
import type { MeasuredValue } from '../../../src/core/measured.ts';
import { normalCdf } from '../../../src/core/normalCdf.ts';
import type { PredictionTable } from '../../../src/core/predictionTable.ts';
import { seededRandom } from '../../../src/core/random.ts';
import { skewedMeanInterval } from '../../../src/core/skewedMean.ts';
import { studentQuantile } from '../../../src/core/studentQuantile.ts';
import { intervalReference } from './intervalReference.ts';
import { makeTable } from './makeTable.ts';

const { resampling } = defaultLimits;

describe('intervals of independent code', () => {
  it('BCa of 400,000 numpy resamples, to a fifteenth of the width', () => {
    for (const { matrix, confidence, intervals } of intervalReference.bca) {
      const evaluation = evaluate(tableOf(matrix), {
        confidence,
        resampling: { ...resampling, draws: 10_000 },
      });
      for (const [id, [low, high]] of Object.entries(intervals)) {
        const { interval, method } = valueOf(evaluation, id);
        const width = high - low;
        assert.equal(method, 'bca-bootstrap');
        assert.ok(Math.abs(interval![0] - low) < width / 15, `${id}: low ${interval![0]}, ${low} expected`);
        assert.ok(
          Math.abs(interval![1] - high) < width / 15,
          `${id}: high ${interval![1]}, ${high} expected`,
        );
      }
    }
  });

  it('the area under the ROC curve by scipy to 1e-10', () => {
    for (const [area, positives, negatives, confidence, low, high] of intervalReference.rocAuc) {
      const interval = aucInterval(area, positives, negatives, confidence);
      near(interval[0], low, 1e-10);
      near(interval[1], high, 1e-10);
    }
  });

  it("Hall's interval of a mean as the roots of his cubic to 1e-5 of the width", () => {
    for (const { values, confidence, interval } of intervalReference.mean) {
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      const moved = values.map((value) => (value - mean) / values.length);
      const moments = {
        squares: moved.reduce((sum, value) => sum + value ** 2, 0),
        cubes: moved.reduce((sum, value) => sum + value ** 3, 0),
      };
      const found = skewedMeanInterval(mean, moments, values.length - 1, confidence);
      near(found![0], interval[0], 1e-5 * (interval[1] - interval[0]));
      near(found![1], interval[1], 1e-5 * (interval[1] - interval[0]));
    }
  });

  it("Student's quantiles and normal probabilities by scipy", () => {
    for (const [probability, degrees, t] of intervalReference.student) {
      near(studentQuantile(probability, degrees), t, (degrees < 3 ? 1e-3 : 1e-5) * t);
    }
    for (const [z, probability] of intervalReference.normalCdf) near(normalCdf(z), probability, 2e-15);
  });
});

describe('intervals from resampled rows', () => {
  const rows = [
    [12, 3, 2],
    [4, 25, 7],
    [2, 6, 63],
  ];

  it('are the same bits for the same seed, and near for another', () => {
    const evaluations = [1, 1, 2].map((seed) =>
      evaluate(tableOf(rows), { confidence: 0.95, resampling: { ...resampling, seed } }),
    );
    assert.deepEqual(evaluations[0], evaluations[1]);
    const [first, , other] = evaluations.map((evaluation) => valueOf(evaluation, 'macroF1').interval!);
    assert.notDeepEqual(first, other);
    near(first![0], other![0], 0.02);
    near(first![1], other![1], 0.02);
  });

  it('do not change with names and order of the classes, nor with the order of the rows', () => {
    const order = [2, 0, 1];
    const turned = order.map((actual) => order.map((predicted) => rows[actual]![predicted]!));
    const reversed = tableOf(turned, true);
    const [one, other] = [tableOf(rows), reversed].map((table) =>
      evaluate(table, { confidence: 0.95, resampling }),
    );
    for (const id of ['balancedAccuracy', 'macroF1', 'matthewsCorrelation']) {
      assert.deepEqual(valueOf(one!, id).interval, valueOf(other!, id).interval, id);
    }
  });

  it('are those of as many rows for frequency weights', () => {
    const table = tableOf(rows);
    const cells = rows.flat();
    const weighted = makeTable({
      actual: cells.map((_, cell) => Math.floor(cell / 3)),
      predicted: cells.map((_, cell) => cell % 3),
      weights: { kind: 'frequency', values: Float64Array.from(cells) },
    });
    const [plain, frequency] = [table, weighted].map((one) =>
      evaluate(one, { confidence: 0.95, resampling }),
    );
    assert.deepEqual(frequency!.metrics, plain!.metrics);
  });

  it('have one side where every answer is right, and never no width', () => {
    for (const counts of [
      [17, 24, 36, 53, 71],
      [1, 1],
      [3, 400],
    ]) {
      const perfect = evaluate(
        tableOf(counts.map((count, k) => counts.map((_, j) => (k === j ? count : 0)))),
        {
          confidence: 0.95,
          resampling,
        },
      );
      for (const [id, value] of perfect.metrics) {
        if (value.kind === 'undefined' || id === 'noInformationRate') continue;
        if (id === 'weightedPrecision' && Math.min(...counts) < 3) {
          assert.match(value.noInterval ?? '', /^class '.*' has fewer than 3 rows$/);
          continue;
        }
        assert.equal(value.interval?.[1], 1, id);
        assert.ok(value.interval[0] < 1, id);
      }
      const recalls = counts.map((count) => ({ value: 1, interval: wilson(count, count, 0.95) }));
      near(valueOf(perfect, 'balancedAccuracy').interval![0], mover(recalls, 1 / counts.length)[0], 1e-12);
    }
  });

  it('are not narrower than MOVER where a class has all its rows right', () => {
    const evaluation = evaluate(
      tableOf([
        [17, 0],
        [14, 57],
      ]),
      { confidence: 0.95, resampling },
    );
    const { interval, method } = valueOf(evaluation, 'balancedAccuracy');
    const recalls = (
      [
        [17, 17],
        [57, 71],
      ] as const
    ).map(([k, n]) => ({ value: k / n, interval: wilson(k, n, 0.95) }));
    const [low, high] = mover(recalls, 1 / 2);
    assert.ok(interval![0] <= low && interval![1] >= Math.min(1, high) - 1e-12);
    assert.equal(method, 'bca-bootstrap-or-mover-wilson');
  });

  it('come from standard errors where resampling takes too long, nearly the same', () => {
    const large = rows.map((row) => row.map((count) => 100 * count));
    const [bca, jackknife] = [resampling, { ...resampling, steps: 1e4 }].map((limits) =>
      evaluate(tableOf(large), { confidence: 0.95, resampling: limits }),
    );
    for (const id of ['balancedAccuracy', 'macroF1', 'macroPrecision', 'matthewsCorrelation', 'cohenKappa']) {
      const [one, other] = [valueOf(bca!, id), valueOf(jackknife!, id)];
      assert.equal(other.method, 'jackknife');
      const width = one.interval![1] - one.interval![0];
      near(other.interval![0], one.interval![0], width / 10);
      near(other.interval![1], one.interval![1], width / 10);
    }
  });

  it('are absent with a reason where the classes are too many, but for those of a formula', () => {
    const many = evaluate(tableOf(rows), { confidence: 0.95, resampling: { ...resampling, steps: 10 } });
    assert.match(valueOf(many, 'macroF1').noInterval ?? '', /too long/);
    assert.equal(valueOf(many, 'macroF1').interval, undefined);
    assert.equal(valueOf(many, 'balancedAccuracy').method, 'mover-wilson');
  });

  it('hold the truth of drawn tables about as often as they say', () => {
    const random = seededRandom(9);
    const truth = [
      [0.5, 0.3, 0.2],
      [0.1, 0.7, 0.2],
      [0.05, 0.1, 0.85],
    ];
    const counts = [17, 36, 71];
    const expected = counts.map((count, actual) => truth[actual]!.map((share) => 1000 * count * share));
    const target = valueOf(evaluate(tableOf(expected), { confidence: 0.95 }), 'macroF1').value;
    let held = 0;
    const tables = 200;
    for (let number = 0; number < tables; number++) {
      const drawn = counts.map(() => counts.map(() => 0));
      for (let row = 0; row < 124; row++) {
        const actual = pick(counts, 124 * random.uniform());
        drawn[actual]![pick(truth[actual]!, random.uniform())]!++;
      }
      const limits = { ...resampling, draws: 200, seed: number };
      const { interval } = valueOf(
        evaluate(tableOf(drawn), { confidence: 0.95, resampling: limits }),
        'macroF1',
      );
      held += Number(interval![0] <= target && target <= interval![1]);
    }
    assert.ok(held >= 0.9 * tables && held <= 0.99 * tables, `${held} of ${tables}`);
  });
});

describe('intervals of losses and rankings', () => {
  it('of rankings without a mistake have one side', () => {
    const actual = [0, 0, 0, 1, 1, 1, 1, 2, 2, 2];
    const scores = actual.map((own) => [0, 1, 2].map((index) => (index === own ? 0.8 : 0.1)));
    const evaluation = evaluate(makeTable({ actual, scores }), { confidence: 0.95, resampling });
    for (const id of ['macroAveragePrecision', 'macroRocAuc', 'weightedRocAuc', 'brierScore']) {
      const { value, interval } = valueOf(evaluation, id);
      assert.ok(interval !== undefined && interval[0] <= value && value <= interval[1], id);
      assert.ok(interval[1] > interval[0], id);
    }
    for (const { metrics } of evaluation.perClass) {
      for (const id of ['averagePrecision', 'rocAuc']) {
        const value = metrics.get(id);
        assert.ok(value?.kind === 'value' && value.interval![1] === 1 && value.interval![0] < 1, id);
      }
    }
  });

  it('of losses are absent with a reason where hardly a row is costly', () => {
    const actual = [0, 0, 0, 1, 1, 1];
    const scores = actual.map((own, row) => [
      own === 0 ? 0.7 + row / 50 : 0.2,
      own === 0 ? 0.3 - row / 50 : 0.8,
    ]);
    const evaluation = evaluate(makeTable({ actual, scores }), { confidence: 0.95, resampling });
    for (const id of ['logLoss', 'balancedLogLoss', 'logLossSkill']) {
      assert.equal(valueOf(evaluation, id).interval, undefined);
      assert.match(valueOf(evaluation, id).noInterval ?? '', /fewer than 3 rows/);
    }
  });

  it('of two classes whose ROC areas are the same are the same', () => {
    const actual = [0, 0, 0, 0, 1, 1, 1, 1, 1, 0, 1];
    const scores = actual.map((_, row) => [((row * 7) % 11) / 16, 1 - ((row * 7) % 11) / 16]);
    const evaluation = evaluate(makeTable({ actual, scores }), { confidence: 0.95, resampling });
    const ofClass = evaluation.perClass[0]!.metrics.get('rocAuc') as MeasuredValue;
    const [low, high] = valueOf(evaluation, 'macroRocAuc').interval!;
    near(low, ofClass.interval![0], 1e-12);
    near(high, ofClass.interval![1], 1e-12);
  });
});

function tableOf(matrix: readonly (readonly number[])[], isReversed = false): PredictionTable {
  const rows = matrix.flatMap((row, actual) =>
    row.flatMap((count, predicted) => Array.from({ length: count }, () => ({ actual, predicted }))),
  );
  if (isReversed) rows.reverse();
  return makeTable({
    actual: rows.map(({ actual }) => actual),
    predicted: rows.map(({ predicted }) => predicted),
    labels: matrix.map((_, index) => `${isReversed ? 'x' : 'y'}${index}`),
  });
}

function pick(shares: readonly number[], at: number): number {
  let left = at;
  return Math.max(
    0,
    shares.findIndex((share) => (left -= share) <= 0),
  );
}

function valueOf({ metrics }: Evaluation, id: string): MeasuredValue {
  const value = metrics.get(id);
  assert.ok(value?.kind === 'value', id);
  return value;
}

function near(value: number, expected: number, tolerance: number): void {
  assert.ok(Math.abs(value - expected) <= tolerance, `${value}, expected ${expected}`);
}
