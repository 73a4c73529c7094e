import assert from 'node:assert/strict';
import fc from 'fast-check';
import { evaluate } from '../../../src/core/evaluate.ts';
import { evaluateReport } from '../../../src/core/evaluateReport.ts';
import type { Evaluation } from '../../../src/core/evaluation.ts';
import { metrics } from '../../../src/core/metrics/all.ts';
import type { PredictionTable } from '../../../src/core/predictionTable.ts';
import { sampleSizes } from '../../../src/core/sampleSize.ts';
import { meanings } from '../../../src/report/meaning/all.ts';
import { meaningFacts } from '../../../src/report/meaning/facts.ts';
import { numbers } from '../../../src/report/numbers.ts';
import { hostileLabels, reportDocument } from '../../ui/panel/samples.ts';
import { linearCongruential } from '../core/linearCongruential.ts';
import { makeTable } from '../core/makeTable.ts';

function evaluated(table: PredictionTable, classWeights?: ReadonlyMap<string, number>): Evaluation {
  const evaluation = evaluate(table, {
    confidence: 0.95,
    resampling: { draws: 50, seed: 1, steps: 1e6 },
    ...(classWeights === undefined ? {} : { classWeights }),
    orderedClasses: table.labels,
  });
  return { ...evaluation, sampleSizes: sampleSizes(evaluation, [0.05, 0.1]) };
}

/** Every sentence on an evaluation, with the metric that it is of; fails where a metric has none. */
function sentences(evaluation: Evaluation): [id: string, text: string][] {
  const said = meanings(evaluation);
  const all: [string, string][] = [];
  const add = (id: string, text: string | undefined): void => {
    assert.ok(text, `no meaning of ${id}`);
    all.push([id, text]);
  };
  for (const id of evaluation.metrics.keys()) add(id, said.overall(id));
  evaluation.perClass.forEach((one, index) => {
    for (const id of one.metrics.keys()) add(id, said.ofClass(index, id));
  });
  return all;
}

