import assert from 'node:assert/strict';
import type { Finding } from '../../../src/core/finding.ts';
import { defaultLimits } from '../../../src/core/limits.ts';
import type { PredictionTable } from '../../../src/core/predictionTable.ts';
import { seededRandom } from '../../../src/core/random.ts';
import { fewRowsDominateLoss } from '../../../src/rules/fewRowsDominateLoss.ts';
import { calibratedTable, withFlippedLabels } from '../../bench/predictionNulls.ts';
import { assertMessage, assertPlaces } from './assertFinding.ts';
import { evidenceOf } from './evidenceOf.ts';
import { plainSay } from './markedSay.ts';

function checked(table: PredictionTable): Finding | undefined {
  const evidence = evidenceOf(table);
  const finding = fewRowsDominateLoss.check(evidence, defaultLimits);
  if (finding !== undefined) {
    assertMessage(fewRowsDominateLoss, finding);
    assertPlaces(finding, evidence);
  }
  return finding;
}

function flipped(rows = 600): PredictionTable {
  const random = seededRandom(3);
  return withFlippedLabels(calibratedTable(rows, [3, 2, 2], random), 0.05, random);
}

describe('few-rows-dominate-loss', () => {
  it('names the rows whose labels are the least probable, the worst first', () => {
    const table = flipped();
    const finding = checked(table)!;
    assert.equal(finding.severity, 'information');
    const own = Array.from(table.actual, (label, row) => table.scores![3 * row + label]!);
    const worst = [...own.keys()].sort((a, b) => own[a]! - own[b]!).slice(0, 5);
    const lines = [finding.location, ...finding.related.map(({ location }) => location)];
    assert.deepEqual(
      lines.map(({ span }) => span.line),
      worst.map((row) => table.rowLines[row]!),
    );
    assert.deepEqual(
      worst.map((_, at) => finding.evidence[`probability${at + 1}`]),
      worst.map((row) => own[row]),
    );
    assert.deepEqual(
      finding.names['actual'],
      worst.map((row) => table.labels[table.actual[row]!]!),
    );
    assert.match(
      fewRowsDominateLoss.say(finding, plainSay),
      /^The worst 5 % of 600 rows hold \d\d % of the log loss, true probabilities leave \d\d % there/,
    );
    assert.match(
      fewRowsDominateLoss.sayRelated('row2', finding, plainSay),
      /^Candidate label error: '\d' has probability 0\.00, '\d' \d\.\d\d\.$/,
    );
  });

  it('says so where it looked at a sample', () => {
    const { concentration } = defaultLimits.rules.predictions;
    const predictions = {
      ...defaultLimits.rules.predictions,
      concentration: { ...concentration, rowsMost: 3000 },
    };
    const limits = { ...defaultLimits, rules: { ...defaultLimits.rules, predictions } };
    const finding = fewRowsDominateLoss.check(evidenceOf(flipped(6000)), limits)!;
    assert.deepEqual([finding.evidence['rows'], finding.evidence['allRows']], [3000, 6000]);
    assert.match(fewRowsDominateLoss.say(finding, plainSay), /an even sample of 6000 rows\)/);
  });

  it('is silent on true probabilities, on few rows, and on scores that are none', () => {
    assert.equal(checked(calibratedTable(600, [3, 2, 2], seededRandom(4))), undefined);
    assert.equal(checked(flipped(99)), undefined);
    const table = flipped();
    assert.equal(checked({ ...table, scores: table.scores!.map((score) => 100 * score) }), undefined);
    const weights = { kind: 'importance', values: new Float64Array(600).fill(0.5) } as const;
    assert.equal(checked({ ...table, weights }), undefined);
    const one = { ...table, actual: new Int32Array(600) };
    assert.equal(checked(one), undefined);
  });

  it('leaves out rows of weight 0', () => {
    const table = flipped();
    const all = checked(table)!;
    const first = table.rowLines.indexOf(all.location.span.line);
    const values = new Float64Array(600).fill(1);
    values[first] = 0;
    const finding = checked({ ...table, weights: { kind: 'frequency', values } })!;
    assert.equal(finding.evidence['rows'], 599);
    assert.equal(finding.location.span.line, all.related[0]!.location.span.line);
  });
});
