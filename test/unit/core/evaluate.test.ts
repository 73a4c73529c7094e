import assert from 'node:assert/strict';
import { evaluate } from '../../../src/core/evaluate.ts';
import { makeTable } from './makeTable.ts';

describe('evaluate', () => {
  const scores = [
    [0.9, 0.1],
    [0.6, 0.4],
    [0.7, 0.3],
    [0.2, 0.8],
  ];

  it('puts the positive class of a binary table among the overall values, and nothing over them', () => {
    for (const positive of [0, 1]) {
      const evaluation = evaluate(makeTable({ actual: [0, 0, 1, 1], scores, positive }), {
        confidence: 0.95,
      });
      const ofClass = evaluation.perClass[positive]!.metrics;
      for (const id of [
        'precision',
        'recall',
        'f1',
        'specificity',
        'averagePrecision',
        'rocAuc',
        'youdenJ',
      ]) {
        assert.equal(evaluation.metrics.get(id), ofClass.get(id), id);
      }
      assert.notEqual(evaluation.metrics.get('logLoss'), ofClass.get('logLoss'));
      assert.deepEqual(evaluation.positiveClass, { label: String(positive), source: 'setting' });
    }
  });

  it('has no values of a positive class where there is none', () => {
    const evaluation = evaluate(makeTable({ actual: [0, 0, 1, 1], scores }), { confidence: 0.95 });
    assert.equal(evaluation.metrics.has('recall'), false);
    assert.equal(evaluation.positiveClass, undefined);
  });

  it('gives wider intervals at a higher confidence', () => {
    const table = makeTable({ actual: [0, 0, 1, 1], scores });
    const widths = [0.5, 0.95, 0.999].map((confidence) => {
      const value = evaluate(table, { confidence }).metrics.get('balancedAccuracy');
      assert.ok(value?.kind === 'value' && value.interval !== undefined);
      return value.interval[1] - value.interval[0];
    });
    assert.deepEqual(
      widths.toSorted((left, right) => left - right),
      widths,
    );
  });

  it('says so where numbers are too large to compute with', () => {
    const table = makeTable({
      actual: [0, 1],
      scores: [
        [1e200, 0],
        [0, 1],
      ],
    });
    const brier = evaluate(table, { confidence: 0.95 }).metrics.get('brierScore');
    assert.equal(brier?.kind, 'undefined');
  });

  it('finishes with a thousand classes, most of them without samples', () => {
    const labels = Array.from({ length: 1000 }, (_, index) => `class ${index}`);
    const table = makeTable({ actual: [0, 1, 2, 2], predicted: [0, 1, 2, 999], labels });
    const { metrics } = evaluate(table, { confidence: 0.95 });
    const balanced = metrics.get('balancedAccuracy');
    const macro = metrics.get('macroF1');
    assert.ok(balanced?.kind === 'value' && macro?.kind === 'value');
    assert.equal(balanced.undefinedClasses?.length, 997);
    assert.equal(macro.value, (1 + 1 + 2 / 3 + 0) / 4);
    assert.ok(Math.abs(balanced.value - 2.5 / 3) < 1e-15);
  });

  it('names the classes that a ROC AUC misses, not all of a thousand', () => {
    const labels = Array.from({ length: 6 }, (_, index) => String.fromCharCode(97 + index));
    const table = makeTable({
      actual: [0, 1],
      scores: [0, 1].map((actual) => labels.map((_, index) => (index === actual ? 1 : 0))),
      labels,
    });
    assert.deepEqual(evaluate(table, { confidence: 0.95 }).metrics.get('macroRocAuc'), {
      kind: 'undefined',
      reason: "no samples of classes 'c', 'd', 'e' and 1 more",
    });
  });
});
