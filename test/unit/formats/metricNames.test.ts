import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isRate, isRegressionMetric, kerasMetricName, metricName } from '../../../src/formats/metricNames.ts';

function key(name: string): string {
  const { split, metric } = metricName(name);
  return split === undefined ? metric : `${split}.${metric}`;
}

describe('metricNames', () => {
  const names: Record<string, string> = {
    val_acc: 'validation.accuracy',
    val_accuracy: 'validation.accuracy',
    valid_loss: 'validation.loss',
    'validation/accuracy': 'validation.accuracy',
    train_loss: 'train.loss',
    eval_accuracy: 'validation.accuracy',
    test_acc: 'test.accuracy',
    'Val Acc': 'validation.accuracy',
    'Val Acc (%)': 'validation.accuracy',
    ValAcc: 'validation.accuracy',
    TrainLoss: 'train.loss',
    DEV_F1: 'validation.f1',
    loss_val: 'validation.loss',
    'accuracy (test)': 'test.accuracy',
    val_loss_epoch: 'validation.loss',
    sparse_categorical_accuracy: 'accuracy',
    binary_accuracy: 'accuracy',
    val_categorical_accuracy: 'validation.accuracy',
    eval_top1: 'validation.accuracy',
    eval_top5: 'validation.top5Accuracy',
    'metrics/accuracy_top1': 'validation.accuracy',
    lr: 'learningRate',
    learning_rate: 'learningRate',
    'lr/pg0': 'lr/pg0',
    val_balanced_accuracy: 'validation.balancedAccuracy',
    val_tp: 'validation.tp',
    val_my_metric: 'validation.my_metric',
    'val_recall/class_3': 'validation.recall/class_3',
    macro_f1: 'macroF1',
    val_multiclass_accuracy: 'validation.multiclass_accuracy',
    recall_1: 'recall_1',
    epoch_duration: 'epoch_duration',
    val_time: 'val_time',
    val: 'val',
  };
  for (const [name, expected] of Object.entries(names)) {
    it(`reads '${name}' as ${expected}`, () => assert.equal(key(name), expected));
  }

  it('takes epochs and steps for no metric, rates and durations for no split', () => {
    for (const name of ['epoch', 'Step', 'global_step', 'iteration'])
      assert.equal(metricName(name).kind, 'counter');
    for (const name of ['lr', 'time', 'epoch_duration', 'train_runtime', 'momentum']) {
      assert.equal(metricName(name).kind, 'wholeRun', name);
      assert.equal(metricName(name).split, undefined);
    }
  });

  it('gives a Keras name without prefix to the training split', () => {
    assert.deepEqual(kerasMetricName('acc'), { split: 'train', metric: 'accuracy', kind: 'measure' });
    assert.equal(kerasMetricName('lr').split, undefined);
    assert.equal(kerasMetricName('val_loss').split, 'validation');
  });

  it('tells rates and regression metrics', () => {
    for (const metric of ['accuracy', 'balancedAccuracy', 'recall/class_3', 'f1', 'top5Accuracy', 'rocAuc']) {
      assert.ok(isRate(metric), metric);
    }
    for (const metric of ['loss', 'accuracy_loss', 'tp', 'learningRate']) assert.ok(!isRate(metric), metric);
    assert.ok(isRegressionMetric('RMSE'));
    assert.ok(!isRegressionMetric('loss'));
  });

  it('never throws and never gives an empty name for a name that is none', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'grapheme' }), (name) => {
        fc.pre(name.trim() !== '');
        const { metric } = metricName(`val_${name}x`);
        assert.notEqual(metric, '');
      }),
    );
  });
});
