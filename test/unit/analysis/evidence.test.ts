import assert from 'node:assert/strict';
import fc from 'fast-check';
import { analyse } from '../../../src/analysis/analyse.ts';
import type { RunAnalysis } from '../../../src/analysis/analysis.ts';
import type { AnalysisContext, SourceDocument } from '../../../src/analysis/context.ts';
import type { ClassCounts } from '../../../src/core/classCounts.ts';
import { defaultLimits } from '../../../src/core/limits.ts';
import type { TrainingRun } from '../../../src/core/trainingRun.ts';
import type { Document } from '../../../src/formats/format.ts';
import { epochsOf, tableOf } from '../rules/evidenceOf.ts';

function source(path: string, document: Document): SourceDocument {
  return { path, format: 'test', result: { document, problems: [] } };
}

/** A log of runs, each given by its numbers of right rows among `rows`. */
function log(path: string, runs: readonly (readonly number[])[], rows = 205): SourceDocument {
  return source(path, {
    kind: 'log',
    runs: runs.map((counts): TrainingRun => {
      const epochs = epochsOf(counts.map((count) => ({ accuracy: Math.fround(count / rows), loss: 0.5 })));
      return { epochs, averagesExactly: true };
    }),
  });
}

/** 205 rows of two classes, so many of them right. */
function predictions(path: string, right: number): SourceDocument {
  const first = Math.min(105, right);
  const second = right - first;
  return source(
    path,
    tableOf([
      [first, 105 - first],
      [100 - second, second],
    ]),
  );
}

function counts(path: string, more: Omit<ClassCounts, 'kind'>): SourceDocument {
  return source(path, { kind: 'classCounts', ...more });
}

function analysed(
  documents: readonly SourceDocument[],
  more: Partial<AnalysisContext> = {},
): readonly RunAnalysis[] {
  return analyse(documents, { limits: defaultLimits, folderCounts: [], live: [], declared: {}, ...more })
    .runs;
}

/** The files of each run by its id. */
function filesByRun(runs: readonly RunAnalysis[]): Record<string, string[]> {
  return Object.fromEntries(runs.map(({ id, files }) => [id, files.map(({ path }) => path)]));
}

const learning = [90, 110, 131, 140, 152];
const validation = new Map([
  ['class a', 105],
  ['class b', 100],
]);

describe('which files belong to a run', () => {
  it('puts a lone prediction file to the log beside it, above it or below it', () => {
    for (const path of ['run/preds.csv', 'run/out/preds.csv', 'preds.csv']) {
      const runs = analysed([log('run/train.log', [learning]), predictions(path, 152)]);
      assert.deepEqual(filesByRun(runs), { 'run/train.log': ['run/train.log', path] });
      assert.deepEqual(runs[0]!.match, { epochIndices: [4] });
      assert.deepEqual(runs[0]!.validationSize, { value: 205, source: 'predictions', exact: true });
      assert.equal(runs[0]!.rung, 'E2');
    }
    const far = analysed([log('run/train.log', [learning]), predictions('other/preds.csv', 152)]);
    assert.deepEqual(filesByRun(far), {
      'other/preds.csv': ['other/preds.csv'],
      'run/train.log': ['run/train.log'],
    });
  });

  it('tells logs apart by shared words, then by accuracy', () => {
    const logs = [log('resnet50.log', [learning]), log('vgg16.log', [[80, 99, 120]])];
    const named = analysed([...logs, predictions('vgg16_preds.csv', 99)]);
    assert.deepEqual(filesByRun(named)['vgg16.log'], ['vgg16.log', 'vgg16_preds.csv']);
    const fitting = analysed([...logs, predictions('preds.csv', 131)]);
    assert.deepEqual(filesByRun(fitting)['resnet50.log'], ['resnet50.log', 'preds.csv']);
    const open = analysed([...logs, predictions('preds.csv', 7)]);
    assert.deepEqual(filesByRun(open)['preds.csv'], ['preds.csv']);
    const problem = open.find(({ id }) => id === 'preds.csv')!.problems[0]!;
    assert.match(problem.message, /belong to resnet50\.log or vgg16\.log: neither/);
  });

  it('prefers validation rows, and attaches none of several that fit equally', () => {
    const train = log('train.log', [learning]);
    const splits = analysed([
      train,
      predictions('train_predictions.csv', 199),
      predictions('val_predictions.csv', 152),
    ]);
    assert.deepEqual(filesByRun(splits)['train.log'], ['train.log', 'val_predictions.csv']);
    assert.ok(splits.some(({ id }) => id === 'train_predictions.csv'));
    const twins = analysed([train, predictions('a.csv', 152), predictions('b.csv', 152)]);
    assert.deepEqual(filesByRun(twins)['train.log'], ['train.log']);
    assert.match(
      twins.find(({ id }) => id === 'train.log')!.problems[0]!.message,
      /^a\.csv and b\.csv fit this log/,
    );
    const onlyTrain = analysed([train, predictions('train_predictions.csv', 199)]);
    assert.deepEqual(filesByRun(onlyTrain)['train.log'], ['train.log']);
  });

  it('takes the last run of a log unless only an earlier one has the accuracy', () => {
    const two = log('train.log', [learning, [85, 100, 120, 140]]);
    const ids = (right: number): string[] =>
      analysed([two, predictions('preds.csv', right)])
        .filter(({ files }) => files.some(({ role }) => role === 'predictions'))
        .map(({ id }) => id);
    assert.deepEqual(ids(140), ['train.log#2']);
    assert.deepEqual(ids(33), ['train.log#2']);
    assert.deepEqual(ids(152), ['train.log']);
  });

  it('gives the same runs for any order of the documents, ordered by number', () => {
    const documents = [
      log('runs/exp10/train.log', [learning]),
      log('runs/exp9/train.log', [learning, learning]),
      predictions('runs/exp9/val_preds.csv', 140),
      predictions('runs/exp10/a.csv', 140),
      predictions('runs/exp10/b.csv', 140),
      counts('runs/class_counts.json', { validation }),
    ];
    const expected = analysed(documents);
    assert.deepEqual(
      expected.map(({ id }) => id),
      [
        'runs/exp9/train.log',
        'runs/exp9/train.log#2',
        'runs/exp10/a.csv',
        'runs/exp10/b.csv',
        'runs/exp10/train.log',
      ],
    );
    fc.assert(
      fc.property(fc.shuffledSubarray(documents, { minLength: documents.length }), (shuffled) => {
        assert.deepEqual(analysed(shuffled), expected);
      }),
      { numRuns: 50 },
    );
  });
});

