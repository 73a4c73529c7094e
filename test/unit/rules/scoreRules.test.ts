import assert from 'node:assert/strict';
import { defaultLimits } from '../../../src/core/limits.ts';
import { evaluate } from '../../../src/core/evaluate.ts';
import type { Finding } from '../../../src/core/finding.ts';
import type { PredictionTable } from '../../../src/core/predictionTable.ts';
import type { RunEvidence } from '../../../src/core/runEvidence.ts';
import { predictionCsv } from '../../../src/formats/predictions/predictionCsv.ts';
import { seededRandom } from '../../../src/core/random.ts';
import { classProbabilityShifted } from '../../../src/rules/classProbabilityShifted.ts';
import { confidenceOff } from '../../../src/rules/confidenceOff.ts';
import { probabilitiesMalformed } from '../../../src/rules/probabilitiesMalformed.ts';
import type { Rule } from '../../../src/rules/rule.ts';
import { calibratedTable } from '../../bench/predictionNulls.ts';
import { assertMessage, assertPlaces } from './assertFinding.ts';
import { plainSay } from './markedSay.ts';

function read(text: string): PredictionTable {
  const reader = predictionCsv.reader({ limits: defaultLimits.reading });
  reader.push(new TextEncoder().encode(text));
  return reader.end().document!;
}

function evidenceOfFile(table: PredictionTable): RunEvidence {
  const evaluation = evaluate(table, { confidence: 0.95 });
  return { id: 'p.csv', predictions: { file: 'p.csv', table, evaluation }, classCounts: {}, finished: true };
}

function checked(rule: Rule, table: PredictionTable): Finding | undefined {
  const evidence = evidenceOfFile(table);
  const finding = rule.check(evidence, defaultLimits);
  if (finding !== undefined) {
    assertMessage(rule, finding);
    assertPlaces(finding, evidence);
  }
  return finding;
}

/** Rows of `a`, `b` and `c` in turn, right and sure by 0.6, under these column names and answers. */
function rowsOf(count: number, columns: string, answers = 'abc'): string {
  const rows = Array.from({ length: count }, (_, row) => {
    const scores = [0, 1, 2].map((own) => (own === row % 3 ? 0.6 : 0.2));
    return `${'abc'[row % 3]!},${answers[row % 3]!},${scores.join(',')}`;
  });
  return [`y_true,y_pred,${columns}`, ...rows, ''].join('\n');
}

describe('probabilities-malformed', () => {
  const say = (finding: Finding): string => probabilitiesMalformed.say(finding, plainSay);
  const good = 'prob_a,prob_b,prob_c';

  it('says nothing of probabilities, of the argmax of a file, and of a file without scores', () => {
    assert.equal(checked(probabilitiesMalformed, read(rowsOf(60, good))), undefined);
    assert.equal(checked(probabilitiesMalformed, read('y_true,y_pred\na,a\nb,a\n')), undefined);
    const digits = 'y_true,prob_a,prob_b,prob_c\na,0.33,0.33,0.33\nb,0.34,0.33,0.34\n';
    assert.equal(checked(probabilitiesMalformed, read(digits)), undefined);
  });

  it('finds logits, in all of their rows', () => {
    const finding = checked(
      probabilitiesMalformed,
      read('y_true,y_pred,logit_a,logit_b\na,a,0.5,0.5\na,a,2.5,-1.25\nb,b,-3,4\n'),
    )!;
    assert.deepEqual([finding.severity, finding.location.span.line], ['error', 2]);
    assert.match(say(finding), /^Scores go from -3\.00 to 4\.00, outside their range in 2 of 3 rows: logits/);
  });

  it('finds percentages and a single score outside its range', () => {
    const percent = read('y_true,y_pred,prob_a,prob_b\na,a,99.5,0.5\nb,b,3,97\n');
    assert.match(
      say(checked(probabilitiesMalformed, percent)!),
      /^Scores go from 0\.50 to 99\.50.*2 of 2 rows: no prob/,
    );
    const single = read('y_true,y_pred,score\n0,0,0.2\n1,1,1.4\n0,0,0.1\n');
    assert.equal(checked(probabilitiesMalformed, single)!.location.span.line, 2);
  });

  it('finds rows that do not sum to one', () => {
    const table = read('y_true,y_pred,prob_a,prob_b\na,a,0.9,0.1\nb,b,0.6,0.7\n');
    const finding = checked(probabilitiesMalformed, table)!;
    assert.match(
      say(finding),
      /^Scores of a row sum to 1\.00 at least and 1\.30 at most, not to one in 1 of 2 rows/,
    );
    assert.equal(finding.location.span.line, 2);
  });

  it('finds rows that were left out for want of a score', () => {
    const table = read('y_true,y_pred,prob_a,prob_b\na,a,0.9,0.1\nb,b,nan,0.7\nb,b,0.2,0.8\n');
    assert.equal(table.actual.length, 2);
    const finding = checked(probabilitiesMalformed, table)!;
    assert.match(say(finding), /^A score is missing or no number in 1 of 3 rows/);
    assert.deepEqual([finding.severity, finding.location.span.line], ['error', 2]);
  });

  it('finds columns in another order than the classes, and lets nothing be said of confidence', () => {
    const table = read(rowsOf(60, 'prob_b,prob_c,prob_a'));
    const finding = checked(probabilitiesMalformed, table)!;
    assert.equal(finding.severity, 'error');
    assert.match(
      say(finding),
      /^The highest score is the predicted class in 0 % of 60 rows, in 100 % if column 'a' is read as 'c'/,
    );
    assert.deepEqual(finding.names['answers'], ['a', 'b', 'c']);
    assert.deepEqual(finding.names['meanings'], ['c', 'a', 'b']);
    assert.equal(confidenceOff.check(evidenceOfFile(table), defaultLimits), undefined);
    assert.notEqual(confidenceOff.check(evidenceOfFile(read(rowsOf(60, good))), defaultLimits), undefined);
  });

  it('only notes answers of a moved threshold, from more than 1 % of the rows on', () => {
    const moved = (others: number): string =>
      rowsOf(300, good).replaceAll(/^b,b/gm, () => (others-- > 0 ? 'b,a' : 'b,b'));
    assert.equal(checked(probabilitiesMalformed, read(moved(3))), undefined);
    const finding = checked(probabilitiesMalformed, read(moved(6)))!;
    assert.deepEqual([finding.severity, finding.location.span.line], ['information', 2]);
    assert.match(say(finding), /highest score in 6 of 300 rows \(2 %\)/);
  });

  it('notes a score of zero for the actual class', () => {
    const table = read('y_true,y_pred,prob_a,prob_b\na,a,1,0\nb,a,1,0\nb,b,0.1,0.9\n');
    const finding = checked(probabilitiesMalformed, table)!;
    assert.deepEqual([finding.severity, finding.location.span.line], ['information', 2]);
    assert.match(
      say(finding),
      /^The actual class has a score of zero in 1 of 3 rows: .* counts as 36\.04 each/,
    );
  });
});

