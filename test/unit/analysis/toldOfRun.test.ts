import assert from 'node:assert/strict';
import { toldOfRun } from '../../../src/analysis/toldOfRun.ts';
import type { TrainingLog, TrainingRun } from '../../../src/core/trainingRun.ts';
import { toldLines } from '../../../src/formats/told/toldLines.ts';
import { epochsOf } from '../rules/evidenceOf.ts';

const nothing = (): boolean => false;

/** A log of these lines; a line `epoch` is one of the training, and `run` begins another. */
function logOf(...lines: readonly string[]): TrainingLog {
  const told = toldLines();
  const runs: TrainingRun[] = [];
  let begin = true;
  lines.forEach((text, line) => {
    told.line(text, line);
    if (text === 'run') begin = true;
    if (text !== 'epoch') return;
    const [epoch] = epochsOf([{ accuracy: 0.5 }]);
    const own = { ...epoch!, line };
    if (begin) runs.push({ epochs: [own], averagesExactly: true });
    else runs.push({ ...runs.at(-1)!, epochs: [...runs.pop()!.epochs, own] });
    begin = false;
  });
  return { kind: 'log', runs, told: told.told() };
}

/** What is certain of a run: `train a 5 b 7 @0`, `validation rows 12 @3`, `classes 5 @1`, `unknown @4`. */
function certain(log: TrainingLog, index = 0, shows: (rows: number) => boolean = nothing): string[] {
  const { counts, validationRows, classes, unknown } = toldOfRun(log, index, shows);
  return [
    ...[...counts].map(([of, { value, span }]) => `${of} ${[...value].flat().join(' ')} @${span.line}`),
    ...(validationRows === undefined
      ? []
      : [`validation rows ${validationRows.value} @${validationRows.span.line}`]),
    ...(classes === undefined ? [] : [`classes ${classes.value} @${classes.span.line}`]),
    ...(unknown === undefined ? [] : [`unknown @${unknown.span.line}`]),
  ];
}

