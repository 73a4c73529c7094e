import assert from 'node:assert/strict';
import { analyse } from '../../../src/analysis/analyse.ts';
import type { RunAnalysis } from '../../../src/analysis/analysis.ts';
import type { SourceDocument } from '../../../src/analysis/context.ts';
import { statedSplit } from '../../../src/analysis/fileNames.ts';
import { defaultLimits } from '../../../src/core/limits.ts';
import type { Reading, Split, TrainingRun } from '../../../src/core/trainingRun.ts';
import type { Document } from '../../../src/formats/format.ts';
import { answerOf } from '../../../src/report/answer.ts';
import { inspectJson } from '../../../src/report/json.ts';
import { curvesState } from '../../../src/report/panel/curves.ts';
import { panelState } from '../../../src/report/panelState.ts';
import { readingHover } from '../../../src/report/readingHover.ts';
import { runTitle } from '../../../src/report/runTitle.ts';
import { statusText } from '../../../src/report/statusText.ts';
import { runText } from '../../../src/report/text.ts';
import { epochsOf, tableOf } from '../rules/evidenceOf.ts';

function source(path: string, document: Document): SourceDocument {
  return { path, format: 'resultsJson', result: { document, problems: [] } };
}

/** Final values by `split.metric`, or by metric alone. */
function final(
  path: string,
  values: Readonly<Record<string, number>>,
  more: Partial<TrainingRun> = {},
  tolerance = 5e-5,
): SourceDocument {
  const readings = Object.entries(values).map(([key, value], index): Reading => {
    const [metric = '', split] = key.split('.').reverse();
    const span = { line: index + 1, start: 4, end: 12 };
    return { ...(split === undefined ? {} : { split: split as Split }), metric, value, tolerance, span };
  });
  const run: TrainingRun = {
    epochs: [{ epoch: 0, line: 1, readings }],
    unnumbered: true,
    averagesExactly: false,
    ...more,
  };
  return source(path, { kind: 'log', runs: [run] });
}

function log(path: string, accuracies: readonly number[]): SourceDocument {
  const epochs = epochsOf(accuracies.map((accuracy, index) => ({ accuracy, loss: 0.9 - 0.1 * index })));
  return source(path, { kind: 'log', runs: [{ epochs, averagesExactly: true }] });
}

/** 200 rows of two classes, so many of them right. */
function predictions(path: string, right: number): SourceDocument {
  return source(
    path,
    tableOf([
      [right - 60, 160 - right],
      [40, 60],
    ]),
  );
}

function runsOf(documents: readonly SourceDocument[]): readonly RunAnalysis[] {
  return analyse(documents, { limits: defaultLimits, folderCounts: [], live: [], declared: {} }).runs;
}

function filesOf(runs: readonly RunAnalysis[]): Record<string, string[]> {
  return Object.fromEntries(runs.map(({ id, files }) => [id, files.map(({ path }) => path)]));
}

/** All that a person reads of a run. */
function said(run: RunAnalysis): string {
  const panel = panelState({ runs: [run], files: [] }, 0);
  return [
    runText(run, runTitle(run), { width: 500, colour: false }),
    JSON.stringify(panel),
    ...run.epochs.flatMap((epoch) => epoch.readings.map((reading) => readingHover(run, epoch, reading))),
    statusText(run).short,
    statusText(run).tooltip,
    ...answerOf(run).flatMap(({ sentences }) => sentences),
  ].join('\n');
}

