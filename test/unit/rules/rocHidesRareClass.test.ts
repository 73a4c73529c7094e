import assert from 'node:assert/strict';
import { evaluate } from '../../../src/core/evaluate.ts';
import type { Finding } from '../../../src/core/finding.ts';
import { defaultLimits } from '../../../src/core/limits.ts';
import type { PredictionTable } from '../../../src/core/predictionTable.ts';
import { seededRandom } from '../../../src/core/random.ts';
import type { RunEvidence } from '../../../src/core/runEvidence.ts';
import { rocHidesRareClass } from '../../../src/rules/rocHidesRareClass.ts';
import { rareClassTable } from '../../bench/rareClassNulls.ts';
import { makeTable } from '../core/makeTable.ts';
import { assertMessage, assertPlaces } from './assertFinding.ts';
import { evidenceOf, fullEpochs } from './evidenceOf.ts';
import { plainSay } from './markedSay.ts';

function checked(evidence: RunEvidence): Finding | undefined {
  const finding = rocHidesRareClass.check(evidence, defaultLimits);
  if (finding !== undefined) {
    assertMessage(rocHidesRareClass, finding);
    assertPlaces(finding, evidence);
  }
  return finding;
}

/** Scores of one normal distribution for 'no' and one 1.81 higher for 'yes': ROC AUC 0.90 at any share. */
function tableAt(positives: number, rows: number): PredictionTable {
  return rareClassTable(positives, rows, 1.8124, seededRandom(21));
}

/** 20 rows each of two rare classes, ranked behind 60 of 2,000 others; the third class has the remaining rows. */
function twoRare(): PredictionTable {
  const actual = Array.from({ length: 2040 }, (_, row) => (row < 20 ? 0 : row < 40 ? 1 : 2));
  const scores = actual.map((own, row) => {
    const high = own !== 2 || (row >= 40 && row < 100);
    const first = high ? 0.4 - (own === 2 ? 0 : 0.1) : (row % 100) / 1000;
    return [first, first, 1 - 2 * first];
  });
  const predicted = scores.map(([first]) => (first! > 1 / 3 ? 0 : 2));
  return makeTable({ actual, predicted, scores, labels: ['a', 'b', 'c'] });
}

describe('roc-hides-rare-class', () => {
  it('fires on scores of one ROC AUC where the class is rare, and only there', () => {
    for (const [positives, rows, fires] of [
      [100, 10_000, true],
      [400, 4000, false],
      [1000, 2000, false],
    ] as const) {
      const finding = checked(evidenceOf(tableAt(positives, rows)));
      assert.equal(finding !== undefined, fires, `${positives} of ${rows}`);
      if (finding === undefined) continue;
      assert.equal(finding.severity, 'information');
      assert.deepEqual(finding.names['classes'], ['yes']);
      assert.ok(Math.abs(finding.evidence['rocAuc']! - 0.9) < 0.03);
      assert.ok(finding.evidence['averagePrecisionHigh']! < 0.5);
    }
  });

  it('has the intervals of the evaluation where one class is rare', () => {
    const evidence = evidenceOf(tableAt(100, 10_000));
    const { evidence: numbers } = checked(evidence)!;
    const metric = evidence.predictions!.evaluation.perClass[1]!.metrics.get('averagePrecision')!;
    assert.ok(metric.kind === 'value');
    assert.deepEqual([numbers['averagePrecisionLow'], numbers['averagePrecisionHigh']], metric.interval);
    assert.equal(numbers['averagePrecision'], metric.value);
    assert.equal(numbers['confidence'], 0.95);
  });

  it('says how many answers are right at the score that finds half of the class', () => {
    // Of each of 'a' and 'b' all 20 rows lie behind 60 others and level with the 20 of the other class.
    const table = twoRare();
    const finding = checked(evidenceOf(table))!;
    assert.deepEqual(finding.names['classes'], ['a', 'b']);
    assert.equal(finding.evidence['precisionAtHalf'], 0.2);
    assert.equal(finding.evidence['averagePrecision'], 0.2);
    assert.equal(finding.evidence['confidence'], 0.975);
    assert.match(
      rocHidesRareClass.say(finding, plainSay),
      /^ROC AUC 0\.9\d of 'a' hides an average precision of 0\.20 .* 20 % of the answers are right\. Also 'b'/,
    );
  });

  it('asks for both bounds: few rows of the class show nothing', () => {
    assert.equal(checked(evidenceOf(tableAt(8, 800))), undefined);
  });

  it('stands on the logged ROC AUC of the epoch of the predictions', () => {
    const evidence = evidenceOf(tableAt(100, 10_000));
    const [epoch] = fullEpochs([{ valLoss: 0.1 }]);
    const span = { line: 1, start: 60, end: 68 };
    const reading = { split: 'validation', metric: 'rocAuc', value: 0.9, tolerance: 1e-6, span } as const;
    const epochs = [{ ...epoch!, readings: [...epoch!.readings, reading] }];
    const found = checked({
      ...evidence,
      log: { file: 'train.log', run: { epochs, averagesExactly: true } },
      predictions: { ...evidence.predictions!, match: { epochIndices: [0] } },
    })!;
    assert.deepEqual(found.location, { file: 'train.log', span });
    assert.deepEqual(
      found.related.map(({ what }) => what),
      ['predictions'],
    );
  });

  it('counts frequency weights as rows and leaves importance weights alone', () => {
    const table = tableAt(100, 10_000);
    const twice = { kind: 'frequency', values: new Float64Array(10_000).fill(2) } as const;
    const finding = checked(evidenceOf({ ...table, weights: twice }))!;
    assert.deepEqual([finding.evidence['rows'], finding.evidence['allRows']], [200, 20_000]);
    const weights = { kind: 'importance', values: new Float64Array(10_000).fill(0.5) } as const;
    assert.equal(checked(evidenceOf({ ...table, weights })), undefined);
  });

  it('is silent without scores', () => {
    const { scores, ...labelsOnly } = tableAt(100, 10_000);
    assert.ok(scores !== undefined);
    const evaluation = evaluate(labelsOnly, { confidence: 0.95 });
    const predictions = { file: 'p.csv', table: labelsOnly, evaluation };
    assert.equal(checked({ id: 'p', predictions, classCounts: {}, finished: true }), undefined);
  });
});
