import assert from 'node:assert/strict';
import { matchEpochs } from '../../../src/analysis/epochMatch.ts';
import { defaultLimits } from '../../../src/core/limits.ts';
import type { Evaluation } from '../../../src/core/evaluation.ts';
import type { Measured } from '../../../src/core/measured.ts';
import { makeTable } from '../core/makeTable.ts';
import { epochsOf } from '../rules/evidenceOf.ts';

/** All that the match reads of an evaluation. */
function evaluationOf(accuracy: number, logLoss?: number): Evaluation {
  const metrics = new Map<string, Measured>([['accuracy', { kind: 'value', value: accuracy }]]);
  if (logLoss !== undefined) metrics.set('logLoss', { kind: 'value', value: logLoss });
  return {
    rows: 205,
    labels: [],
    confusionMatrix: [],
    metrics,
    perClass: [],
    confidence: 0.95,
    hasScores: logLoss !== undefined,
    weighted: false,
  };
}

describe('matchEpochs', () => {
  const epochs = epochsOf([
    { accuracy: Math.fround(150 / 205), loss: 0.5 },
    { accuracy: Math.fround(152 / 205), loss: 0.5012 },
    { accuracy: Math.fround(152 / 205), loss: 0.502 },
    { accuracy: Math.fround(152 / 205), loss: 0.7 },
  ]);
  // The softmax of (1, 0) gives the first class e / (e + 1): a loss of 0.3133, and of 1.3133 where that is wrong.
  const table = makeTable({
    actual: [0, 0, 0, 0, 1],
    scores: Array.from({ length: 5 }, () => [1, 0]),
  });
  const indices = (right: number, loss?: number): readonly number[] =>
    matchEpochs(
      { epochs, averagesExactly: true },
      { evaluation: evaluationOf(right / 205, loss), table },
      defaultLimits.evidence,
    ).epochIndices;

  it('goes by accuracy, then by loss: as exactly as float32 allows, else as scores of four decimals do', () => {
    assert.deepEqual(indices(152), [1, 2, 3]);
    assert.deepEqual(indices(152, 0.5020004), [2]);
    assert.deepEqual(indices(152, 0.5016), [1, 2]);
    assert.deepEqual(indices(152, 0.9), [1, 2, 3]);
    assert.deepEqual(indices(151, 0.5), []);
  });

  it('goes by the loss of the softmax of the scores where no epoch has their own', () => {
    const twice = epochs.map((epoch, index) =>
      index === 2
        ? {
            ...epoch,
            readings: epoch.readings.map((reading) =>
              reading.metric === 'loss' ? { ...reading, value: 0.5133 } : reading,
            ),
          }
        : epoch,
    );
    const match = (loss: number): readonly number[] =>
      matchEpochs(
        { epochs: twice, averagesExactly: true },
        { evaluation: evaluationOf(152 / 205, loss), table },
        defaultLimits.evidence,
      ).epochIndices;
    assert.deepEqual(match(0.9), [2]);
    assert.deepEqual(match(0.7), [3]);
  });
});