describe('class-probability-shifted', () => {
  const shares = [17, 27, 36, 54, 71];

  it('finds a model of balanced training, with offsets for every class, and says nothing of true probabilities', () => {
    const random = seededRandom(6);
    const balanced = calibratedTable(
      800,
      shares,
      random,
      shares.map((share) => 1 / share),
    );
    const finding = checked(classProbabilityShifted, balanced)!;
    assert.equal(finding.severity, 'information');
    assert.ok(finding.names['classes']!.includes('0'));
    assert.equal(finding.names['offsetClasses']!.length, 5);
    assert.match(
      classProbabilityShifted.say(finding, plainSay),
      /^'\d' gets probability 0\.\d\d on average, its share is 0\.\d\d \(800 rows/,
    );
    assert.equal(checked(classProbabilityShifted, calibratedTable(800, shares, random)), undefined);
  });

  it('compares the mean with the share by the larger of two errors', () => {
    // Class a: probability 0.4 in each of 100 rows, 10 of them of it: mean − share = 0.30.
    const actual = Array.from({ length: 100 }, (_, row) => (row < 10 ? 'a' : 'b'));
    const table = read(`y_true,prob_a,prob_b\n${actual.map((label) => `${label},0.4,0.6\n`).join('')}`);
    const finding = checked(classProbabilityShifted, table)!;
    assert.deepEqual(finding.names['classes'], ['a', 'b']);
    assert.ok(Math.abs(finding.evidence['mean']! - 0.4) < 1e-12);
    assert.equal(finding.evidence['share'], 0.1);
    // Odds 0.4/0.6 to 0.1/0.9: the logit of a falls by ln 6, shared between the two.
    assert.ok(Math.abs(finding.evidence['offset']! + Math.log(6) / 2) < 1e-4);
  });

  it('says nothing of columns that are those of other classes, and of scores under importance weights', () => {
    const table = calibratedTable(800, [1, 1, 6], seededRandom(8));
    const turned = Float64Array.from(
      table.scores!,
      (_, at) => table.scores![at - (at % 3) + ((at + 1) % 3)]!,
    );
    const columns = { ...table.columns, predicted: { name: 'predicted' } };
    assert.equal(checked(classProbabilityShifted, { ...table, columns, scores: turned }), undefined);
    const weights = { kind: 'importance', values: new Float64Array(800).fill(0.5) } as const;
    const one = calibratedTable(800, [1, 1, 6], seededRandom(8), [6, 6, 1]);
    assert.notEqual(checked(classProbabilityShifted, one), undefined);
    assert.equal(checked(classProbabilityShifted, { ...one, weights }), undefined);
  });
});
