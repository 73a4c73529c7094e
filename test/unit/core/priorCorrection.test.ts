import assert from 'node:assert/strict';
import fc from 'fast-check';
import { priorCorrectedAnswers } from '../../../src/core/priorCorrection.ts';
import { makeTable } from './makeTable.ts';

describe('priorCorrectedAnswers', () => {
  const scores = [
    [0.6, 0.4],
    [0.8, 0.2],
    [0.95, 0.05],
    [0.3, 0.7],
  ];

  it('answers with the class of the largest p / π', () => {
    const table = makeTable({ actual: [1, 1, 0, 0], scores });
    // p / π is (0.67, 4), (0.89, 2), (1.06, 0.5) and (0.33, 7).
    assert.deepEqual(priorCorrectedAnswers(table, [90, 10]), { found: [1, 2], answered: [1, 3] });
  });

  it('changes nothing for equal priors, and counts rows by their weight', () => {
    const weights = { kind: 'frequency', values: Float64Array.from([1, 2, 3, 4]) } as const;
    const table = makeTable({ actual: [1, 1, 0, 0], scores, weights });
    assert.deepEqual(priorCorrectedAnswers(table, [5, 5]), { found: [3, 0], answered: [6, 4] });
  });

  it('never answers a class of prior 0, and says nothing without priors or scores', () => {
    const table = makeTable({ actual: [1, 1, 0, 0], scores });
    assert.deepEqual(priorCorrectedAnswers(table, [0, 1]), { found: [0, 2], answered: [0, 4] });
    assert.equal(priorCorrectedAnswers(table, [0, 0]), undefined);
    assert.equal(priorCorrectedAnswers(makeTable({ actual: [0, 1], predicted: [0, 1] }), [1, 1]), undefined);
  });

  it('keeps scores apart that are near the smallest double', () => {
    const table = makeTable({
      actual: [0, 1],
      scores: [
        [0, 5e-324],
        [5e-324, 0],
      ],
    });
    assert.deepEqual(priorCorrectedAnswers(table, [4, 4]), { found: [0, 0], answered: [1, 1] });
  });

  it('answers every row once, whatever the scale of the priors', () => {
    const rows = fc.array(
      fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 3, maxLength: 3 }),
      {
        minLength: 1,
        maxLength: 30,
      },
    );
    const priors = fc.array(fc.integer({ min: 1, max: 500 }), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(rows, priors, (drawn, counts) => {
        const table = makeTable({
          actual: drawn.map((_, row) => row % 3),
          scores: drawn,
          labels: ['a', 'b', 'c'],
        });
        const answers = priorCorrectedAnswers(table, counts)!;
        assert.equal(
          answers.answered.reduce((sum, rows) => sum + rows, 0),
          drawn.length,
        );
        assert.ok(answers.found.every((rows, index) => rows <= answers.answered[index]!));
        assert.deepEqual(
          priorCorrectedAnswers(
            table,
            counts.map((count) => count * 4),
          ),
          answers,
        );
      }),
    );
  });
});