describe('predictions that were saved in several formats', () => {
  const saved = (path: string, format: string, right = 152): SourceDocument => ({
    ...predictions(path, right),
    format,
  });

  it('count once, by the file whose rows have lines, and the run says so', () => {
    const [run, ...others] = analysed([
      log('run/history.csv', [learning]),
      saved('run/preds.parquet', 'predictionParquet'),
      saved('run/preds.csv', 'predictionCsv'),
    ]);
    assert.deepEqual(others, []);
    assert.deepEqual(
      run!.files.map(({ path, format }) => [path, format]),
      [
        ['run/history.csv', 'test'],
        ['run/preds.csv', 'predictionCsv'],
        ['run/preds.parquet', 'predictionParquet'],
      ],
    );
    assert.deepEqual(
      run!.problems.map(({ kind, message }) => [kind, message]),
      [['note', 'preds.parquet holds the same rows and answers, so both count once.']],
    );
  });

  it('are others where an answer differs, the format is the same, or the names speak of other rows', () => {
    for (const [one, other] of [
      [saved('a.csv', 'predictionCsv'), saved('b.parquet', 'predictionParquet', 151)],
      [saved('a.csv', 'predictionCsv'), saved('b.csv', 'predictionCsv')],
      [saved('val_preds.csv', 'predictionCsv'), saved('test_preds.parquet', 'predictionParquet')],
      [saved('a/preds.csv', 'predictionCsv'), saved('b/preds.parquet', 'predictionParquet')],
    ] as const) {
      assert.equal(analysed([one, other]).length, 2, `${one.path} and ${other.path}`);
    }
  });
});

