import assert from 'node:assert/strict';
import fc from 'fast-check';
import { binomialUpperTail } from '../../../src/core/binomialTails.ts';
import type { Finding } from '../../../src/core/finding.ts';
import { defaultLimits } from '../../../src/core/limits.ts';
import type { RunEvidence } from '../../../src/core/runEvidence.ts';
import { accuracyNotAboveMajority as rule } from '../../../src/rules/accuracyNotAboveMajority.ts';
import { epochsOf, evidenceOf, tableOf } from './evidenceOf.ts';
import { plainSay } from './markedSay.ts';

const counts = new Map([
  ['ok', 120],
  ['worn', 80],
]);

/** A log of 10 epochs that ends at these accuracies, on 200 rows. */
function logged(accuracies: readonly number[], more: Partial<RunEvidence> = {}): RunEvidence {
  const values = Array.from({ length: 10 }, (_, index) => {
    return { accuracy: accuracies[Math.max(0, index - 10 + accuracies.length)]!, loss: 0.6 };
  });
  return {
    id: 'train.log',
    log: { file: 'train.log', run: { epochs: epochsOf(values), averagesExactly: true } },
    classCounts: { validation: counts },
    validationSize: { value: 200, source: 'counts', exact: true },
    finished: true,
    ...more,
  };
}

function check(evidence: RunEvidence): Finding | undefined {
  return rule.check(evidence, defaultLimits);
}

describe('accuracy-not-above-majority on a log', () => {
  it('says below, equals or cannot be told from, and what that may mean', () => {
    const texts = [0.55, 0.6, 0.63].map((accuracy) => rule.say(check(logged([accuracy]))!, plainSay));
    assert.match(
      texts[0]!,
      /^Validation accuracy 0\.55 is below the 0\.60 that always answering 'ok' scores\./,
    );
    assert.match(texts[1]!, /^Validation accuracy 0\.60 equals the 0\.60 /);
    assert.match(texts[2]!, /^Validation accuracy 0\.63 cannot be told from the 0\.60 /);
    for (const text of [texts[0]!, texts[2]!])
      assert.match(text, /This does not mean that the model is useless/);
    assert.match(texts[1]!, /The model may be answering 'ok' for every row/);
    assert.equal(check(logged([0.75])), undefined);
  });

  it('takes the median of the last epochs, at most a third of them, and stands on the last accuracy', () => {
    const finding = check(logged([0.9, 0.55, 0.55, 0.55, 0.9, 0.5]))!;
    assert.equal(finding.evidence['correct'], 110);
    assert.equal(finding.evidence['lastEpochs'], 4);
    assert.deepEqual(finding.location, { file: 'train.log', span: { line: 10, start: 10, end: 18 } });
  });

  it('warns of no lead and of a small one, and only informs of one that would matter', () => {
    const severities = [0.59, 0.6, 0.615, 0.63].map((accuracy) => check(logged([accuracy]))?.severity);
    assert.deepEqual(severities, ['warning', 'warning', 'warning', 'information']);
  });

  it('judges a run of three epochs by its last', () => {
    const run = (last: number): RunEvidence => ({
      ...logged([0.6]),
      log: {
        file: 'train.log',
        run: { epochs: epochsOf([0.5, 0.55, last].map((accuracy) => ({ accuracy }))), averagesExactly: true },
      },
    });
    assert.equal(check(run(0.75)), undefined);
    assert.equal(check(run(0.55))!.evidence['lastEpochs'], 1);
  });

  it('agrees with the exact test for any accuracy and share', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 1, max: 199 }), (correct, majority) => {
        const validation = new Map([
          ['ok', majority],
          ['worn', 200 - majority],
        ]);
        const found = check(logged([correct / 200], { classCounts: { validation } }));
        const share = Math.max(majority, 200 - majority) / 200;
        assert.equal(found !== undefined, binomialUpperTail(correct, 200, share) > 0.05);
      }),
    );
  });

  it('waits until a live run has settled', () => {
    const improving = epochsOf(
      Array.from({ length: 10 }, (_, index) => ({ accuracy: 0.5, loss: 1 - index / 20 })),
    );
    const live = logged([0.5], {
      finished: false,
      log: { file: 'train.log', run: { epochs: improving, averagesExactly: true } },
    });
    assert.equal(check(live), undefined);
    assert.ok(check({ ...live, finished: true }));
    assert.ok(check(logged([0.5], { finished: false })));
  });

  it('is silent without an exact number of rows or without counts', () => {
    const { validationSize, ...unsized } = logged([0.5]);
    assert.equal(check(unsized), undefined);
    assert.equal(check({ ...unsized, validationSize: { ...validationSize!, exact: false } }), undefined);
    assert.equal(check(logged([0.5], { classCounts: {} })), undefined);
  });

  it('only may say it where the share is that of the training rows', () => {
    const finding = check(logged([0.5], { classCounts: { train: counts } }))!;
    assert.equal(finding.severity, 'information');
    assert.equal(finding.verb, 'may');
    assert.match(rule.say(finding, plainSay), /would score.*not of these rows/);
  });
});

describe('accuracy-not-above-majority on predictions', () => {
  const useful = tableOf([
    [37, 3],
    [55, 105],
  ]);

  it('falls back to Information where balanced accuracy shows a useful model', () => {
    const finding = check(evidenceOf(useful))!;
    assert.equal(finding.severity, 'information');
    assert.match(rule.say(finding, plainSay), /^Accuracy 0\.71 understates this model: .*balanced accuracy/);
  });

  it('reads matching predictions rather than the log, and the log where they match no epoch', () => {
    const { predictions } = evidenceOf(useful);
    const withLog = (epochIndices: readonly number[]): RunEvidence => {
      return logged([0.9], { predictions: { ...predictions!, match: { epochIndices } } });
    };
    const matching = check(withLog([2, 4]))!;
    assert.equal(matching.location.file, 'train.log');
    assert.equal(matching.location.span.line, 5);
    assert.deepEqual(
      matching.related.map(({ location }) => location.span),
      [{ line: 0, start: 7, end: 16 }],
    );
    assert.equal(check(withLog([])), undefined);
    const run = { epochs: epochsOf([{ loss: 0.6 }]), averagesExactly: true };
    const lossOnly = { ...withLog([]), log: { file: 'train.log', run } };
    assert.equal(check(lossOnly)?.location.file, 'predictions.csv');
  });
});
