import assert from 'node:assert/strict';
import fc from 'fast-check';
import { checkActivation, NoProbabilities, probabilities } from '../../../src/models/probabilities.ts';

const rows = (...values: number[]) => Float64Array.from(values);

describe('probabilities from the outputs of a model', () => {
  it('are the outputs of a softmax, untouched', () => {
    const outputs = rows(0.2, 0.3, 0.5, 1, 0, 0);
    assert.deepEqual(probabilities(outputs, 3, undefined), outputs);
  });

  it('bear the rounding of float32', () => {
    const outputs = Float64Array.from(Float32Array.from([0.1, 0.2, 0.7]));
    assert.deepEqual(probabilities(outputs, 3, undefined), outputs);
  });

  it('are two for the one output of a sigmoid: the second class has its value', () => {
    assert.deepEqual(probabilities(rows(0.25, 1), 1, undefined), rows(0.75, 0.25, 0, 1));
  });

  it('come from logits where that is asked for', () => {
    const [first = NaN, second = NaN] = probabilities(rows(0, Math.log(3)), 2, 'softmax');
    assert.ok(Math.abs(first - 0.25) < 1e-15 && Math.abs(second - 0.75) < 1e-15);
    assert.deepEqual(probabilities(rows(0), 1, 'sigmoid'), rows(0.5, 0.5));
  });

  it('sum to one for any finite logits, and keep their order', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ noNaN: true, min: -1e300, max: 1e300 }), { minLength: 2, maxLength: 9 }),
        (logits) => {
          const scores = probabilities(Float64Array.from(logits), logits.length, 'softmax');
          assert.ok(Math.abs(scores.reduce((sum, score) => sum + score, 0) - 1) < 1e-12);
          assert.equal(scores[logits.indexOf(Math.max(...logits))], Math.max(...scores));
        },
      ),
    );
  });

  it('are refused where the outputs are something else, with the row', () => {
    const wrong: [Float64Array, number, RegExp][] = [
      [rows(0.5, 0.5, -0.1, 1.1), 2, /-0\.1.*--activation softmax/],
      [rows(0.5, 0.5, 0.6, 0.6), 2, /sum to 1\.200, not 1.*--activation softmax/],
      [rows(0.5, 1.5), 1, /1\.5.*--activation sigmoid/],
      [rows(0.5, 0.5, NaN, 1), 2, /answers NaN/],
      [rows(0.5, Infinity), 1, /answers Infinity/],
    ];
    for (const [outputs, columns, reason] of wrong) {
      assert.throws(
        () => probabilities(outputs, columns, undefined),
        (error) => error instanceof NoProbabilities && error.row === 1 && reason.test(error.message),
      );
    }
    assert.throws(() => probabilities(rows(NaN, 1), 2, 'softmax'), /answers NaN/);
  });
});

describe('an activation', () => {
  it('must fit the number of outputs', () => {
    assert.throws(() => checkActivation(undefined, 3, 'sigmoid'), /3 outputs\. Use --activation softmax/);
    assert.throws(() => checkActivation(undefined, 1, 'softmax'), /one output\. Use --activation sigmoid/);
  });

  it('is not applied twice, and not left out after a layer without one', () => {
    assert.throws(() => checkActivation('softmax', 3, 'softmax'), /softmax already/);
    assert.throws(() => checkActivation('linear', 3, undefined), /logits. Use --activation softmax/);
    assert.throws(() => checkActivation('linear', 1, undefined), /logits. Use --activation sigmoid/);
    assert.throws(() => checkActivation('softmax', 1, undefined), /always 1/);
  });

  it('is fine else', () => {
    for (const [last, columns, asked] of [
      ['softmax', 3, undefined],
      ['sigmoid', 1, undefined],
      ['linear', 3, 'softmax'],
      ['linear', 1, 'sigmoid'],
      [undefined, 3, undefined],
    ] as const)
      assert.doesNotThrow(() => checkActivation(last, columns, asked));
  });
});