function checkSentence(id: string, text: string, labels: readonly string[]): void {
  const where = `${id}: ${text}`;
  assert.match(text, /^[^\n]+[^.]\.$/, where);
  let bare = text;
  for (const label of labels) bare = bare.replaceAll(numbers.label(label), '§');
  assert.doesNotMatch(bare, /NaN|undefined|[Ii]nfinity|null|\[object/, where);
  assert.doesNotMatch(bare, / {2}|,,|;;|\( | \)|\.\.|: \./, where);
  assert.doesNotMatch(bare, /\b1 (?:rows|others|answers|classes)\b|\b1 of 1 rows\b/, where);
  assert.match(bare, /\d/, where);
  assert.doesNotMatch(text, /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/, where);
}

const tables = fc
  .record({
    classes: fc.integer({ min: 1, max: 5 }),
    rows: fc.integer({ min: 0, max: 30 }),
    seed: fc.nat(),
    used: fc.integer({ min: 1, max: 5 }),
    answered: fc.integer({ min: 1, max: 5 }),
    kind: fc.constantFrom(undefined, 'frequency' as const, 'importance' as const),
    scores: fc.constantFrom('none', 'probabilities', 'logits', 'certain'),
    hostile: fc.boolean(),
    positive: fc.boolean(),
  })
  .map(({ classes, rows, seed, used, answered, kind, scores, hostile, positive }) => {
    const draw = linearCongruential(seed);
    const upTo = (count: number): number =>
      Math.min(Math.min(count, classes) - 1, Math.floor(draw() * count));
    const actual = Array.from({ length: rows }, () => upTo(used));
    const predicted = Array.from({ length: rows }, () => upTo(answered));
    const rowScores = predicted.map((answer) => {
      const raw = Array.from({ length: classes }, (_, index) => (index === answer ? 1 : draw()));
      if (scores === 'logits') return raw.map((value) => 8 * value - 4);
      if (scores === 'certain') return raw.map((_, index) => Number(index === answer));
      const sum = raw.reduce((total, value) => total + value, 0);
      return raw.map((value) => value / sum);
    });
    return makeTable({
      actual,
      predicted,
      labels: (hostile ? hostileLabels : ['a', 'b', 'c', 'd', 'e']).slice(0, classes),
      ...(scores === 'none' ? {} : { scores: Float64Array.from(rowScores.flat()) }),
      ...(kind === undefined
        ? {}
        : {
            weights: {
              kind,
              values: Float64Array.from(actual, () =>
                kind === 'frequency' ? Math.floor(draw() * 4) : Math.max(0, draw() * 3 - 0.5),
              ),
            },
          }),
      ...(positive && classes === 2 ? { positive: 1 } : {}),
    });
  });

describe('what a metric means on the data', () => {
  it('is said of every metric of the registry', () => {
    for (const labels of [
      ['a', 'b'],
      ['a', 'b', 'c', 'd'],
    ]) {
      const actual = Array.from({ length: 40 }, (_, row) => row % labels.length);
      const scores = actual.map((index, row) =>
        labels.map((_, column) => (column === (row % 7 === 0 ? 0 : index) ? 0.7 : 0.3 / (labels.length - 1))),
      );
      const table = makeTable({ actual, scores, labels });
      const evaluation = evaluated(table, new Map(labels.map((label, index) => [label, index + 1])));
      const said = meanings(evaluation);
      for (const { id, scope } of metrics) {
        const text = scope === 'overall' ? said.overall(id) : said.ofClass(0, id);
        assert.ok(text, `no meaning of ${scope} ${id}`);
        checkSentence(id, text, labels);
      }
    }
  });

  it('is one clean sentence with a number, whatever the table', () => {
    fc.assert(
      fc.property(tables, fc.boolean(), (table, withWeights) => {
        const weights = new Map(table.labels.map((label, index) => [label, index]));
        const evaluation = evaluated(table, withWeights ? weights : undefined);
        for (const [id, text] of sentences(evaluation)) checkSentence(id, text, table.labels);
      }),
    );
  });

  it('says of an undefined value why, and what would define it', () => {
    fc.assert(
      fc.property(tables, (table) => {
        const evaluation = evaluated(table);
        const said = meanings(evaluation);
        for (const [id, measured] of evaluation.metrics) {
          if (measured.kind === 'undefined')
            assert.match(
              said.overall(id)!,
              /^Undefined: .+; .+ would (?:define it|give its recall to .+)\.$/,
            );
        }
      }),
    );
  });

  it('is said of a classification report, whose counts may be open', () => {
    const { document } = reportDocument('report.txt').result;
    assert.ok(document?.kind === 'classReport');
    const evaluation = evaluateReport(document.reports[0]!, 0.95, evaluated);
    const labels = evaluation.labels;
    for (const [id, text] of sentences(evaluation)) checkSentence(id, text, labels);
  });

  it('holds the counts that the numbers come from', () => {
    const actual = [...Array<number>(71).fill(0), ...Array<number>(17).fill(1)];
    const predicted = actual.map((index, row) => (index === 1 && row < 83 ? 0 : index));
    const said = meanings(evaluated(makeTable({ actual, predicted, labels: ['e', 'a'] })));
    assert.equal(
      said.overall('accuracy'),
      "76 of 88 rows are right; always answering 'e' would get 71 right (0.81), and 88 rows cannot tell the two apart.",
    );
    assert.match(
      said.overall('balancedAccuracy')!,
      /lower than accuracy \(0\.86\) since the rarer 'a' \(5 of 17\) is found less often\.$/,
    );
    assert.match(
      said.overall('macroF1')!,
      /'a' pulls it down most with 0\.45: 5 of its 17 rows are found\.$/,
    );
    assert.match(said.ofClass(1, 'recall')!, /^5 of 17 rows of 'a' are found.*; \d+ more rows of 'a'/);
    assert.match(said.ofClass(1, 'precision')!, /^All 5 rows predicted as 'a' are of it/);
  });

  it('calls nothing more than guessing whose interval holds the chance level', () => {
    fc.assert(
      fc.property(tables, (table) => {
        const evaluation = evaluated(table);
        const said = meanings(evaluation);
        const { present } = meaningFacts(evaluation);
        if (present.length < 2) return;
        for (const id of ['balancedAccuracy', 'macroF1', 'macroRocAuc']) {
          const measured = evaluation.metrics.get(id);
          if (measured?.kind !== 'value' || measured.interval === undefined || measured.chance === undefined)
            continue;
          const [low, high] = measured.interval;
          const isOpen = low <= measured.chance && measured.chance <= high;
          const text = said.overall(id)!;
          const isConstant = /^F1 is .* for (?:all|both)/.test(text);
          assert.ok(
            isConstant || isOpen === /cannot be told from guessing|the same as guessing/.test(text),
            text,
          );
        }
      }),
    );
  });
});
