import assert from 'node:assert/strict';
import { analyse } from '../../../src/analysis/analyse.ts';
import type { RunAnalysis } from '../../../src/analysis/analysis.ts';
import type { SourceDocument } from '../../../src/analysis/context.ts';
import { listedPaths, seenFrom } from '../../../src/analysis/paths.ts';
import type { Finding } from '../../../src/core/finding.ts';
import { defaultLimits } from '../../../src/core/limits.ts';
import type { Problem } from '../../../src/core/problem.ts';
import type { Epoch, Split, TrainingRun } from '../../../src/core/trainingRun.ts';
import type { Document } from '../../../src/formats/format.ts';
import { tableOf } from '../rules/evidenceOf.ts';

const rows = 205;
const learning = [120, 131, 140, 152];

function source(path: string, document: Document, problems: readonly Problem[] = []): SourceDocument {
  return { path, format: 'test', result: { document, problems } };
}

/** Epochs whose accuracy is so many right of 205, printed with so many decimals (float32 written in full without). */
function runOf(right: readonly number[], decimals?: number, split: Split = 'validation'): TrainingRun {
  const epochs = right.map((count, index): Epoch => {
    const line = index + 1;
    const reading = (metric: string, exact: number): Epoch['readings'][number] => {
      const value = decimals === undefined ? Math.fround(exact) : Number(exact.toFixed(decimals));
      const tolerance = decimals === undefined ? 6e-8 : 0.5 * 10 ** -decimals;
      return { split, metric, value, tolerance, span: { line, start: 0, end: 4 } };
    };
    return {
      epoch: index,
      line,
      readings: [reading('accuracy', count / rows), reading('loss', 1 / (index + 2))],
    };
  });
  return { epochs, averagesExactly: true };
}

function log(path: string, runs: readonly TrainingRun[], problems: readonly Problem[] = []): SourceDocument {
  return source(path, { kind: 'log', runs }, problems);
}

/** Two classes of these sizes, so many of each found. */
function predictions(path: string, sizes: [number, number], found: [number, number]): SourceDocument {
  const cells = [
    [found[0], sizes[0] - found[0]],
    [sizes[1] - found[1], found[1]],
  ];
  return source(path, tableOf(cells));
}

function analysed(...documents: SourceDocument[]): readonly RunAnalysis[] {
  return analyse(documents, { limits: defaultLimits, folderCounts: [], live: [], declared: {} }).runs;
}

function notesOf(run: RunAnalysis | undefined): string[] {
  return (run?.problems ?? []).map(({ file, message }) => `${file}: ${message}`);
}

function mismatchOf(run: RunAnalysis | undefined): Finding | undefined {
  return run?.findings.find(({ rule }) => rule === 'file-does-not-match-log');
}

