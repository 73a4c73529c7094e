import assert from 'node:assert/strict';
import fc from 'fast-check';
import { openReader } from '../../../../src/analysis/openReader.ts';
import { headOf } from '../../../../src/formats/decode.ts';
import { declinedContent, declinedKinds } from '../../../../src/formats/declined/all.ts';

/** The sentence on a file, by its name and content. */
function sentence(name: string, content: string | Uint8Array, complete = true): string | undefined {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  return declinedContent(headOf(name, bytes, complete))?.message;
}

function lines(...of: readonly string[]): string {
  return `${of.join('\n')}\n`;
}

const quantities =
  /^Its measures \(.+\) are of predicted quantities, as in a regression; none is of classes\./;
const regions = /^Its measures \(.+\) are of boxes or regions/;
const rewards = /^Its measures \(.+\) tell of rewards/;
const texts = /^Its measures \(.+\) are of written or recognised text/;
const finals = /^Holds (?:the )?final numbers \(.+\).*: no epochs to follow/;

describe('what is recognised and left in peace', () => {
  const known: readonly (readonly [string, string, string | Uint8Array, RegExp])[] = [
    [
      'a Feather file',
      'a.feather',
      'ARROW1\0\0',
      /^Is a Feather or Arrow file\. Not read\. Save the table as CSV: pandas/,
    ],
    ['a Feather file of the first version', 'a.feather', 'FEA1\0\0', /^Is a Feather or Arrow file\./],
    [
      'a stream of Arrow',
      'data-00000-of-00001.arrow',
      Uint8Array.of(0xff, 0xff, 0xff, 0xff, 0x90, 1, 0, 0, 16, 0),
      /^Is a stream of Arrow, .+ Save the table as CSV: pyarrow\.ipc\.open_stream/,
    ],
    [
      'numbers that a script printed as JSON at its end',
      'logs.txt',
      lines(
        'Evaluation Log',
        'Forward pass took 0.02 s',
        'Final Metrics:',
        '{',
        '  "accuracy": 0.492,',
        '  "f1": 0.5314',
        '}',
      ),
      /^Holds final numbers \(accuracy, f1\) as JSON among other lines, from line 5\. They are read in a JSON file/,
    ],
    ['an HDF5 file', 'model.h5', Uint8Array.of(0x89, 0x48, 0x44, 0x46, 0), /^Is an HDF5 file\./],
    ['PyTorch weights', 'best.pt', 'PK\x03\x04\0\0best/data.pkl\0', /^Is a file of PyTorch weights\./],
    ['an SQLite database', 'mlflow.db', 'SQLite format 3\0', /^Is an SQLite database\./],
    ['a picture', 'confusion_matrix.csv', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0), /^Is a picture\./],
    [
      'events of TensorBoard that are broken',
      'events.out.tfevents.1.h.2.0',
      '\x18\0\0\0\0\0\0\0x',
      /^Is called events of TensorBoard and does not begin as they do\. Not read\./,
    ],
    ['a pointer of Git LFS', 'a.csv', 'version https://git-lfs.github.com/spec/v1\n', /Run git lfs pull\.$/],
    [
      'predictions alone',
      'test_predictions.csv',
      'prediction\n1\n0\n1\n',
      /^Holds one value a line and nothing beside it/,
    ],
    ['a notebook', 'train.ipynb', '{\n "cells": [\n  {\n   "cell_type": "code",', /^Is a notebook/],
    ['source code', 'train.py', 'import torch\n\nepochs = 3\n', /^Is source code/],
    [
      'code under another name',
      'train.txt',
      lines('import os', 'from a import b', 'def f(x):', '  pass'),
      /^Is source/,
    ],
    ['a Markdown page', 'results.md', 'accuracy: 0.9\n', /^Is a Markdown page/],
    ['a page in a log', 'log.txt', '# Training\n```\nEpoch 1 accuracy: 0.5\n```\n', /^Is a Markdown page/],
    [
      'settings',
      'config.json',
      '{"lr": 0.1, "batch_size": 16, "epochs": 3}',
      /^Holds settings \(lr, batch_size, epochs\)/,
    ],
    [
      'settings in YAML',
      'args.yaml',
      'epochs: 3\nbatch_size: 16\nseed: 0\ndice_weight: 0.5\n',
      /^Holds settings/,
    ],
    ['other YAML', 'dvc.yaml', 'stages:\n  train:\n    cmd: python train.py\n', /^Is YAML/],
    [
      'layers',
      'model.json',
      '{"class_name": "Functional", "config": {"layers": []}}',
      /^Describes the layers/,
    ],
    [
      'a package',
      'package.json',
      '{"name": "x", "dependencies": {"a": "1"}}',
      /^Describes a package of JavaScript/,
    ],
    [
      'requirements',
      'requirements.txt',
      'torch==2.1.0\nnumpy>=1.26\n# accuracy 0.9\npandas\n',
      /^Lists Python packages/,
    ],
    [
      'times of CatBoost',
      'time_left.tsv',
      'iter\tPassed\tRemaining\n0\t16\t100\n',
      /^Holds the times that CatBoost/,
    ],
    ['a regression of CatBoost', 'test_error.tsv', 'iter\tRMSE\n0\t0.5\n', quantities],
    [
      'CatBoost on a regression',
      'catboost_training.json',
      '{"meta":{"learn_metrics":[{"best_value":"Min","name":"RMSE"}]},"iterations":[\n{"learn":[0.5],"iteration":0}',
      quantities,
    ],
    [
      'importances',
      'importance.csv',
      'feature,importance\nage,0.5\n',
      /^Holds how much each feature matters/,
    ],
    ['a regression', 'history.csv', 'epoch,loss,mae,val_loss,val_mae\n0,3.2,1.5,3.5,1.6\n', quantities],
    [
      'a regression in text',
      'a.log',
      'Epoch 1/2\n15/15 - 0s - loss: 3.2 - mae: 1.4 - val_mae: 1.5\n',
      quantities,
    ],
    ['boosting of a regression', 'a.log', "[1]\tvalid's l2: 0.4\n[2]\tvalid's l2: 0.3\n", quantities],
    ['XGBoost on a regression', 'a.log', '[0]\ttrain-rmse:1.2\n[1]\ttrain-rmse:1.1\n', quantities],
    ['a history of a regression', 'h.json', '{"loss": [0.5, 0.4], "mae": [0.3, 0.2]}', quantities],
    ['a state of a regression', 't.json', '{"log_history": [{"epoch": 1.0, "eval_mse": 0.3}]}', quantities],
    [
      "MLflow's rmse",
      'rmse',
      '1727690000000 0.53 0\n1727690001000 0.51 1\n',
      /^Is MLflow's record of 'rmse'/,
    ],
    ['rewards', 'progress.csv', 'rollout/ep_rew_mean,time/fps\n12.5,300\n', rewards],
    [
      'rewards as a table',
      'a.log',
      '| rollout/           |      |\n|    ep_rew_mean     | 12.3 |\n',
      rewards,
    ],
    [
      'episodes',
      'monitor.csv',
      '#{"t_start": 1.5, "env_id": null}\nr,l,t\n12.5,30,1.2\n',
      /^Holds the reward/,
    ],
    [
      'a detector',
      'results.csv',
      'epoch,train/box_loss,metrics/precision(B),metrics/mAP50(B)\n1,1.2,0.3,0.2\n',
      regions,
    ],
    ['a segmenter', 'log.csv', 'epoch,loss,val_iou,val_dice\n1,0.5,0.4,0.6\n', regions],
    [
      'detections',
      'predictions.json',
      '[{"image_id": 1, "category_id": 2, "bbox": [1, 2, 3, 4], "score": 0.9}]',
      /boxes/,
    ],
    ['a summary', 'all_results.json', '{"eval_loss": 1.6, "eval_rouge1": 41.6, "eval_gen_len": 73.5}', texts],
    [
      'a training',
      'train_results.json',
      '{"epoch": 3.0, "train_loss": 0.1, "train_samples_per_second": 9.1}',
      /^Holds the loss and the speed/,
    ],
    [
      'models',
      'results.csv',
      'model,accuracy,f1\nsmall,0.5,0.7\nlarge,0.4,0.8\n',
      /^Holds the final numbers \(accuracy, f1\) of 2 models or runs, one a row/,
    ],
    [
      'a data set',
      'results.csv',
      'data,bacc,acc\n/data/test,78.5,70.6\n',
      /^Holds the final numbers \(bacc, acc\) of a data set: no epochs/,
    ],
    [
      'runs of W&B',
      'wandb_export.csv',
      '"Name","State","val/acc"\n"a-1","finished","0.5"\n"b-2","failed",""\n',
      finals,
    ],
    [
      'a search',
      'cv_results.csv',
      'mean_fit_time,params,mean_test_score\n0.1,{},0.9\n',
      /^Holds the scores of a search/,
    ],
    ['metrics in rows', 'metrics.csv', 'Metric,Value\naccuracy,0.85\nmacro_f1,0.8\n', finals],
    ['metrics of one model', 'metrics.json', '{"accuracy": 0.49, "f1": 0.53, "runtime": 0.02}', finals],
    [
      'metrics of models',
      'metrics.json',
      '[{"model": "a", "accuracy": 0.8}, {"model": "b", "accuracy": 0.9}]',
      finals,
    ],
    [
      'an installer',
      'install.log',
      lines(
        'Collecting torch==2.1.0',
        '  Downloading torch.whl (670.2 MB)',
        'Successfully installed torch-2.1.0',
      ),
      /installer/,
    ],
    [
      'a server',
      'app.log',
      lines(
        'INFO:     Uvicorn running on http://127.0.0.1:8000',
        'INFO:  127.0.0.1:1 - "GET /health HTTP/1.1" 200',
      ),
      /web server/,
    ],
    [
      'the notes of W&B',
      'debug.log',
      '2024-04-15 22:19:41,327 INFO MainThread:3 [wandb_setup.py:_flush():76] 0.16\n',
      /^Is what W&B noted/,
    ],
  ];
  for (const [what, name, content, expected] of known) {
    it(`says what it is: ${what}`, () => assert.match(sentence(name, content) ?? 'nothing', expected));
  }

  it('says where a Python error stands', () => {
    const text = lines(
      'Loading data',
      'Traceback (most recent call last):',
      '  File "train.py", line 3, in <module>',
      "    raise ValueError('no rows')",
      'ValueError: no rows',
      'done',
    );
    const found = declinedContent(headOf('train.log', Buffer.from(text), true));
    assert.equal(found?.line, 4);
    assert.equal(
      found.message,
      'No epoch and no prediction is recognised in it. In line 5 a Python error stands: ValueError: no rows.',
    );
    assert.match(
      sentence('train.log', text.slice(0, 80)) ?? '',
      /In line 2 a Python error begins, whose end is not there\.$/,
    );
  });

  it('names the last error of several, and one that a logger marked', () => {
    const both = lines(
      'Traceback (most recent call last):',
      '  File "a.py", line 1',
      'KeyError: 1',
      '',
      'During handling of the above exception, another exception occurred:',
      '',
      'Traceback (most recent call last):',
      '  File "a.py", line 2',
      'torch.cuda.OutOfMemoryError: CUDA out of memory.',
    );
    assert.match(
      sentence('a.log', both) ?? '',
      /In line 9 a Python error stands: torch\.cuda\.OutOfMemoryError: CUDA/,
    );
    const logged = lines(
      '2025-05-07 14:53:22,220 - INFO - start',
      '2025-05-07 14:53:23,220 - ERROR - No such file: x.csv',
    );
    assert.match(sentence('a.log', logged) ?? '', /In line 2 an error is logged: .*No such file: x\.csv\.$/);
  });

  const unknown: Readonly<Record<string, readonly [string, string]>> = {
    'a table of features': ['train.csv', 'age,income,label\n30,1000,yes\n40,2000,no\n'],
    'a sensor series': ['history.csv', 'time,temperature,humidity\n0,20.5,0.4\n1,20.6,0.41\n'],
    'losses of an unknown task': ['metrics.csv', 'epoch,train_loss\n0,0.5\n1,0.4\n'],
    'one metric of unknown split': ['accuracy.tsv', 'step\taccuracy\n0\t0.5\n1\t0.6\n'],
    'a history with classes and a quantity': ['h.json', '{"loss": [0.5], "mae": [0.3], "accuracy": [0.8]}'],
    'a history of which more may follow': ['h.json', '{"mae": [0.5, 0.4], "loss": [0.'],
    'settings with a score': ['config.json', '{"lr": 0.1, "batch_size": 16, "epochs": 3, "best_score": 0.9}'],
    'settings with losses': [
      'history.json',
      '{"lr": 0.1, "batch_size": 16, "epochs": 3, "train_losses": [1.5, 1.4]}',
    ],
    'metrics with their counts': ['metrics.json', '{"accuracy": 0.9, "confusion_matrix": [[8, 1], [1, 10]]}'],
    'numbers of classes': ['metrics.csv', 'class,precision,recall\na,0.5,0.7\nb,0.4,0.8\n'],
    'prose about a model': ['notes.txt', 'After epoch 20 accuracy 0.93 and loss 0.2 were reached.\n'],
    'a warning in a cell': [
      'answers.csv',
      '2026-04-11T15:53:39.448843,unknown,19.57%,CRITICAL: see a doctor\n',
    ],
    'a log without errors': ['app.log', '2025-05-07 14:53:22,220 - INFO - 0 ERROR lines so far\n'],
    'a report of classes under an index': ['metrics.csv', ',precision,recall\na,0.5,0.7\nb,0.4,0.8\n'],
    'a map that is no average precision': ['log.txt', 'epoch 1\nD_KERNEL_MAP: 512\n'],
    'notes that quote code': ['notes.txt', lines('How to:', 'import os', 'import sys', 'import re', 'done')],
    'a log with a byte of zero': ['tb.log', `TensorBoard at :6006\n${'requests\n'.repeat(20)}\0\n`],
    'plain words': ['labels.txt', 'cat\ndog\nhorse\n'],
  };
  for (const [what, [name, text]] of Object.entries(unknown)) {
    it(`says nothing of ${what}`, () => assert.equal(sentence(name, text, !text.endsWith('0.')), undefined));
  }

  it('is asked only where no format takes a file, and after the columns that were declared', () => {
    const open = (text: string, columns?: { actual: string; predicted: string }): string | undefined => {
      const start = { name: 'results.csv', bytes: Buffer.from(text), complete: true };
      const choice = openReader(start, columns === undefined ? {} : { columns });
      return choice.chosen?.format.id ?? choice.problems[0]?.message;
    };
    assert.equal(open('epoch,val_loss,val_accuracy\n1,0.5,0.6\n2,0.4,0.7\n'), 'epochCsv');
    const models = 'model,accuracy,f1\nsmall,0.5,0.7\nlarge,0.4,0.8\n';
    assert.match(open(models)!, finals);
    assert.equal(open(models, { actual: 'model', predicted: 'f1' }), 'predictionCsv');
    assert.equal(open('name,age\nAda,36\n'), undefined);
  });

  it('has ids of its own', () => {
    assert.equal(new Set(declinedKinds.map(({ id }) => id)).size, declinedKinds.length);
  });

  it('gives one line, whatever a file holds', () => {
    const words = fc.constantFrom(
      ...[
        'epoch',
        ',',
        '\t',
        '\n',
        'mae',
        'val_mae',
        '0.5',
        '{',
        '}',
        '[',
        ']',
        '"',
        ':',
        'model',
        'accuracy',
        '# ',
      ],
      ...[
        'Traceback (most recent call last):',
        'ValueError: ',
        '\0',
        '\u001b[1m',
        'ERROR',
        '2025-01-01 00:00:00 ',
        'iter',
      ],
    );
    const anything = fc.oneof(
      fc.array(words, { maxLength: 60 }).map((all) => Buffer.from(all.join(''))),
      fc.uint8Array({ maxLength: 200 }),
    );
    fc.assert(
      fc.property(anything, fc.boolean(), (bytes, complete) => {
        const found = declinedContent(headOf('x.log', bytes, complete));
        if (found !== undefined) assert.match(found.message, /^[A-Z][^\n\r\0\u001b]+[.?:!…]$/);
      }),
    );
  });

  const size = 65_536;
  const hostile: Record<string, string> = {
    'blank lines': '\n'.repeat(size),
    blanks: ' '.repeat(size),
    'a comment of marks': '# '.repeat(size / 2),
    'open brackets': '['.repeat(size),
    'links without end': '[a]('.repeat(size / 4),
    'a name without end': `epoch 1 ${'a'.repeat(size)}: 1`,
    'names without values': 'epoch 1 a:'.repeat(size / 10),
    'rounds without numbers': `epoch${' '.repeat(size)}`,
    'dashes on a line of a round': `[1] ${'-a'.repeat(size / 2)}`,
    'many columns': `epoch,${'mae,'.repeat(size / 8)}\n${'1,'.repeat(size / 8)}`,
    'errors without end': 'Traceback (most recent call last):\n'.repeat(size / 35),
    'a level after many names': `2025-01-01 00:00:00 ${'a '.repeat(size / 2)}`,
    'keys of YAML': 'a:\n'.repeat(size / 3),
    'best values': '{"best_value"'.repeat(size / 13),
    packages: 'a==1\n'.repeat(size / 5),
    requests: '"GET '.repeat(size / 5),
  };
  for (const [what, text] of Object.entries(hostile)) {
    it(`is done soon with ${what}`, () => {
      const start = performance.now();
      for (const name of ['a.log', 'a.csv', 'a.yaml', 'a.json']) sentence(name, text, false);
      // A hundred times what it takes on an idle machine: a search that runs away takes minutes.
      assert.ok(performance.now() - start < 20_000);
    });
  }
});
