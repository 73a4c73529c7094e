import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  doubleSoftmaxClasses,
  doubleSoftmaxFloor,
  entropy,
  impossibleLoss,
  ownAccuracyLoss,
} from '../../../src/core/referenceLines.ts';

/** Rows of probabilities, each with the index of its actual class. */
const probabilityRows = fc.integer({ min: 2, max: 8 }).chain((classes) =>
  fc.array(
    fc.record({
      scores: fc
        .array(fc.double({ min: 1e-6, max: 1, noNaN: true }), { minLength: classes, maxLength: classes })
        .map(normalised),
      actual: fc.nat(classes - 1),
    }),
    { minLength: 1, maxLength: 40 },
  ),
);

function normalised(values: readonly number[]): number[] {
  // A power makes some rows sure: an even spread alone would never test the bounds closely.
  const powered = values.map((value) => value ** 8);
  const sum = powered.reduce((total, value) => total + value, 0);
  return powered.map((value) => value / sum);
}

function argmax(values: readonly number[]): number {
  return values.reduce((best, value, index) => (value > values[best]! ? index : best), 0);
}

function mean(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0) / values.length;
}

describe('reference lines', () => {
  it('no table of probabilities has a loss below the impossible line of its errors', () => {
    fc.assert(
      fc.property(probabilityRows, (rows) => {
        const loss = mean(rows.map(({ scores, actual }) => -Math.log(scores[actual]!)));
        const errors = mean(rows.map(({ scores, actual }) => (argmax(scores) === actual ? 0 : 1)));
        assert.ok(loss >= impossibleLoss(errors) - 1e-12);
      }),
      { numRuns: 1000 },
    );
    assert.equal(impossibleLoss(1), Math.LN2);
  });

  it('the own-accuracy line is the loss of one confidence, and no other confidence scores lower', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 50 }),
        fc.integer({ min: 1, max: 500 }).chain((rows) => fc.tuple(fc.constant(rows), fc.nat(rows))),
        fc.double({ min: 0.001, max: 0.999, noNaN: true }),
        (classes, [rows, right], other) => {
          const accuracy = right / rows;
          const lossOf = (confidence: number): number => {
            const ofRight = right === 0 ? 0 : -right * Math.log(confidence);
            const wrong = rows - right;
            return (ofRight + (wrong === 0 ? 0 : -wrong * Math.log((1 - confidence) / (classes - 1)))) / rows;
          };
          const line = ownAccuracyLoss(accuracy, classes);
          assert.ok(Math.abs(line - lossOf(accuracy)) < 1e-9);
          assert.ok(line <= lossOf(other) + 1e-9);
        },
      ),
    );
  });

  it('the own-accuracy line is ln K for guessing, and 0 for a perfect answer', () => {
    for (const classes of [2, 3, 5, 10]) {
      assert.ok(Math.abs(ownAccuracyLoss(1 / classes, classes) - Math.log(classes)) < 1e-12);
      assert.equal(ownAccuracyLoss(1, classes), 0);
    }
  });

  it('every loss of a softmax applied twice lies between its floor and its floor + 1', () => {
    fc.assert(
      fc.property(probabilityRows, (rows) => {
        for (const { scores, actual } of rows) {
          const floor = doubleSoftmaxFloor(scores.length);
          const loss = Math.log(scores.reduce((sum, score) => sum + Math.exp(score), 0)) - scores[actual]!;
          assert.ok(loss >= floor - 1e-12 && loss <= floor + 1 + 1e-12);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('a sure model with that fault tells its number of classes', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 1000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (classes, errors) => {
          const estimate = doubleSoftmaxClasses(doubleSoftmaxFloor(classes) + errors, errors);
          assert.ok(Math.abs(estimate - classes) < 1e-9 * classes);
        },
      ),
    );
    assert.ok(Math.abs(doubleSoftmaxFloor(5) - 0.9048) < 1e-4);
  });

  it('the prior line is the loss of forecasting the shares, at most ln K', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 500 }), { minLength: 2, maxLength: 12 }), (counts) => {
        const total = counts.reduce((sum, count) => sum + count, 0);
        const loss = counts.reduce((sum, count) => sum - count * Math.log(count / total), 0) / total;
        assert.ok(Math.abs(entropy(counts) - loss) < 1e-12);
        assert.ok(loss <= Math.log(counts.length) + 1e-12);
      }),
    );
  });
});
