import assert from 'node:assert/strict';
import { panelState } from '../../../src/report/panelState.ts';
import { metrics } from '../../../src/core/metrics/all.ts';
import { groupOf } from '../../../src/report/panel/allMetrics.ts';
import { axisTicks } from '../../../src/report/panel/ticks.ts';
import {
  contextOf,
  logDocument,
  onlyRun,
  sampleAnalyses,
  sampleAnalysis,
  sampleEpochs,
} from '../../ui/panel/samples.ts';
import fc from 'fast-check';
import { runOf } from './sampleRun.ts';

describe('the panel state', () => {
  it('is plain data that JSON keeps as it is', () => {
    for (const analysis of sampleAnalyses().values()) {
      const state = panelState(analysis, 0);
      assert.deepEqual(JSON.parse(JSON.stringify(state)), state);
    }
  });

  it('is empty for a run that is not there', () => {
    assert.equal(panelState({ runs: [], files: [] }, 0).phase, 'empty');
  });

  it('says what its numbers measure, those of each class too, each once', () => {
    for (const labels of [
      ['a', 'b'],
      ['a', 'b', 'c'],
    ]) {
      const run = runOf(
        labels,
        labels.map(() => 10),
        labels.map(() => 0.5),
      );
      const terms = panelState({ runs: [run], files: [] }, 0).report!.definitions.map(({ term }) => term);
      for (const term of ['Accuracy', 'Recall', 'Precision']) assert.ok(terms.includes(term), term);
      assert.equal(new Set(terms).size, terms.length);
    }
  });

  it('holds every metric under a heading, once, with a sentence, its definition and how its interval came', () => {
    for (const analysis of sampleAnalyses().values()) {
      const [run] = analysis.runs;
      const evaluation = run?.evaluation;
      if (evaluation === undefined) continue;
      const { groups, ofClasses } = panelState(analysis, 0).report!.allMetrics!;
      const rows = groups.flatMap((group) => group.rows);
      assert.equal(rows.length, evaluation.metrics.size);
      assert.equal(ofClasses.classes.length, evaluation.labels.length);
      const ofEach = ofClasses.classes.flatMap(({ values }) =>
        values.map((value, index) => ({ ...ofClasses.metrics[index]!, ...value })),
      );
      for (const { title, definition, meaning, quantity, method } of [...rows, ...ofEach]) {
        assert.match(definition, /\.$/, title);
        assert.match(meaning, /\d.*\.$/, title);
        assert.equal(method?.startsWith('Interval: ') ?? false, quantity.interval !== undefined, title);
        assert.doesNotMatch(method ?? '', /mover-|wilson|bootstrap-|-t$/, title);
      }
    }
  });

  it('sorts each overall metric by what it is made from', () => {
    const overall = metrics.filter(({ scope }) => scope === 'overall');
    for (const { id, needs } of overall) {
      const group = groupOf(id);
      assert.equal(group === 'labels', needs === 'labels', id);
      assert.equal(group === 'ranking', /AveragePrecision$|RocAuc$|^top\dAccuracy$/.test(id), id);
    }
  });

  it('details the classes of lowest recall and says how many it leaves out', () => {
    const labels = Array.from({ length: 45 }, (_, index) => `c${index}`);
    const run = runOf(
      labels,
      labels.map(() => 10),
      labels.map((_, index) => index / 45),
    );
    const { classes, note } = panelState({ runs: [run], files: [] }, 0).report!.allMetrics!.ofClasses;
    assert.equal(classes.length, 40);
    assert.equal(classes[0]!.label, 'c0');
    assert.match(note!, /the other 5\.$/);
  });

  it('folds the classes beyond thirty so that no row is lost', () => {
    const labels = Array.from({ length: 45 }, (_, index) => `c${index}`);
    const run = runOf(
      labels,
      labels.map(() => 10),
      labels.map((_, index) => index / 45),
    );
    const { matrix } = panelState({ runs: [run], files: [] }, 0).report!;
    assert.equal(matrix!.labels.length, 30);
    assert.equal(matrix!.labels.filter(({ index }) => index === undefined).length, 1);
    const total = matrix!.cells.flat().reduce((sum, { count }) => sum + Number(count.replaceAll(',', '')), 0);
    assert.equal(total, 450);
  });

  it('draws at most 4,000 epochs and keeps the best ones among them', () => {
    const epochs = sampleEpochs(20_000, 205);
    const run = onlyRun(sampleAnalysis([logDocument('a.log', epochs)], contextOf()));
    const curves = panelState({ runs: [run], files: [] }, 0).report!.curves!;
    assert.ok(curves.positions.length <= 4_000);
    for (const { marks, series } of curves.charts) {
      for (const { at, value } of marks) {
        const index = curves.positions.indexOf(at);
        assert.ok(series.some(({ values }) => values[index] === value));
      }
    }
  });

  it('puts every value of an axis between its ends, with ticks that lie on it', () => {
    const values = fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(values, (all) => {
        const { low, high, yTicks } = axisTicks(all, 0, Infinity);
        const slack = (high - low) * 1e-9;
        for (const value of all) assert.ok(value >= low - slack && value <= high + slack);
        assert.ok(yTicks.length >= 1 && yTicks.length <= 8);
        for (const { at } of yTicks) assert.ok(at >= low - slack && at <= high + slack);
      }),
    );
  });

  it('has an axis for values near the end of what numbers can be', () => {
    for (const all of [[1.5e308], [0.3, 1.7e308], [-1.7e308, 1.7e308], [9e299, 8e299]]) {
      const { low, high, yTicks } = axisTicks(all, 0, Infinity);
      assert.ok(low < high && Number.isFinite(low) && Number.isFinite(high), JSON.stringify(all));
      assert.ok(yTicks.length <= 8);
    }
  });
});