describe('files that contradict each other', () => {
  const train = log('run/train.log', [runOf(learning)]);

  it('says nothing where predictions are those of a logged epoch', () => {
    const [run] = analysed(train, predictions('run/p.csv', [105, 100], [80, 72]));
    assert.deepEqual(run!.match, { epochIndices: [3] });
    assert.deepEqual(notesOf(run), []);
  });

  it('finds that predictions are of no logged epoch, with both accuracies', () => {
    const [run] = analysed(train, predictions('run/p.csv', [105, 100], [90, 90]));
    assert.deepEqual(run!.match, { epochIndices: [] });
    assert.deepEqual(notesOf(run), []);
    const { accuracy, lowest, highest, rows: inFile, logRows } = mismatchOf(run)!.evidence;
    assert.deepEqual([accuracy, inFile, logRows], [180 / 205, 205, undefined]);
    assert.deepEqual([lowest, highest], [Math.fround(120 / 205), Math.fround(152 / 205)]);
  });

  it('finds rows in another order where predictions and labels do not agree at all', () => {
    const [run] = analysed(train, predictions('run/p.csv', [105, 100], [50, 51]));
    assert.ok(run!.findings.some(({ rule, suppressedBy }) => rule === 'rows-misaligned' && !suppressedBy));
    assert.equal(mismatchOf(run)!.suppressedBy, 'rows-misaligned');
  });

  it('tells other rows by their number, even where their accuracy is that of an epoch', () => {
    const half = log('run/train.log', [runOf([82, 123, 131, 152])]);
    const [run] = analysed(half, predictions('run/p.csv', [50, 50], [30, 30]));
    assert.deepEqual(run!.match, { epochIndices: [] });
    assert.equal(mismatchOf(run)!.evidence['logRows'], 205);
    assert.deepEqual(run!.validationSize, { value: 205, source: 'inferred', exact: true });
  });

  it('expects of test rows no match, and of training rows nothing', () => {
    const [test] = analysed(train, predictions('run/test_preds.csv', [105, 100], [90, 90]));
    assert.deepEqual(notesOf(test), []);
    assert.equal(mismatchOf(test), undefined);
    const alone = analysed(predictions('train_preds.csv', [105, 100], [90, 90]));
    assert.match(notesOf(alone[0])[0]!, /By its name this file holds predictions of training rows/);
  });

  it('compares with the test accuracy of a log that has no other', () => {
    const tested = log('run/train.log', [runOf([152], undefined, 'test')]);
    const [same] = analysed(tested, predictions('run/p.csv', [105, 100], [80, 72]));
    assert.deepEqual(same!.match, { epochIndices: [0] });
    const [other] = analysed(tested, predictions('run/p.csv', [105, 100], [90, 90]));
    assert.equal(mismatchOf(other)!.evidence['highest'], Math.fround(152 / 205));
  });

  it('names class counts that are not those of the predictions, and only where the classes are the same', () => {
    const counts = (a: string): SourceDocument =>
      source('run/class_counts.json', {
        kind: 'classCounts',
        validation: new Map([
          [a, 100],
          ['class b', 105],
        ]),
      });
    const file = predictions('run/p.csv', [105, 100], [80, 72]);
    const [run] = analysed(train, file, counts('class a'));
    assert.match(
      notesOf(run)[0]!,
      /^run\/p\.csv: class_counts\.json gives 100 validation rows of 'class a', the predictions have 105 \(2 of 2 classes differ\)/,
    );
    assert.deepEqual(notesOf(analysed(train, file, counts('0'))[0]), []);
  });

  it('takes counts without a split for those of validation only if their sum is the size, not a multiple', () => {
    const counts = (a: number, b: number): SourceDocument =>
      source('run/counts.json', {
        kind: 'classCounts',
        unsplit: new Map([
          ['class a', a],
          ['class b', b],
        ]),
      });
    assert.equal(analysed(train, counts(105, 100))[0]!.validationSize?.source, 'counts');
    const [twice] = analysed(train, counts(210, 200));
    assert.deepEqual(twice!.validationSize, { value: 205, source: 'inferred', exact: true });
    assert.match(notesOf(twice)[0]!, /The counts of counts\.json name no split/);
    const alone = analysed(predictions('run/p.csv', [105, 100], [80, 72]), counts(105, 100));
    assert.deepEqual(notesOf(alone[0]), []);
  });
});

