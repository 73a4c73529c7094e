import assert from 'node:assert/strict';
import { evaluate } from '../../../src/core/evaluate.ts';
import { calibrationState } from '../../../src/report/panel/calibration.ts';
import { makeTable } from '../core/makeTable.ts';
import { runOf } from './sampleRun.ts';

const options = { confidence: 0.95 };

/** Rows that say `sure` of their predicted class, `right` of 100 of them rightly. */
function sureRows(rows: number, sure: number, right: number): ReturnType<typeof makeTable> {
  const actual = Array.from({ length: rows }, (_, row) => Number(row % 100 >= right));
  return makeTable({ actual, scores: actual.map(() => [sure, 1 - sure]) });
}

describe('reliability diagrams in the report', () => {
  it('are of the predicted class and of each class, with gap, error beside its noise, and the band', () => {
    const { diagrams, caption, leftOut } = calibrationState(evaluate(sureRows(400, 0.9, 70), options), [])!;
    assert.deepEqual(
      diagrams.map(({ name }) => name),
      ['The predicted class', '0', '1'],
    );
    assert.equal(leftOut, undefined);
    assert.match(caption, /^How often probabilities come true, in 15 bins/);
    const [predicted] = diagrams;
    assert.deepEqual(predicted!.sentences.slice(0, 3), [
      'Mean confidence is 0.90 and 0.70 of the rows are right: too sure by 0.20 on average.',
      'Calibration error is 0.20; true probabilities of these rows would show 0.01 from noise alone.',
      '1 of 1 bins lies outside the band, where chance puts at most 5\u202f% of them.',
    ]);
    const [bin] = predicted!.bins;
    assert.equal(bin!.share, 1);
    // scipy.stats.binom.ppf([.025, .975], 400, .9) / 400.
    assert.deepEqual([bin!.bandLow, bin!.bandHigh], [348 / 400, 371 / 400]);
    assert.deepEqual(predicted!.table.rows[0], [
      '0.87–0.93',
      '400',
      '0.90',
      '0.70',
      '0.65–0.74',
      '0.87–0.93',
    ]);
    assert.deepEqual(JSON.parse(JSON.stringify(diagrams)), diagrams);
  });

  it('say so where the error is no larger than noise', () => {
    const [predicted] = calibrationState(evaluate(sureRows(400, 0.7, 70), options), [])!.diagrams;
    const [gap, error] = predicted!.sentences;
    assert.equal(gap, 'Mean confidence is 0.70 and 0.70 of the rows are right: the two agree on average.');
    assert.match(error!, /would show 0\.02 from noise alone, so no error is to be seen\.$/);
  });

  it('name the temperature that a finding fitted', () => {
    const run = runOf(['common', 'rare'], [160, 60], [0.95, 0.9]);
    const found = run.findings.find(({ rule }) => rule === 'confidence-off')!;
    assert.ok(found.evidence['temperature']! > 0);
    const { diagrams } = calibrationState(run.evaluation!, run.findings)!;
    const said = diagrams.map(
      ({ sentences }) => sentences.filter((text) => text.includes('temperature')).length,
    );
    assert.deepEqual(said, [1, 0, 0]);
  });

  it('are not drawn of few rows: the sentence says how many are needed', () => {
    const { diagrams, caption } = calibrationState(evaluate(sureRows(40, 0.7, 70), options), [])!;
    assert.equal(diagrams.length, 0);
    assert.match(
      caption,
      /^40 rows are too few for a reliability diagram: true probabilities would show a calibration error of 0\.06 from noise alone\. It is drawn from 50 rows on; about [5-9]0 would bring the noise down to 0\.05\.$/,
    );
  });

  it('are not drawn of logits, and not there at all without scores', () => {
    const logits = makeTable({
      actual: [0, 1],
      scores: [
        [2, -1],
        [0, 1],
      ],
    });
    assert.match(
      calibrationState(evaluate(logits, options), [])!.caption,
      /^There is no reliability diagram: a score lies outside the range of probabilities/,
    );
    const labels = evaluate(makeTable({ actual: [0, 1], predicted: [0, 1] }), options);
    assert.equal(calibrationState(labels, []), undefined);
  });

  it('are of the twelve classes that are furthest off where there are many, and stay small', () => {
    const classes = 200;
    const rows = 2 * classes;
    const actual = Array.from({ length: rows }, (_, row) => row % classes);
    const scores = new Float64Array(rows * classes).fill(0.01 / (classes - 1));
    actual.forEach((own, row) => (scores[row * classes + (own < 5 ? own + 5 : own)] = 0.99));
    const evaluation = evaluate(makeTable({ actual, scores }), options);
    const { diagrams, leftOut } = calibrationState(evaluation, [])!;
    assert.equal(diagrams.length, 13);
    assert.match(leftOut!, /^Of 200 classes, the 12 /);
    assert.ok(JSON.stringify(evaluation.reliability).length < 30_000);
    assert.deepEqual(
      evaluation.reliability!.classes.map(({ index }) => index).slice(0, 10),
      [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
    );
  });
});
