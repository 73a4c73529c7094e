import assert from 'node:assert/strict';
import fc from 'fast-check';
import { evaluate } from '../../../src/core/evaluate.ts';
import type { Finding } from '../../../src/core/finding.ts';
import { defaultLimits } from '../../../src/core/limits.ts';
import { lossOfScoresAsLogits } from '../../../src/core/logLoss.ts';
import type { PredictionTable } from '../../../src/core/predictionTable.ts';
import { ownAccuracyLoss } from '../../../src/core/referenceLines.ts';
import type { RunEvidence } from '../../../src/core/runEvidence.ts';
import { rules } from '../../../src/rules/all.ts';
import { attachedLoss } from '../../../src/rules/attachedLoss.ts';
import { applyPolicy } from '../../../src/rules/policy.ts';
import { makeTable } from '../core/makeTable.ts';
import { assertMessage, assertPlaces } from './assertFinding.ts';
import { fullEpochs, logEvidence } from './evidenceOf.ts';
import type { EpochValues } from './evidenceOf.ts';
import { plainSay } from './markedSay.ts';

const rows = 200;
const limits = defaultLimits;

/** Two hundred rows of five classes, the first `right` of which are right, each with one confidence. */
function sureTable(right: number, confidence: number): PredictionTable {
  const actual = Array.from({ length: rows }, (_, row) => row % 5);
  const scores = actual.map((label, row) => {
    const answer = row < right ? label : (label + 1) % 5;
    return [0, 1, 2, 3, 4].map((index) => (index === answer ? confidence : (1 - confidence) / 4));
  });
  return makeTable({ actual, scores });
}

/** The mean of −ln of a probability of each row's own class. */
function meanLoss({ actual, scores, labels }: PredictionTable): number {
  const losses = Array.from(actual, (label, row) => -Math.log(scores![row * labels.length + label]!));
  return losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
}

function softmaxOf(table: PredictionTable): PredictionTable {
  const classes = table.labels.length;
  const scores = table.scores!.map((score, cell) => {
    const start = cell - (cell % classes);
    const powers = Array.from(table.scores!.subarray(start, start + classes), Math.exp);
    return Math.exp(score) / powers.reduce((sum, power) => sum + power, 0);
  });
  return { ...table, scores };
}

function evidenceWith(
  table: PredictionTable,
  values: readonly EpochValues[],
  decimals?: number,
): RunEvidence {
  const evaluation = evaluate(table, { confidence: 0.95 });
  const printed = values.map((one) => {
    const loss = one.valLoss;
    return decimals === undefined || typeof loss !== 'number'
      ? one
      : { ...one, valLoss: Number(loss.toFixed(decimals)) };
  });
  const tolerance = decimals === undefined ? 6e-8 : 0.5 * 10 ** -decimals;
  const match = { epochIndices: [values.length - 1] };
  return logEvidence(fullEpochs(printed, tolerance), {
    predictions: { file: 'predictions.csv', table, evaluation, match },
  });
}

function found(rule: string, evidence: RunEvidence): Finding | undefined {
  return rules.find(({ id }) => id === rule)!.check(evidence, limits);
}

function marked(evidence: RunEvidence): readonly Finding[] {
  const all = rules.flatMap((rule) => rule.check(evidence, limits) ?? []);
  return applyPolicy(all, rules, evidence, { severities: new Map(), mutedBecause: () => undefined });
}

describe('the loss of scores taken as logits', () => {
  it('is the log loss of their softmax, for any scores', () => {
    const someRows = fc.array(
      fc.array(fc.double({ min: -30, max: 30, noNaN: true }), { minLength: 3, maxLength: 3 }),
      { minLength: 1, maxLength: 20 },
    );
    fc.assert(
      fc.property(someRows, (scores) => {
        const table = makeTable({ actual: scores.map((_, row) => row % 3), scores });
        assert.ok(Math.abs(lossOfScoresAsLogits(table)! - meanLoss(softmaxOf(table))) < 1e-9);
      }),
    );
  });

  it('is undefined without scores, without rows and where a score is not finite', () => {
    assert.equal(lossOfScoresAsLogits(makeTable({ actual: [0, 1], predicted: [0, 1] })), undefined);
    assert.equal(lossOfScoresAsLogits(makeTable({ actual: [], scores: [], labels: ['a', 'b'] })), undefined);
    assert.equal(lossOfScoresAsLogits(makeTable({ actual: [0], scores: [[Infinity, 0]] })), undefined);
  });
});

