import assert from 'node:assert/strict';
import { fileSeriesOf, namesApart, seriesOf } from '../../../src/analysis/series.ts';

describe('series', () => {
  it('are runs whose names differ only in numbers', () => {
    assert.equal(seriesOf('runs/exp6/train.log'), seriesOf('runs/exp17/train.log'));
    assert.equal(seriesOf('train.log'), seriesOf('train.log#2'));
    assert.notEqual(seriesOf('run1/train.log'), seriesOf('softmax-twice/train.log'));
  });

  it('are runs of one experiment whose names a tool drew', () => {
    for (const [a, b] of [
      ['mlruns/0/0a1b2c3d4e5f60718293a4b5c6d7e8f9', 'mlruns/0/f9e8d7c6b5a493827160f5e4d3c2b1a0'],
      [
        'wandb/run-20260304_101112-k3x9q2ab/files/output.log',
        'wandb/run-20260305_091011-zz10b7cd/files/output.log',
      ],
      ['runs/Dec01_12-30-11_host', 'runs/Jan17_08-00-59_host'],
    ] as const)
      assert.equal(seriesOf(a), seriesOf(b));
    assert.notEqual(seriesOf('mlruns/0/0a1b2c3d4e5f60718293a4b5c6d7e8f9'), seriesOf('mlruns/models'));
    assert.notEqual(seriesOf('runs/Mar/train.log'), seriesOf('runs/May/train.log'));
  });

  it('of files leave out what numbers folds, parts and classes', () => {
    for (const [a, b] of [
      ['runs/exp6/val.csv', 'runs/exp7/val.csv'],
      ['out/val_epoch9.csv', 'out/val_epoch10.csv'],
      ['fold1/exp6.csv', 'fold1/exp7.csv'],
      ['resnet18/scaffold1.csv', 'resnet50/scaffold2.csv'],
    ] as const)
      assert.equal(fileSeriesOf(a), fileSeriesOf(b));
    for (const [a, b] of [
      ['fold1/val.csv', 'fold2/val.csv'],
      ['val_Fold-1.csv', 'val_Fold-2.csv'],
      ['out/val_split_3.csv', 'out/val_split_4.csv'],
      ['class1_preds.csv', 'class2_preds.csv'],
      ['exp1/val.csv', 'exp1/test.csv'],
    ] as const)
      assert.notEqual(fileSeriesOf(a), fileSeriesOf(b));
  });

  it('are told apart by the last part that differs', () => {
    assert.deepEqual(namesApart('a/runs/exp6/val.csv', 'a/runs/exp7/val.csv'), ['runs/exp6', 'runs/exp7']);
    assert.deepEqual(namesApart('out/val_1.csv', 'out/val_2.csv'), ['val_1.csv', 'val_2.csv']);
    assert.deepEqual(namesApart('exp1/val.csv', 'exp2/val.csv'), ['exp1', 'exp2']);
    assert.deepEqual(namesApart('x/e1/s1/val.csv', 'x/e2/s3/val.csv'), ['x/e1/s1', 'x/e2/s3']);
  });
});
