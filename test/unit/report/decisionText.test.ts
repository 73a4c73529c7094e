import assert from 'node:assert/strict';
import { decide, type DecisionOptions, type Decisions } from '../../../src/core/decisions/decide.ts';
import { defaultLimits } from '../../../src/core/limits.ts';
import type { PredictionTable } from '../../../src/core/predictionTable.ts';
import { decisionsJson } from '../../../src/report/decisionsJson.ts';
import { decisionSentences, idlePriorNote } from '../../../src/report/decisionText.ts';
import { linearCongruential } from '../core/linearCongruential.ts';
import { onlyRun, sampleAnalyses } from '../../ui/panel/samples.ts';
import { makeTable } from '../core/makeTable.ts';

/** Two classes whose scores lie apart by `shift`; the present answers want a score of `present`. */
function binaryTable(shift: number, present: number): PredictionTable {
  const random = linearCongruential(5);
  const actual = Array.from({ length: 300 }, (_, row) => (row < 60 ? 1 : 0));
  const yes = actual.map((label) => (random() + random() + shift * label) / (2 + shift));
  return makeTable({
    actual,
    predicted: yes.map((score) => Number(score >= present)),
    scores: yes.map((score) => [1 - score, score]),
    labels: ['no', 'yes'],
    positive: 1,
  });
}

function decisionsOf(table: PredictionTable, stated: Partial<DecisionOptions> = {}): Decisions {
  return decide(table, { ...defaultLimits, ...stated })!;
}

describe('sentences on thresholds and costs', () => {
  it('say what a better threshold shows on rows that did not choose it', () => {
    const [sentence, ...others] = decisionSentences(decisionsOf(binaryTable(1, 0.9)));
    assert.match(
      sentence!,
      /^A threshold of 0\.\d+ \(0\.\d+–0\.\d+\) on the score of 'yes' shows a higher F1: 0\.\d+ instead of 0\.\d+, \+0\.\d+ \(0\.\d+–0\.\d+\), on rows that did not choose it\. Recall would be /,
    );
    assert.deepEqual(others, []);
  });

  it('say that none is better where none is', () => {
    const decisions = decisionsOf(binaryTable(0.2, 0));
    assert.match(
      decisionSentences(decisions)[0]!,
      /^No threshold shows a higher F1 than the present answers\. /,
    );
  });

  it('say whether a condition holds on other rows', () => {
    const objective = { kind: 'recallAtPrecision', least: 0.7 } as const;
    const [sentence] = decisionSentences(decisionsOf(binaryTable(1, 0.9), { objective }));
    assert.match(sentence!, /^For the most recall at a precision of at least 0\.70 the threshold is 0\.\d+ /);
  });

  it('say what stated shares and costs come to, and what cannot be used', () => {
    const sentences = decisionSentences(
      decisionsOf(binaryTable(1, 0.6), {
        costs: new Map([['yes', new Map([['no', 9]])]]),
        deploymentPrior: new Map([
          ['yes', 1],
          ['no', 99],
        ]),
      }),
    );
    const text = sentences.join('\n');
    assert.match(
      text,
      /^Accuracy is 0\.\d+ on these rows; with the deployment shares 'no' 99\u202f%, 'yes' 1\u202f% it would be /,
    );
    assert.match(text, /The shares as stated add up to 100 and were scaled to 1\./);
    assert.match(text, /The present answers cost [\d.]+ a row, [\d.]+ at the deployment shares\./);
    assert.match(text, /Answering with the least expected cost changes \d+ rows: cost a row at deployment /);
  });
});

describe('largest p / π', () => {
  it('is told of in a sentence where it gains, and in a note that says what it is where it does not', () => {
    const analysis = sampleAnalyses().get('starting')!;
    const { decisions } = onlyRun(analysis);
    const [answer] = decisions!.answers;
    assert.equal(answer?.kind, 'prior');
    const withGain = (low: number): Decisions => {
      const balancedAccuracy = { value: 0.05, interval: [low, 0.09] as const };
      return { ...decisions!, answers: [{ ...answer, gains: { ...answer.gains, balancedAccuracy } }] };
    };
    assert.match(idlePriorNote(withGain(-0.01)) ?? '', /divides each probability by the share of its class/);
    assert.doesNotMatch(decisionSentences(withGain(-0.01)).join(' '), /balanced accuracy/);
    assert.equal(idlePriorNote(withGain(0.01)), undefined);
    assert.match(decisionSentences(withGain(0.01)).join(' '), /balanced accuracy/);
  });
});

describe('decisionsJson', () => {
  it('is the numbers as they are, and says undefined in words', () => {
    const decisions = decisionsOf(binaryTable(1, 2));
    const { thresholds, notes } = decisionsJson(decisions) as {
      thresholds: { choices: { threshold: number; present: { precision: unknown } }[] };
      notes?: unknown;
    };
    assert.equal(thresholds.choices[0]!.threshold, decisions.thresholds!.choices[0]!.threshold);
    assert.deepEqual(thresholds.choices[0]!.present.precision, { undefined: 'no positive answers' });
    assert.equal(notes, undefined);
    assert.doesNotThrow(() => JSON.parse(JSON.stringify(decisionsJson(decisions))) as unknown);
  });
});
