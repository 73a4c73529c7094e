import assert from 'node:assert/strict';
import { toldLines } from '../../../../src/formats/told/toldLines.ts';

/** What some lines say: `validation counts cat 5, dog 7`, `train rows 42`, `train rows? 42` where these may be anything. */
function said(...lines: readonly string[]): string[] {
  const told = toldLines();
  [...lines, 'Epoch 1'].forEach((text, line) => told.line(text, line));
  return told.told().map((one) => {
    if (one.kind === 'counts') {
      return `${one.of} counts ${[...one.counts].map(([label, count]) => `${label} ${count}`).join(', ')}`;
    }
    if (one.kind === 'rows') return `${one.of} rows${one.plain ? '' : '?'} ${one.rows}`;
    return one.kind === 'classes' ? `classes ${one.classes}` : one.kind;
  });
}

describe('lines that count classes', () => {
  it('hold a dictionary behind words that say so', () => {
    const cases: readonly (readonly [string, string])[] = [
      ["Class distribution: {'cat': 56, 'dog': 238}", 'unsplit counts cat 56, dog 238'],
      ['Counts of labels: Counter({0: 284315, 1: 492})', 'unsplit counts 0 284315, 1 492'],
      ['Train class distribution: {0: 7595983, 1: 7898}', 'train counts 0 7595983, 1 7898'],
      ["Class counts (validation): {'a': 1, \"b's\": 9}", "validation counts a 1, b's 9"],
      ['Label distribution in the test set: {0: 5, 1: 7}', 'test counts 0 5, 1 7'],
      [
        'Overall class distribution: {np.int64(0): np.int64(5), np.int64(1): np.int64(7)}',
        'all counts 0 5, 1 7',
      ],
      ['Original dataset shape Counter({1: 900, 0: 100})', 'unsplit counts 1 900, 0 100'],
      [
        '2026-01-02 03:04:05,678 - train - INFO - Class distribution: {1: 5, 0: 7}',
        'unsplit counts 1 5, 0 7',
      ],
      ['INFO:train:Class distribution: {1: 5, 0: 7}', 'unsplit counts 1 5, 0 7'],
      [
        '2026-01-02 03:04:05 | INFO     | __main__:train:45 - y_val counts: {1: 5, 0: 7}',
        'validation counts 1 5, 0 7',
      ],
    ];
    for (const [line, expected] of cases) assert.deepEqual(said(line), [expected], line);
  });

  it('come to the number of rows before them', () => {
    assert.deepEqual(said("Val: 12 samples - {'a': 5, 'b': 7}"), [
      'validation rows 12',
      'validation counts a 5, b 7',
    ]);
    assert.deepEqual(said("Val: 13 samples - {'a': 5, 'b': 7}"), ['validation rows 13']);
  });

  it('hold a list, whose classes are indices, or the classes one after the other', () => {
    assert.deepEqual(said('Class counts: [56 238  119]'), ['unsplit counts 0 56, 1 238, 2 119']);
    assert.deepEqual(said('Train class counts: [3817, 1931]'), ['train counts 0 3817, 1 1931']);
    assert.deepEqual(said('Class distribution: 5000 clones, 4000 non-clones'), [
      'unsplit counts clones 5000, non-clones 4000',
    ]);
    assert.deepEqual(said('Val class distribution: cat: 30 (75.0%), dog: 10 (25.0%)'), [
      'validation counts cat 30, dog 10',
    ]);
  });

  it('stand below a heading, one class a line', () => {
    assert.deepEqual(
      said(
        '2026-04-25 23:26:09 | INFO | ',
        '  Val class distribution:',
        '2026-04-25 23:26:09 | INFO |     lung_aca       : 662',
        '2026-04-25 23:26:09 | INFO |     lung_n         : 664',
        '2026-04-25 23:26:09 | INFO | ====',
      ),
      ['validation counts lung_aca 662, lung_n 664'],
    );
    assert.deepEqual(
      said(
        'Class Distribution:',
        '   Oxide defect : 140 images ████',
        '   Clean        : 1,400 images ████████',
        '',
      ),
      ['unsplit counts Oxide defect 140, Clean 1400'],
    );
    assert.deepEqual(
      said(
        'INFO - Class Distribution:',
        'INFO -   - Class 0 (Secure): 404520',
        'INFO -   - Class 1 (Vulnerable): 102967',
        'INFO - INITIALIZING MODEL',
      ),
      ['unsplit counts Secure 404520, Vulnerable 102967'],
    );
  });

  it('need no heading where each says that it counts the rows of a class', () => {
    assert.deepEqual(
      said('  Class [00] AKIEC: 303 images', '  Class [01] BCC: 2522 images', '[Split] Train=2000 | Val=825'),
      ['unsplit counts AKIEC 303, BCC 2522', 'train rows 2000', 'validation rows 825'],
    );
  });

  it('are what pandas prints of value_counts, of a column of classes or below such a heading', () => {
    assert.deepEqual(said('label', '0    292803', '1         2', 'Name: count, dtype: int64'), [
      'unsplit counts 0 292803, 1 2',
    ]);
    assert.deepEqual(said('0    284315', '1       492', 'Name: Class, dtype: int64'), [
      'unsplit counts 0 284315, 1 492',
    ]);
    assert.deepEqual(
      said(
        'Class distribution in the training set:',
        'failure',
        '0    292803',
        '1         2',
        'Name: count, dtype: int64',
      ),
      ['train counts 0 292803, 1 2'],
    );
    assert.deepEqual(said('city', 'Rome    20', 'Oslo     2', 'Name: count, dtype: int64'), []);
    assert.deepEqual(
      said('label', 'a     20', '      ..', 'z      2', 'Name: count, Length: 90, dtype: int64'),
      [],
    );
  });

  it('are absent where a line is of answers, of weights, of parts, of settings, or cut', () => {
    const lines = [
      "Predicted class distribution: {'cat': 56, 'dog': 238}",
      'Class weights: {0: 1, 1: 3}',
      "Class mapping: {'cat': 0, 'dog': 1}",
      'Class counts: {0: 0, 1: 1, 2: 2}',
      'Class distribution: {0: 0.6, 1: 0.4}',
      'Pixel class distribution: {0: 5277551, 1: 1773525}',
      'Batch class distribution: {0: 5, 1: 7}',
      'Class distribution: {0: 5, 0: 7}',
      'Class distribution: {0: 5, 1: 7',
      'Class distribution: {0: 5, ...}',
      "{'train': {'batch_size': 32, 'epochs': 5}}",
      'Class distribution: cat 30% of rows, dog 70%',
      'Val class distribution: cat: 30 (85.0%), dog: 10 (15.0%)',
    ];
    for (const line of lines) assert.deepEqual(said(line), [], line);
  });

  it('are absent where a list is of something else, or its own numbers speak against it', () => {
    const blocks = [
      ['Class distribution:', 'Batch size: 32', 'Epochs: 10'],
      ['Class distribution:', 'cat: 56', 'dog: 238'],
      ['Class distribution:', '  cat: 56 (50.0%)', '  dog: 238 (50.0%)'],
      ['Class distribution:', '  cat: 56', '  dog: 238', '  Total: 500'],
      ['Class distribution:', '  Train: 5', '  Val: 7'],
      ['Class distribution:', '  cat: 56', '  cat: 238'],
      ['  Class [01] cat: 56 images', '  Class [03] dog: 7 images'],
      ['Class 0: 95/120', 'Class 1: 20/30'],
    ];
    for (const block of blocks) assert.deepEqual(said(...block), [], block.join(' | '));
    assert.deepEqual(said('Class distribution:', '  cat: 56', '  dog: 238', '  Total: 294'), [
      'unsplit counts cat 56, dog 238',
    ]);
  });

  it('say that rows were drawn anew', () => {
    assert.deepEqual(said('Class distribution after SMOTE: {0: 5, 1: 5}'), ['resampled', 'resampled']);
    assert.deepEqual(said('Resampled dataset shape Counter({0: 5, 1: 5})'), ['resampled']);
    assert.deepEqual(said('Balanced class distribution: {0: 5, 1: 5}'), ['resampled']);
    assert.deepEqual(said('  (downsample): Sequential(', 'Resample to 16000 Hz'), []);
  });
});

