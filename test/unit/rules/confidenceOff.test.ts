import assert from 'node:assert/strict';
import fc from 'fast-check';
import { defaultLimits } from '../../../src/core/limits.ts';
import type { PredictionTable, RowWeights } from '../../../src/core/predictionTable.ts';
import { confidenceOff } from '../../../src/rules/confidenceOff.ts';
import { assertMessage, assertPlaces } from './assertFinding.ts';
import { evidenceOf, fullEpochs, logEvidence, tableOf } from './evidenceOf.ts';

/** Two classes, every answer with one confidence. */
function sureTable(
  cells: readonly (readonly number[])[],
  confidence: number,
  more: { weights?: RowWeights } = {},
): PredictionTable {
  const table = tableOf(cells, more);
  const scores = Array.from(table.predicted).flatMap((label) =>
    label === 0 ? [confidence, 1 - confidence] : [1 - confidence, confidence],
  );
  const columns = {
    ...table.columns,
    scores: [{ name: 'p_a', span: { line: 0, start: 17, end: 20 } }, { name: 'p_b' }],
  };
  return { ...table, columns, scores: Float64Array.from(scores) };
}

const seventy = [
  [70, 30],
  [30, 70],
];

function check(table: PredictionTable) {
  return confidenceOff.check(evidenceOf(table), defaultLimits);
}

describe('confidence-off', () => {
  it('is a Warning for a model that is too sure, Information for one that is too modest', () => {
    const sure = check(sureTable(seventy, 0.9))!;
    assert.equal(sure.severity, 'warning');
    assert.ok(Math.abs(sure.evidence['gap']! - 0.2) < 1e-12);
    assert.ok(
      sure.evidence['temperature']! > 1 && sure.evidence['lossAfter']! < sure.evidence['lossBefore']!,
    );
    const modest = check(sureTable(seventy, 0.55))!;
    assert.equal(modest.severity, 'information');
    assert.ok(modest.evidence['temperature']! < 1);
    assert.equal(check(sureTable(seventy, 0.72)), undefined);
  });

  it('waits for more than noise', () => {
    const few = [
      [7, 3],
      [3, 7],
    ];
    assert.equal(check(sureTable(few, 0.8)), undefined);
  });

  it('holds its evidence, and places within its files, for any table', () => {
    const cells = fc.array(fc.array(fc.nat(60), { minLength: 2, maxLength: 2 }), {
      minLength: 2,
      maxLength: 2,
    });
    fc.assert(
      fc.property(cells, fc.double({ min: 0.5, max: 1, noNaN: true }), (matrix, confidence) => {
        const evidence = evidenceOf(sureTable(matrix, confidence));
        const found = confidenceOff.check(evidence, defaultLimits);
        if (found === undefined) return;
        assert.ok(Object.values(found.evidence).every(Number.isFinite));
        assertMessage(confidenceOff, found);
        assertPlaces(found, evidence);
      }),
      { numRuns: 300 },
    );
  });

  it('stands on the loss of the matching epoch, else on the first score column', () => {
    const table = sureTable(seventy, 0.9);
    assert.deepEqual(check(table)!.location.span, { line: 0, start: 17, end: 20 });
    const { predictions } = evidenceOf(table);
    const log = logEvidence(fullEpochs([{ valLoss: 1, valAccuracy: 0.7 }]), {
      predictions: { ...predictions!, match: { epochIndices: [0] } },
    });
    const found = confidenceOff.check(log, defaultLimits)!;
    assert.deepEqual(found.location, { file: 'train.log', span: { line: 1, start: 30, end: 38 } });
    assert.equal(found.related[0]!.location.file, 'predictions.csv');
  });

  it('counts frequency weights as rows, and judges no importance weights and no scores that are no probabilities', () => {
    const values = Float64Array.from({ length: 200 }, () => 2);
    const weighted = check(sureTable(seventy, 0.9, { weights: { kind: 'frequency', values } }))!;
    assert.equal(weighted.evidence['rows'], 400);
    assert.equal(check(sureTable(seventy, 0.9, { weights: { kind: 'importance', values } })), undefined);
    const table = sureTable(seventy, 0.9);
    assert.equal(check({ ...table, scores: table.scores!.map((score) => score * 0.9) }), undefined);
    assert.equal(check({ ...table, scores: table.scores!.map((score) => score * 4 - 2) }), undefined);
  });

  it('is silent about exactly calibrated probabilities', () => {
    const random = generator(7);
    let fired = 0;
    for (let draw = 0; draw < 400; draw++) {
      const table = sureTable(
        [
          [100, 0],
          [0, 100],
        ],
        0.9,
      );
      const scores = Float64Array.from(table.scores!);
      const actual = Int32Array.from(table.predicted, (label, row) => {
        const confidence = 0.5 + 0.5 * random();
        scores[2 * row + label] = confidence;
        scores[2 * row + 1 - label] = 1 - confidence;
        return random() < confidence ? label : 1 - label;
      });
      if (check({ ...table, actual, scores }) !== undefined) fired++;
    }
    // Nominally 1 %: 4 of 400 on average, more than 12 in one case of 5,000.
    assert.ok(fired <= 12, `${fired} of 400`);
  });
});

/** A small generator of its own, so that the draws are the same on every machine. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