describe('class counts of a run', () => {
  const train = log('runs/a/train.log', [learning]);

  it('come from the nearest file up the tree, split by split', () => {
    const far = counts('class_counts.json', {
      train: new Map([['x', 9]]),
      validation: new Map([['x', 205]]),
    });
    const near = counts('runs/class_counts.json', { validation });
    const [run] = analysed([
      train,
      far,
      near,
      counts('runs/a/deeper/class_counts.json', { validation: new Map() }),
    ]);
    assert.deepEqual(run!.classCounts, { train: new Map([['x', 9]]), validation });
    assert.deepEqual(run!.validationSize, { value: 205, source: 'counts', exact: true });
    assert.equal(run!.rung, 'E1');
    assert.deepEqual(
      run!.files.map(({ path }) => path),
      ['runs/a/train.log', 'class_counts.json', 'runs/class_counts.json'],
    );
  });

  it('come from the nearest class folders where no file has them', () => {
    const folderCounts = [
      { path: 'runs/data/val', split: 'validation' as const, counts: validation },
      { path: 'old/data/val', split: 'validation' as const, counts: new Map([['x', 50]]) },
    ];
    assert.deepEqual(analysed([train], { folderCounts })[0]!.classCounts, { validation });
  });

  it('are not guessed among data sets that are equally near, unless the accuracies fit only one', () => {
    const other = { path: 'runs/b/val', split: 'validation' as const, counts: new Map([['x', 50]]) };
    const fitting = { path: 'runs/c/val', split: 'validation' as const, counts: validation };
    const second = { path: 'runs/d/val', split: 'validation' as const, counts: new Map([['x', 60]]) };
    assert.deepEqual(analysed([train], { folderCounts: [other, fitting] })[0]!.classCounts, { validation });
    const open = analysed([train], { folderCounts: [other, second] })[0]!;
    assert.deepEqual(open.classCounts, {});
    assert.match(open.problems[0]!.message, /\.\.\/b and \.\.\/d are equally near/);
  });

  it('without a split are those of validation only if the accuracies prove it', () => {
    const [proven] = analysed([train, counts('counts.json', { unsplit: validation })]);
    assert.deepEqual(proven!.classCounts, { validation });
    const [open] = analysed([train, counts('counts.json', { unsplit: new Map([['x', 50]]) })]);
    assert.deepEqual(open!.classCounts, {});
    assert.match(open!.problems[0]!.message, /name no split/);
  });

  it('that contradict the steps of the accuracy are named and not used as a size', () => {
    const [run] = analysed([train, counts('counts.json', { validation: new Map([['x', 50]]) })]);
    assert.deepEqual(run!.validationSize, { value: 205, source: 'inferred', exact: true });
    assert.equal(run!.problems.length, 1);
  });

  it('are the support of matching predictions before what was declared, and of others after it', () => {
    const declared = { classCounts: new Map([['x', 205]]) };
    const matching = analysed([train, predictions('runs/a/p.csv', 152)], { declared });
    assert.deepEqual(matching[0]!.classCounts, { validation });
    const unmatched = analysed([train, predictions('runs/a/p.csv', 7)], { declared });
    assert.deepEqual(unmatched[0]!.classCounts, { validation: declared.classCounts });
    assert.deepEqual(unmatched[0]!.match, { epochIndices: [] });
  });
});

describe('analyse', () => {
  it('reads severities, mutes and sizes from the configuration and reports its notes', () => {
    const text = `{
      "validationSize": 205, "unknown": 1,
      "mutes": [{ "rule": "accuracy-not-above-majority", "run": "a/*", "reason": "weighted" }],
      "rules": { "accuracy-not-above-majority": "hint" }
    }`;
    const documents = [
      log('p/a/train.log', [[103, 104, 105, 104]]),
      log('p/b/train.log', [[103, 104, 105, 104]]),
    ];
    const { runs, files } = analyse(documents, {
      limits: defaultLimits,
      config: { path: 'p/.imbalance-lens.json', text },
      folderCounts: [{ path: 'p/val', split: 'validation', counts: validation }],
      live: [],
      declared: {},
    });
    assert.deepEqual(runs[0]!.validationSize, { value: 205, source: 'setting', exact: true });
    const marks = runs.map(({ findings }) =>
      findings.map(({ rule, severity, mutedBecause }) => [rule, severity, mutedBecause]),
    );
    const other = ['accuracy-permits-missed-class', 'information', undefined];
    assert.deepEqual(marks, [
      [['accuracy-not-above-majority', 'hint', 'weighted'], other],
      [['accuracy-not-above-majority', 'hint', undefined], other],
    ]);
    assert.deepEqual(
      files.map(({ path, problems }) => [path, problems.length]),
      [
        ['p/.imbalance-lens.json', 1],
        ['p/a/train.log', 0],
        ['p/b/train.log', 0],
      ],
    );
  });

  it('holds only the last run of a live log for unfinished, and a run that reached its plan for finished', () => {
    const live = ['train.log'];
    const runs = analysed([log('train.log', [learning, learning])], { live });
    assert.deepEqual(
      runs.map(({ finished }) => finished),
      [true, false],
    );
    const planned = source('train.log', {
      kind: 'log',
      runs: [
        { epochs: epochsOf([{ accuracy: 0.5 }, { accuracy: 0.6 }]), plannedEpochs: 2, averagesExactly: true },
      ],
    });
    assert.equal(analysed([planned], { live })[0]!.finished, true);
  });

  it('reports files that gave no document, and makes no run of them', () => {
    const refused: SourceDocument = {
      path: 'x.csv',
      format: 'predictionCsv',
      result: { problems: [{ kind: 'refused', message: 'No column of the truth.' }] },
    };
    const { runs, files } = analyse([refused], {
      limits: defaultLimits,
      folderCounts: [],
      live: [],
      declared: {},
    });
    assert.deepEqual(runs, []);
    assert.deepEqual(files, [{ path: 'x.csv', format: 'predictionCsv', problems: refused.result.problems }]);
  });
});
