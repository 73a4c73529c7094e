import assert from 'node:assert/strict';
import { decide, type DecisionOptions } from '../../../src/core/decisions/decide.ts';
import { defaultLimits } from '../../../src/core/limits.ts';
import { thresholdSuboptimal } from '../../../src/rules/thresholdSuboptimal.ts';
import { linearCongruential } from '../core/linearCongruential.ts';
import { makeTable } from '../core/makeTable.ts';
import { assertMessage, assertPlaces } from './assertFinding.ts';
import { evidenceOf } from './evidenceOf.ts';

/** 300 rows, some in class 'yes'; answered 'yes' from `present` on. */
function evidenceFor(present: number, stated: Partial<DecisionOptions> = {}, positives = 60, seed = 5) {
  const random = linearCongruential(seed);
  const actual = Array.from({ length: 300 }, (_, row) => (row < positives ? 1 : 0));
  const yes = actual.map((label) => (random() + random() + label) / 3);
  const table = makeTable({
    actual,
    predicted: yes.map((score) => Number(score >= present)),
    scores: yes.map((score) => [1 - score, score]),
    labels: ['no', 'yes'],
    positive: 1,
  });
  const evidence = evidenceOf(table);
  const decisions = decide(table, { ...defaultLimits, ...stated })!;
  return { ...evidence, predictions: { ...evidence.predictions!, decisions } };
}

function check(...parts: Parameters<typeof evidenceFor>) {
  return thresholdSuboptimal.check(evidenceFor(...parts), defaultLimits);
}

describe('threshold-suboptimal', () => {
  it('fires where another threshold gains F1 on rows that did not choose it', () => {
    const evidence = evidenceFor(0.9);
    const finding = thresholdSuboptimal.check(evidence, defaultLimits)!;
    assert.equal(finding.severity, 'information');
    assert.ok(finding.evidence['gainLow']! > 0 && finding.evidence['gain']! >= 0.02);
    assertMessage(thresholdSuboptimal, finding);
    assertPlaces(finding, evidence);
  });

  it('is silent where the present threshold is about the best, with few rows, and for what was asked else', () => {
    assert.equal(check(0.55), undefined);
    assert.equal(check(0.9, {}, 19), undefined);
    assert.equal(check(0.9, { objective: { kind: 'balancedAccuracy' } }), undefined);
    assert.equal(check(0.9, { costs: new Map([['yes', new Map([['no', 2]])]]) }), undefined);
    const deploymentPrior = new Map([
      ['yes', 0.1],
      ['no', 0.9],
    ]);
    assert.equal(check(0.9, { deploymentPrior }), undefined);
    assert.equal(
      thresholdSuboptimal.check(evidenceOf(evidenceFor(0.9).predictions.table), defaultLimits),
      undefined,
    );
  });

  it('does not tell scores that rank nothing to answer the class more often', () => {
    const actual = Array.from({ length: 300 }, (_, row) => Number(row < 60));
    const scores = actual.map((_, row) => [1 - (row % 20) / 50, (row % 20) / 50]);
    const table = makeTable({
      actual,
      predicted: actual.map(() => 0),
      scores,
      labels: ['no', 'yes'],
      positive: 1,
    });
    const evidence = evidenceOf(table);
    const decisions = decide(table, defaultLimits)!;
    const predictions = { ...evidence.predictions!, decisions };
    assert.ok(decisions.thresholds!.choices[0]!.gainInterval[0] > 0);
    assert.equal(thresholdSuboptimal.check({ ...evidence, predictions }, defaultLimits), undefined);
  });

  it('hardly ever fires where the scores say nothing', () => {
    let fired = 0;
    for (let seed = 1; seed <= 60; seed++) {
      const random = linearCongruential(seed);
      const actual = Array.from({ length: 120 }, (_, row) => (row < 40 ? 1 : 0));
      const yes = actual.map(() => random());
      const table = makeTable({
        actual,
        predicted: actual.map(() => 1),
        scores: yes.map((score) => [1 - score, score]),
        labels: ['no', 'yes'],
        positive: 1,
      });
      const limits = {
        ...defaultLimits,
        decisions: { ...defaultLimits.decisions, draws: [100, 100] as const },
      };
      const evidence = evidenceOf(table);
      const decisions = decide(table, limits)!;
      const found = thresholdSuboptimal.check(
        { ...evidence, predictions: { ...evidence.predictions!, decisions } },
        defaultLimits,
      );
      if (found !== undefined) fired++;
    }
    assert.ok(fired <= 3, `${fired} of 60`);
  });
});