describe('softmax-applied-twice with probabilities', () => {
  const table = sureTable(120, 0.8);
  const twice = meanLoss(softmaxOf(table));
  const plain = meanLoss(table);
  const at = (valLoss: number, decimals?: number, some = table): RunEvidence =>
    evidenceWith(
      some,
      [
        { valLoss: 1.5, valAccuracy: 0.3 },
        { valLoss, valAccuracy: 0.6 },
      ],
      decimals,
    );

  it('is exact at any accuracy and length of run, within the printing of the loss', () => {
    for (const decimals of [undefined, 4, 3]) {
      const evidence = at(twice, decimals);
      const one = found('softmax-applied-twice', evidence)!;
      assert.deepEqual([one.verb, one.severity, one.location.span.line], ['is', 'warning', 2]);
      assert.ok(Math.abs(one.evidence['twiceLoss']! - twice) < 1e-12);
      assert.ok(Math.abs(one.evidence['plainLoss']! - plain) < 1e-12);
      assertMessage(
        rules.find(({ id }) => id === one.rule)!,
        one,
      );
      assertPlaces(one, evidence);
    }
  });

  it('is silent for the loss of the probabilities themselves, for any other, and where both are the same', () => {
    for (const loss of [plain, twice + 0.001, twice - 0.001]) {
      assert.equal(found('softmax-applied-twice', at(loss)), undefined);
    }
    const even = sureTable(120, 0.2);
    assert.equal(attachedLoss(at(Math.log(5), undefined, even), limits)?.kind, 'open');
  });

  it('takes no logits and no importance weights for it', () => {
    const logits = { ...table, scores: table.scores!.map((score) => 3 * score - 1) };
    assert.equal(attachedLoss(at(lossOfScoresAsLogits(logits)!, undefined, logits), limits), undefined);
    const values = new Float64Array(rows).fill(1);
    const weighted = { ...table, weights: { kind: 'importance' as const, values } };
    assert.equal(attachedLoss(at(twice, undefined, weighted), limits), undefined);
  });

  it('is not said by the curve where the probabilities show another loss', () => {
    const values = [0.7, 0.85, 0.88, 0.9, 0.91, 0.92, 0.925].map((valAccuracy) => ({
      valAccuracy,
      valLoss: Math.log1p(4 / Math.E) + 1 - valAccuracy,
    }));
    const sure = sureTable(185, 0.97);
    assert.equal(
      found(
        'softmax-applied-twice',
        logEvidence(fullEpochs(values), {
          classCounts: { validation: new Map(sure.labels.map((label) => [label, 40])) },
        }),
      )?.verb,
      'shows',
    );
    assert.equal(found('softmax-applied-twice', evidenceWith(sure, values)), undefined);
  });
});

describe('rules on the loss of a log with probabilities', () => {
  /** Accuracy rises to `right` of 200 while loss stays; training is plain. */
  const flat = (right: number, valLoss: number): EpochValues[] =>
    Array.from({ length: 20 }, (_, epoch) => {
      const valAccuracy = Math.round(90 + ((right - 90) * epoch) / 19) / rows;
      const loss = ownAccuracyLoss(valAccuracy, 5);
      return { loss, accuracy: valAccuracy, valLoss, valAccuracy };
    });

  it('are explained by the confidence where that is off', () => {
    const table = sureTable(160, 0.97);
    const findings = marked(evidenceWith(table, flat(160, meanLoss(table))));
    for (const rule of ['loss-lags-accuracy', 'loss-above-own-accuracy']) {
      const one = findings.find((finding) => finding.rule === rule);
      assert.equal(one?.suppressedBy, 'confidence-off', rule);
    }
  });

  it('are explained by softmax applied twice where that is shown', () => {
    const table = sureTable(160, 0.8);
    const findings = marked(evidenceWith(table, flat(160, lossOfScoresAsLogits(table)!)));
    for (const rule of ['loss-lags-accuracy', 'loss-above-own-accuracy']) {
      const one = findings.find((finding) => finding.rule === rule);
      assert.equal(one?.suppressedBy, 'softmax-applied-twice', rule);
    }
  });

  it('use what the probabilities say and do not ask for them', () => {
    const table = sureTable(160, 0.8);
    for (const rule of ['loss-lags-accuracy', 'loss-above-own-accuracy']) {
      const definition = rules.find(({ id }) => id === rule)!;
      const other = found(rule, evidenceWith(table, flat(160, 1.6)))!;
      assert.match(definition.say(other, plainSay), /not the logged 1\.6/);
      assertMessage(definition, other);
      const asked = found(
        rule,
        logEvidence(fullEpochs(flat(160, 1.6)), {
          classCounts: { validation: new Map(table.labels.map((label) => [label, 40])) },
        }),
      )!;
      assert.match(definition.say(asked, plainSay), /prediction file/);
    }
  });

  it('do not call a model worse than none whose own loss is better', () => {
    const table = sureTable(160, 0.8);
    const values = flat(160, 1.8);
    const counts = { classCounts: { validation: new Map(table.labels.map((label) => [label, 40])) } };
    assert.equal(
      found('loss-worse-than-prior', logEvidence(fullEpochs(values), counts))?.severity,
      'warning',
    );
    assert.equal(found('loss-worse-than-prior', evidenceWith(table, values)), undefined);
  });
});