describe('lines that count rows', () => {
  it('name the split and what is counted', () => {
    const cases: readonly (readonly [string, readonly string[]])[] = [
      ['Found 574 images belonging to 5 classes.', ['unsplit rows 574', 'classes 5']],
      ['Found 574 validated image filenames belonging to 5 classes.', ['unsplit rows 574', 'classes 5']],
      ['Using 2936 files for training.', ['train rows 2936']],
      ['Using 734 files for validation.', ['validation rows 734']],
      ['val: /data/val... found 100 images in 10 classes ✅ ', ['validation rows 100', 'classes 10']],
      ['Train samples: 42, Val samples: 54', ['train rows 42', 'validation rows 54']],
      ['  Total val images:    1,350', ['validation rows 1350']],
      ['Training set: 3,087 files', ['train rows 3087']],
      ['len(val_dataset) = 786', ['validation rows 786']],
      ['Validation dataset size: 786', ['validation rows 786']],
      ['y_val shape: (786,)', ['validation rows 786']],
      ['x_test: torch.Size([100, 3, 32, 32])', ['test rows 100']],
      ['Total samples: 5240', ['all rows 5240']],
      [
        'Dataset split: Train=12157, Val=2605, Test=2606',
        ['train rows 12157', 'validation rows 2605', 'test rows 2606'],
      ],
      ['Train set: 160, Test set: 40', ['train rows 160', 'test rows 40']],
      ['Train: 1680, Val: 240', ['train rows? 1680', 'validation rows? 240']],
      ["Emotion classes: ['anger' 'fear' 'joy']", ['classes 3']],
    ];
    for (const [line, expected] of cases) assert.deepEqual(said(line), expected, line);
  });

  it('are those of the trainer of Transformers', () => {
    assert.deepEqual(
      said(
        '***** Running training *****',
        '  Num examples = 3,668',
        '***** Running Evaluation *****',
        '  Num examples = 408',
        '  Batch size = 8',
      ),
      ['train rows 3668', 'validation rows 408'],
    );
    assert.deepEqual(
      said('***** Running Evaluation *****', '  Batch size = 8', '  x', '  Num examples = 408'),
      [],
    );
    assert.deepEqual(said('  Num examples = 408'), []);
  });

  it('are absent where the number is of batches, a share, a size in pixels, a limit or one of several files', () => {
    const lines = [
      '[DataLoaders] Train=115 batches | Val=25 batches',
      'Train: 80%, Val: 20%',
      'Split: Train=0.8, Val=0.2',
      'Validation size: 224',
      'Val batch size: 32',
      'Max validation samples: 100',
      'val_acc: 0.5, val_loss: 1',
      'Valid images : 14195',
      'Train: 5 epochs, Val: every 2 epochs',
      'Generating train split: 3360 examples [00:01, 2000 examples/s]',
      'Validation: 25/25',
      'Saving 9 validation images',
      'Training: 5 sequences, Validation: 2 sequences',
    ];
    for (const line of lines) assert.deepEqual(said(line), [], line);
    assert.deepEqual(said('Split: Train=80, Val=20'), ['train rows? 80', 'validation rows? 20']);
  });
});