describe('what a log tells of a run', () => {
  const counts = "Class distribution: {'a': 300, 'b': 100}";

  it('is what a line says of the split that it names', () => {
    assert.deepEqual(
      certain(logOf("Val class counts: {'a': 5, 'b': 7}", "Train class counts: {'a': 9, 'b': 9}", 'epoch')),
      ['validation a 5 b 7 @0', 'train a 9 b 9 @1', 'validation rows 12 @0'],
    );
    assert.deepEqual(
      certain(logOf('Found 120 files belonging to 3 classes.', 'Using 36 files for validation.', 'epoch')),
      ['validation rows 36 @1', 'classes 3 @0'],
    );
  });

  it('gives counts without a split to the split of as many rows', () => {
    assert.deepEqual(certain(logOf(counts, 'Train samples: 400, Val samples: 90', 'epoch')), [
      'train a 300 b 100 @0',
      'validation rows 90 @1',
    ]);
    assert.deepEqual(certain(logOf('Train samples: 900, Val samples: 400', counts, 'epoch')), [
      'validation a 300 b 100 @1',
      'validation rows 400 @0',
    ]);
    assert.deepEqual(certain(logOf('Train samples: 400, Val samples: 400', counts, 'epoch')), [
      'validation rows 400 @0',
      'unknown @1',
    ]);
  });

  it('gives them to all rows where the splits come to them, which also shows that the numbers count rows', () => {
    assert.deepEqual(certain(logOf(counts, 'Train: 280 | Val: 60 | Test: 60', 'epoch')), [
      'all a 300 b 100 @0',
      'validation rows 60 @1',
    ]);
    assert.deepEqual(certain(logOf(counts, 'Train: 28 | Val: 6 | Test: 6', 'epoch')), ['unknown @0']);
    assert.deepEqual(certain(logOf(counts, 'Total samples: 400', 'epoch')), ['all a 300 b 100 @0']);
    assert.deepEqual(
      certain(
        logOf("Overall class distribution: {'a': 3, 'b': 1}", 'Train samples: 400, Val samples: 90', 'epoch'),
      ),
      ['validation rows 90 @1'],
    );
  });

  it('takes numbers that may count anything for rows only if others show it', () => {
    assert.deepEqual(certain(logOf('Train: 280 | Val: 60', 'epoch')), []);
    assert.deepEqual(
      certain(
        logOf(
          'Found 280 images belonging to 2 classes.',
          'Found 60 images belonging to 2 classes.',
          'Training: 280 | Validation: 60',
          'epoch',
        ),
      ),
      ['validation rows 60 @2', 'classes 2 @1'],
    );
    assert.deepEqual(certain(logOf('Training samples: 280', 'Train: 280 | Val: 60', 'epoch')), [
      'validation rows 60 @1',
    ]);
    assert.deepEqual(certain(logOf('Training samples: 300', 'Train: 280 | Val: 60', 'epoch')), []);
  });

  it('takes none of several such numbers, as a log of several data sets has', () => {
    const log = logOf('Train: 900 | Val: 90', counts, 'Train: 320 | Val: 80', 'epoch');
    assert.deepEqual(certain(log), ['unknown @1']);
    assert.deepEqual(
      certain(logOf('Train: 900 | Val: 90', 'epoch'), 0, (rows) => rows === 90),
      ['validation rows 90 @0'],
    );
  });

  it('goes by the logged accuracies where no line names the split', () => {
    const found = logOf(
      'Found 85 images belonging to 3 classes.',
      'Found 35 images belonging to 3 classes.',
      'epoch',
    );
    assert.deepEqual(certain(found), ['classes 3 @1']);
    assert.deepEqual(
      certain(found, 0, (rows) => rows === 35),
      ['validation rows 35 @1', 'classes 3 @1'],
    );
    assert.deepEqual(
      certain(found, 0, () => true),
      ['classes 3 @1'],
      'both are shown: neither is taken',
    );
    assert.deepEqual(
      certain(logOf(counts, 'epoch'), 0, (rows) => rows === 400),
      ['validation a 300 b 100 @0'],
    );
  });

  it('is absent where lines contradict each other', () => {
    const one = "Val class counts: {'a': 5, 'b': 7}";
    assert.deepEqual(certain(logOf(one, "Val class counts: {'a': 6, 'b': 7}", 'epoch')), []);
    assert.deepEqual(certain(logOf(one, one, 'epoch')), ['validation a 5 b 7 @0', 'validation rows 12 @1']);
    assert.deepEqual(certain(logOf(one, 'Val samples: 13', 'epoch')), ['validation rows 13 @1']);
    assert.deepEqual(certain(logOf('Val samples: 12', 'Val samples: 13', 'epoch')), []);
    assert.deepEqual(
      certain(
        logOf('Found 9 files belonging to 3 classes.', 'Found 9 files belonging to 4 classes.', 'epoch'),
      ),
      [],
    );
  });

  it('forgets single splits at a fold, and what was for training is then of all folds', () => {
    assert.deepEqual(
      certain(
        logOf(
          "Val class counts: {'a': 5, 'b': 7}",
          'Training images: 400',
          counts,
          'FOLD 1 / 5 | train=320 val=80',
          'epoch',
        ),
      ),
      ['all a 300 b 100 @2', 'validation rows 80 @3'],
    );
  });

  it('does not trust training counts where rows were drawn anew', () => {
    assert.deepEqual(
      certain(logOf("Train class counts: {'a': 300, 'b': 100}", 'Applying SMOTE', 'epoch')),
      [],
    );
    assert.deepEqual(certain(logOf("Val class counts: {'a': 5, 'b': 7}", 'Applying SMOTE', 'epoch')), [
      'validation a 5 b 7 @0',
      'validation rows 12 @0',
    ]);
  });

  it('is what stands before the first epoch, of a later run what stands between, else what was said before', () => {
    const log = logOf(
      'Val samples: 12',
      'epoch',
      'Val samples: 99',
      'epoch',
      'run',
      'Val samples: 13',
      'epoch',
      'run',
      'epoch',
    );
    assert.deepEqual(certain(log, 0), ['validation rows 12 @0']);
    assert.deepEqual(certain(log, 1), ['validation rows 13 @5']);
    assert.deepEqual(certain(log, 2), ['validation rows 13 @5']);
    const folds = logOf('Val samples: 12', 'Fold 1', 'epoch', 'run', 'Fold 2', 'epoch');
    assert.deepEqual([certain(folds, 0), certain(folds, 1)], [[], []]);
  });

  it('is nothing where the log says nothing', () => {
    assert.deepEqual(certain({ ...logOf('epoch'), told: [] }), []);
  });
});