describe('two logs of one training', () => {
  const table = log('run/history.csv', [runOf(learning)]);
  const text = log('run/a_stdout.log', [runOf(learning, 4)]);

  it('are told to be one: predictions go to the more exact, and the other says so', () => {
    for (const right of [80, 90]) {
      const runs = analysed(table, text, predictions('run/p.csv', [105, 100], [right, 72]));
      assert.deepEqual(
        runs.map(({ id, files }) => [id, files.length]),
        [
          ['run/a_stdout.log', 1],
          ['run/history.csv', 2],
        ],
      );
      assert.deepEqual(
        runs.map(({ sameTrainingAs }) => sameTrainingAs),
        ['run/history.csv', undefined],
      );
    }
  });

  it('have one set of findings between them: those of the other are marked, in the same folder or one below', () => {
    const falling = runOf([152, 140, 131, 120, 110, 100, 90, 80, 70, 60, 50, 40]);
    const counts = source('run/class_counts.json', {
      kind: 'classCounts',
      validation: new Map([
        ['class a', 105],
        ['class b', 100],
      ]),
    });
    for (const [path, other] of [
      ['run/stdout.log', true],
      ['run/logs/stdout.log', true],
      ['stdout.log', true],
      ['other/stdout.log', false],
    ] as const) {
      const runs = analysed(log('run/history.csv', [falling]), log(path, [falling]), counts);
      const twin = runs.find(({ id }) => id === path)!;
      assert.equal(twin.sameTrainingAs, other ? 'run/history.csv' : undefined, path);
      assert.ok(twin.findings.every(({ suppressedBy }) => (suppressedBy !== undefined) === other));
      const main = runs.find(({ id }) => id === 'run/history.csv')!;
      assert.ok(main.findings.some(({ suppressedBy }) => suppressedBy === undefined));
    }
  });

  it('are two where a file repeats a run with the same seed', () => {
    const runs = analysed(log('run/history.csv', [runOf(learning), runOf(learning)]));
    assert.deepEqual(
      runs.map(({ sameTrainingAs }) => sameTrainingAs),
      [undefined, undefined],
    );
  });

  it('are answered for by the one with more epochs where both are as exact', () => {
    const runs = analysed(
      log('run/a.csv', [runOf(learning.slice(0, 3))]),
      log('run/b.csv', [runOf(learning)]),
    );
    assert.deepEqual(
      runs.map(({ sameTrainingAs }) => sameTrainingAs),
      ['run/b.csv', undefined],
    );
  });

  it('are answered for by the one with a line for each epoch where all else is equal', () => {
    const inLines = runOf(learning);
    const inOneLine = { ...inLines, epochs: inLines.epochs.map((epoch) => ({ ...epoch, line: 0 })) };
    const runs = analysed(
      log('run/a_history.json', [inOneLine]),
      log('run/log.csv', [inLines]),
      predictions('run/p.csv', [105, 100], [80, 72]),
    );
    assert.deepEqual(
      runs.map(({ id, files, sameTrainingAs }) => [id, files.length, sameTrainingAs]),
      [
        ['run/a_history.json', 1, 'run/log.csv'],
        ['run/log.csv', 2, undefined],
      ],
    );
  });

  it('may be an epoch apart, not two, and differ in nothing that both have', () => {
    const attached = (other: TrainingRun): boolean =>
      analysed(table, log('run/a_stdout.log', [other]), predictions('run/p.csv', [105, 100], [90, 90]))
        .length === 2;
    assert.ok(attached(runOf(learning.slice(0, 3), 4)));
    assert.ok(!attached(runOf(learning.slice(0, 2), 4)));
    assert.ok(!attached(runOf([120, 131, 141, 152], 4)));
  });
});

describe('predictions of several epochs of a run', () => {
  it('are of the run by those of its latest epoch; the others stand alone', () => {
    const train = log('run/train.log', [runOf(learning)]);
    const early = predictions('run/epoch0.csv', [105, 100], [60, 60]);
    const late = predictions('run/epoch3.csv', [105, 100], [80, 72]);
    for (const documents of [
      [train, early, late],
      [late, train, early],
    ]) {
      assert.deepEqual(
        analysed(...documents).map(({ id, files, problems }) => [id, files.length, problems.length]),
        [
          ['run/epoch0.csv', 1, 0],
          ['run/train.log', 2, 0],
        ],
      );
    }
  });
});

describe('what readers left out', () => {
  it('reaches the run that holds the line, and of a prediction file the run that it is shown with', () => {
    const skipped: Problem = { kind: 'skipped', message: '1 row left out.', line: 7 };
    const note: Problem = { kind: 'note', message: 'Read as one training.' };
    const second = runOf(learning);
    const later = { ...second, epochs: second.epochs.map((epoch) => ({ ...epoch, line: epoch.line + 5 })) };
    const two = log('run/train.log', [runOf(learning), later, later], [{ ...skipped, line: 2 }, note]);
    const file = predictions('run/p.csv', [105, 100], [80, 72]);
    const runs = analysed(two, { ...file, result: { ...file.result, problems: [skipped] } });
    assert.deepEqual(
      runs.map(({ id, problems }) => [id, problems.map(({ file: path, line }) => [path, line])]),
      [
        ['run/train.log', [['run/train.log', 2]]],
        ['run/train.log#2', []],
        [
          'run/train.log#3',
          [
            ['run/train.log', undefined],
            ['run/p.csv', 7],
          ],
        ],
      ],
    );
  });
});

describe('paths in messages', () => {
  it('are written as seen from a folder', () => {
    assert.equal(seenFrom('/p/runs/a', '/p/runs/a/counts.json'), 'counts.json');
    assert.equal(seenFrom('/p/runs/a', '/p/data/val'), '../../data/val');
    assert.equal(seenFrom('', 'data/val'), 'data/val');
    assert.equal(seenFrom('x/y', 'a/b'), 'a/b');
    assert.equal(listedPaths('', ['a'], 'or'), 'a');
    assert.equal(listedPaths('', ['a', 'b'], 'or'), 'a or b');
    assert.equal(listedPaths('', ['a', 'b', 'c', 'd', 'e'], 'and'), 'a, b, c and 2 more');
  });
});