describe('lines of LightGBM', () => {
  it('tell the rows of each class, by number or by the logarithm of its share', () => {
    assert.deepEqual(said('[LightGBM] [Info] Number of positive: 23, number of negative: 477'), [
      'train counts 0 477, 1 23',
    ]);
    const scores = ['-0.524141', '-1.585907', '-1.902425', '-2.919359'].map(
      (score) => `[LightGBM] [Info] Start training from score ${score}`,
    );
    const points =
      '[LightGBM] [Info] Number of data points in the train set: 630, number of used features: 8';
    assert.deepEqual(said(points, ...scores), ['train rows 630', 'train counts 0 373, 1 129, 2 94, 3 34']);
    assert.deepEqual(said(...scores), [], 'the number of rows is not known');
    const weighted = points.replace('630', '631');
    assert.deepEqual(said(weighted, ...scores), ['train rows 631'], 'shares that are no whole numbers');
    assert.deepEqual(said(points, scores[0]!), ['train rows 630'], 'one score is that of a regression');
  });
});

describe('what is kept of long logs', () => {
  it('is bounded, and the same counts are one map', () => {
    const told = toldLines();
    for (let line = 0; line < 20_000; line++) told.line("Class distribution: {'a': 5, 'b': 7}", line);
    assert.equal(told.told().length, 5_000);
    assert.equal(new Set(told.told().map((one) => (one.kind === 'counts' ? one.counts : undefined))).size, 1);
  });
});

describe('lines made to be slow', () => {
  it('are read past', () => {
    const long = 10_000;
    const blanks = ' '.repeat(long);
    const lines = [
      `Train${blanks}x`,
      `Train samples:${blanks}${'1'.repeat(long)}%`,
      `Val: ${'1,'.repeat(long)}`,
      `fold${blanks}x`,
      `Class distribution${blanks}: {${"'a': 1, ".repeat(long / 10)}`,
      `Class ${blanks}: 5`,
      `class ${'['.repeat(long)}`,
      `x_train${blanks}(`,
      `${': '.repeat(long)}Class counts`,
      `label${'  5'.repeat(30)}`,
      `Class counts: ${'a b, '.repeat(long)}`,
      `Total samples${blanks}: x`,
      `Classes: [${"'a', ".repeat(long / 10)}`,
      `${'\u001b[1m'.repeat(long / 5)}Train: 5`,
      `INFO ${'-'.repeat(long)} Class`,
    ];
    const started = performance.now();
    const told = toldLines();
    for (let round = 0; round < 5; round++) lines.forEach((text, line) => told.line(text, line));
    assert.ok(performance.now() - started < 5_000);
  });
});