describe('final values as a run', () => {
  it('name no epoch anywhere', () => {
    const values = {
      'train.accuracy': 0.9912,
      'train.loss': 0.02,
      'validation.accuracy': 0.7,
      'validation.loss': 0.95,
      'validation.macroF1': 0.7,
    };
    const [run] = runsOf([
      final('run/metrics.json', values),
      source('run/class_counts.json', {
        kind: 'classCounts',
        validation: new Map([
          ['cat', 140],
          ['dog', 60],
        ]),
      }),
    ]);
    assert.equal(run!.unnumbered, true);
    assert.ok(run!.findings.length > 0);
    const text = said(run!).replace(/"curves":.*?"table"/g, '');
    assert.doesNotMatch(text, /[Ee]poch (?:0|log)|last epoch|of the last|over epochs|\d epochs?\b/i);
    assert.match(text, /\*\*Final value\*\* · validation accuracy 0\.70/);
  });

  it('let the rules on a final accuracy speak, and none on the course of a training', () => {
    const [run] = runsOf([
      final('run/metrics.json', { 'validation.accuracy': 0.7, 'validation.loss': 0.5 }),
      source('run/class_counts.json', {
        kind: 'classCounts',
        validation: new Map([
          ['cat', 140],
          ['dog', 60],
        ]),
      }),
    ]);
    const rules = run!.findings.map(({ rule }) => rule);
    assert.ok(rules.includes('accuracy-not-above-majority'));
    assert.ok(rules.includes('accuracy-permits-missed-class'));
    const [finding] = run!.findings.filter(({ rule }) => rule === 'accuracy-not-above-majority');
    assert.equal(finding!.evidence['lastEpochs'], 0);
  });

  it('have no epoch in JSON, and are a table and no curve in the panel', () => {
    const [run] = runsOf([final('metrics.json', { accuracy: 0.887, f1: 0.71 }, { name: 'SVM' })]);
    const json = JSON.parse(JSON.stringify(inspectJson(run!))) as {
      name: string;
      epochs: { epoch: unknown; values: unknown }[];
    };
    assert.equal(json.name, 'SVM');
    assert.deepEqual(json.epochs, [{ epoch: null, line: 2, values: { accuracy: 0.887, f1: 0.71 } }]);
    const curves = curvesState(run!)!;
    assert.deepEqual(curves.charts, []);
    assert.deepEqual(curves.table, {
      header: ['Name', 'Value'],
      rows: [
        ['accuracy', '0.89'],
        ['f1', '0.71'],
      ],
    });
    assert.equal(runTitle(run!), 'metrics.json (SVM)');
    assert.equal(statusText(run!).short, 'accuracy 0.89');
  });

  it('say that their rows are not known where no name says them', () => {
    const unknown = 'The file does not say on which rows these values were measured, nor on how many.';
    const sentences = (documents: readonly SourceDocument[]): readonly string[] =>
      answerOf(runsOf(documents)[0]!).flatMap((group) => group.sentences);
    assert.ok(sentences([final('metrics.json', { accuracy: 0.887 })]).includes(unknown));
    assert.ok(!sentences([final('test_results.json', { accuracy: 0.887 })]).includes(unknown));
  });

  it('are of the rows that the name of the file states, where their own names say nothing', () => {
    const splitOf = (path: string, values: Readonly<Record<string, number>>): unknown =>
      runsOf([final(path, values)])[0]!.epochs[0]!.readings.map(({ split }) => split);
    assert.deepEqual(splitOf('test_results.json', { accuracy: 0.9 }), ['test']);
    assert.deepEqual(splitOf('val_metrics.json', { accuracy: 0.9 }), ['validation']);
    assert.deepEqual(splitOf('test_results.json', { accuracy: 0.9, 'train.loss': 0.1 }), [
      undefined,
      'train',
    ]);
    for (const name of ['eval_results.json', 'training_results.json', 'train_test_metrics.json'])
      assert.equal(statedSplit(name), name === 'train_test_metrics.json' ? 'test' : undefined);
  });

  it('take predictions whose accuracy they are, and leave others to a log', () => {
    const files = (accuracy: number, right: number, tolerance?: number): Record<string, string[]> =>
      filesOf(
        runsOf([
          final('a/metrics.json', { accuracy }, {}, tolerance),
          predictions('a/predictions.csv', right),
        ]),
      );
    assert.deepEqual(files(0.75, 150), { 'a/metrics.json': ['a/metrics.json', 'a/predictions.csv'] });
    assert.deepEqual(Object.keys(files(0.75, 140)), ['a/metrics.json', 'a/predictions.csv']);
    // A rounded 0.8 is the accuracy of twenty numbers of right rows.
    assert.deepEqual(Object.keys(files(0.8, 155, 0.05)), ['a/metrics.json', 'a/predictions.csv']);
    const withLog = filesOf(
      runsOf([
        log('a/train.log', [0.5, 0.6, 0.7]),
        final('a/metrics.json', { accuracy: 0.9 }),
        predictions('a/predictions.csv', 140),
      ]),
    );
    assert.deepEqual(withLog['a/train.log'], ['a/train.log', 'a/predictions.csv']);
    const tested = filesOf(
      runsOf([
        log('a/train.log', [0.5, 0.6, 0.7]),
        final('a/metrics.json', { accuracy: 0.75 }),
        predictions('a/predictions.csv', 150),
      ]),
    );
    assert.deepEqual(tested['a/metrics.json'], ['a/metrics.json', 'a/predictions.csv']);
  });

  it('are answered for by the log that has them as an epoch', () => {
    const twin = (values: Readonly<Record<string, number>>, tolerance?: number): string | undefined =>
      runsOf([
        log('a/history.json', [0.5, 0.6125, 0.7]),
        final('a/metrics.json', values, {}, tolerance),
      ]).find(({ id }) => id === 'a/metrics.json')!.sameTrainingAs;
    assert.equal(twin({ 'validation.accuracy': 0.6125, 'validation.loss': 0.8 }), 'a/history.json');
    assert.equal(twin({ 'validation.accuracy': 0.6125 }), undefined);
    assert.equal(twin({ 'validation.accuracy': 0.6125, 'validation.loss': 0.71 }), undefined);
    assert.equal(twin({ 'validation.accuracy': 0.61, 'validation.loss': 0.81 }, 0.05), undefined);
    const tested = { 'validation.accuracy': 0.6125, 'validation.loss': 0.8, 'test.accuracy': 0.6 };
    assert.equal(twin(tested), undefined);
  });

  it('hold a confusion matrix in counts of true and false positives and negatives', () => {
    const counts = { accuracy: 0.9625, tn: 144, fp: 2, fn: 4, tp: 10 };
    const [run] = runsOf([final('metrics.json', counts)]);
    assert.deepEqual(run!.evaluation!.confusionMatrix, [
      [144, 2],
      [4, 10],
    ]);
    const [other] = runsOf([final('metrics.json', { ...counts, accuracy: 0.9 })]);
    assert.equal(other!.evaluation, undefined);
  });

  it('show an average that is accuracy', () => {
    const [run] = runsOf([final('metrics.json', { accuracy: 0.91234, recall: 0.91234 }, {}, 5e-6)]);
    const [finding] = run!.findings;
    assert.equal(finding!.rule, 'averaged-metric-is-accuracy');
    assert.match(said(run!), /Recall equals accuracy \(0\.91\)/);
  });
});
