import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { definitionsFor } from '../../../../src/core/definitions/all.ts';
import { batchMean } from '../../../../src/core/definitions/batchMeans.ts';
import { leftClosedError } from '../../../../src/core/definitions/calibration.ts';
import { printedUnit, roundingRoom } from '../../../../src/core/definitions/losses.ts';
import { metricInput } from '../../../../src/core/metricInput.ts';
import type { PredictionTable } from '../../../../src/core/predictionTable.ts';
import { equalWidthBins, meanGap } from '../../../../src/core/reliability.ts';
import { makeTable } from '../makeTable.ts';
import { fromMatrix, options } from '../measuredValues.ts';

interface Case {
  readonly name: string;
  readonly actual: readonly number[];
  readonly scores: readonly (readonly number[])[];
  readonly classWeights: readonly number[];
  readonly values: Readonly<Record<string, number>>;
  readonly float32: Readonly<Record<string, number>>;
}

const reference = JSON.parse(readFileSync('test/reference/definitions.json', 'utf8')) as {
  readonly versions: Readonly<Record<string, string>>;
  readonly cases: readonly Case[];
};

function valueOf(
  table: PredictionTable,
  id: string,
  classWeights?: ReadonlyMap<string, number>,
): number | undefined {
  const definition = definitionsFor(table.labels).find((one) => one.id === id);
  assert.ok(definition !== undefined, `there is no definition ${id}`);
  return definition.value(metricInput(table, { ...options, ...(classWeights && { classWeights }) }));
}

function near(actual: number | undefined, expected: number, tolerance = 1e-12): void {
  assert.ok(
    actual !== undefined && Math.abs(actual - expected) <= tolerance * Math.max(1, Math.abs(expected)),
    `${actual} is not ${expected}`,
  );
}

describe('definitions of common metrics', () => {
  for (const { name, actual, scores, classWeights, values, float32 } of reference.cases) {
    const table = makeTable({ actual, scores });
    const weights = new Map(classWeights.map((weight, index) => [String(index), weight]));

    describe(name, () => {
      for (const [id, expected] of Object.entries(values)) {
        it(`${id} is that of scikit-learn`, () => near(valueOf(table, id, weights), expected));
      }
      for (const [id, expected] of Object.entries(float32)) {
        it(`${id} is that of torchmetrics, PyTorch or Keras`, () =>
          near(valueOf(table, id, weights), expected, 2e-6));
      }
    });
  }

  it('T07 a class that is never predicted: yardstick leaves it out, caret takes specificity in', () => {
    const table = makeTable({ actual: [0, 0, 0, 0, 1, 1, 2], predicted: [0, 0, 0, 1, 1, 1, 0] });
    near(valueOf(table, 'macroF1'), 0.5166666666666667);
    near(valueOf(table, 'definedMacroF1'), 0.775);
    near(valueOf(table, 'definedMacroPrecision'), 0.7083333333333333);
    near(valueOf(table, 'balancedAccuracy'), 0.5833333333333334);
    near(valueOf(table, 'meanOfRecallAndSpecificity'), 0.7027777777777777);
  });

  it('T13, T14 and T15 two macro F1', () => {
    const some = makeTable({ actual: [0, 0, 1, 1, 2, 2], predicted: [0, 1, 1, 1, 2, 2] });
    near(valueOf(some, 'macroF1'), 0.822222, 1e-6);
    near(valueOf(some, 'f1OfMeans'), 0.860215, 1e-6);
    const five = fromMatrix([
      [5, 2, 3, 3, 4],
      [1, 11, 3, 4, 5],
      [1, 1, 25, 4, 5],
      [0, 1, 2, 45, 5],
      [0, 0, 1, 3, 67],
    ]);
    near(valueOf(five, 'f1OfMeans'), 0.6930521757644069);
    near(valueOf(five, 'balancedAccuracy'), 0.6479228000882344);
    const issue = makeTable({
      actual: [1, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 4, 4],
      predicted: [1, 1, 1, 0, 0, 2, 2, 3, 3, 3, 4, 3, 4, 3],
    });
    near(valueOf(issue, 'macroF1'), 0.4833333333333333);
    // Over the labels 1 to 4, as there, precision is 0.725 and recall 0.5667; the fifth label has neither.
    const [p, r] = [(4 * 0.725) / 5, (4 * 0.5666666666666667) / 5];
    near(valueOf(issue, 'f1OfMeans'), (2 * p * r) / (p + r));
  });

  it('T27 and T28 weighted losses', () => {
    const rows = [
      [0.7, 0.2, 0.1],
      [0.6, 0.3, 0.1],
      [0.5, 0.3, 0.2],
      [0.2, 0.5, 0.3],
      [0.3, 0.4, 0.3],
      [0.4, 0.4, 0.2],
    ];
    const table = makeTable({ actual: [0, 0, 0, 1, 1, 2], scores: rows });
    const weights = new Map([
      ['0', 1],
      ['1', 2],
      ['2', 5],
    ]);
    near(valueOf(table, 'logLoss'), 0.7965872621888116);
    near(valueOf(table, 'weightedLogLoss', weights), 1.068892761275281);
    near(valueOf(table, 'kerasWeightedLogLoss', weights), 2.137785522550562);
    near(valueOf(table, 'balancedLogLoss'), 0.978124261579791);
    assert.equal(valueOf(table, 'weightedLogLoss'), undefined);
    const binary = makeTable({ actual: [0, 0, 0, 1], scores: [0.1, 0.2, 0.3, 0.4].map((p) => [1 - p, p]) });
    near(valueOf(binary, 'logLoss'), 0.4003674356962309);
    near(valueOf(binary, 'balancedLogLoss'), 0.5723418677555389);
  });

  it('T38 four geometric means', () => {
    const table = makeTable({ actual: [0, 1, 2, 0, 1, 2], predicted: [0, 2, 1, 0, 1, 2] });
    near(valueOf(table, 'geometricMean'), 0.6299605249474366);
    near(valueOf(table, 'meanGeometricMean'), 0.7415816237971963);
    near(valueOf(table, 'geometricMeanOfMeans'), 0.7453559924999299);
    const lost = makeTable({ actual: [0, 1, 2, 0, 1, 2], predicted: [0, 2, 1, 0, 0, 1] });
    near(valueOf(lost, 'geometricMean'), 0);
    near(valueOf(lost, 'correctedGeometricMean'), 0.01);
  });

  it('T39 bins of calibration closed on either side, and a confidence of 1', () => {
    const values = Float64Array.from([0.2, 0.2, 0.4, 0.6, 0.6, 0.8, 0.8, 1, 1, 1]);
    const hits = Uint8Array.from([0, 1, 0, 1, 1, 1, 0, 1, 1, 0]);
    near(meanGap(equalWidthBins({ values, hits }, 5)).gap, 0.34);
    near(leftClosedError({ values, hits }, 5, 'last'), 0.26);
    const two = { values: Float64Array.from([0.95, 1]), hits: Uint8Array.from([1, 0]) };
    near(meanGap(equalWidthBins(two)).gap, 0.475);
    near(leftClosedError(two, 15, 'own'), 0.525);
  });

  it('a mean over batches lies in the range that all orders of the rows have', () => {
    const actual = [0, 0, 1, 1, 1];
    const predicted = [0, 1, 1, 1, 0];
    const found = batchMean(metricInput(makeTable({ actual, predicted }), options), 'accuracy', 2);
    // Batches 1/2, 2/2 and 0/1; the last row alone may be right or wrong.
    near(found?.value, 0.5);
    near(found?.range[0], 0.5);
    near(found?.range[1], (1 + 2 / 2) / 3);
    const whole = batchMean(metricInput(makeTable({ actual, predicted }), options), 'accuracy', 99);
    assert.deepEqual(whole, { batch: 5, value: 0.6, range: [0.6, 0.6] });
  });

  it('knows the decimals of the scores, and what they may move a loss by', () => {
    const scores = reference.cases[0]!.scores;
    const { actual } = reference.cases[0]!;
    const exact = makeTable({ actual, scores });
    assert.equal(printedUnit(exact), undefined);
    assert.equal(roundingRoom(metricInput(exact, options)), 0);
    const rounded = makeTable({ actual, scores: scores.map((row) => row.map((p) => Number(p.toFixed(3)))) });
    assert.equal(printedUnit(rounded), 0.001);
    const room = roundingRoom(metricInput(rounded, options));
    const moved = Math.abs(valueOf(rounded, 'logLoss')! - valueOf(exact, 'logLoss')!);
    assert.ok(moved > 0 && moved <= room && room < 0.01, `${moved} of ${room}`);
  });
});
