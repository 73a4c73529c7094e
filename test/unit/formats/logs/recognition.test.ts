import assert from 'node:assert/strict';
import { defaultLimits } from '../../../../src/core/limits.ts';
import { headOf } from '../../../../src/formats/decode.ts';
import { logsFormats } from '../../../../src/formats/logs/all.ts';
import { recognise } from '../../../../src/formats/recognise.ts';

/** Confidences above zero of the log formats for a file of this text. */
function claims(text: string, complete = true): string[] {
  const head = headOf('history.csv', Buffer.from(text), complete);
  return logsFormats.filter((format) => format.recognise(head) > 0).map(({ id }) => id);
}

describe('recognition of logs', () => {
  const others: Record<string, string> = {
    'an empty file': '',
    'a prediction table': 'id,label,predicted_label,confidence\n1,a,b,0.7\n2,a,a,0.9\n',
    'a prediction table with an epoch in it': 'epoch,y_true,y_pred\n1,a,b\n1,a,a\n',
    'a sensor series': 'time,temperature,humidity\n0,20.5,0.4\n1,20.6,0.41\n',
    'positions with seconds since 1970':
      'epoch,lat,lon,accuracy\n1714979000,48.1,11.5,12.0\n1714979010,48.2,11.5,9.0\n',
    'a regression': 'epoch,loss,mae,val_loss,val_mae\n0,3.25,1.5,3.5,1.625\n1,2.25,1.25,2.5,1.375\n',
    'a regression as text': 'Epoch 1/2\n15/15 - 0s - loss: 3.2 - mae: 1.4 - val_loss: 3.3 - val_mae: 1.5\n',
    rewards: 'epoch,loss,mean_reward\n0,0.5,10.2\n1,0.4,12.9\n',
    'a detector':
      'epoch,train/box_loss,metrics/precision(B),metrics/mAP50(B)\n1,1.2,0.3,0.2\n2,1.1,0.4,0.3\n',
    'boosting rounds of one split': 'iter\tLogloss\tAccuracy\n0\t0.54\t0.90\n1\t0.45\t0.91\n',
    'one metric of unknown split': 'step\taccuracy\n0\t0.5\n1\t0.6\n',
    'a header without rows': 'epoch,accuracy,loss,val_accuracy,val_loss\n',
    'a page with a log quoted in it':
      '# Training\n```\nEpoch 1/2 loss: 0.5 val_acc: 0.7\nEpoch 2/2 loss: 0.4 val_acc: 0.8\n```\n',
    'a text about epochs': 'We trained for 50 epochs. At epoch 20 the accuracy was 0.93 and the loss 0.2.\n',
    'a result in prose':
      'After epoch 20 accuracy 0.93 and loss 0.2 were reached, by epoch 30 accuracy 0.95.\n',
    'a list of requirements': 'torch==2.1.0\nnumpy>=1.26\n# accuracy 0.9\n',
    'the log of an installer':
      'Collecting torch==2.1.0\n     |\u2588\u2588\u2588\u2588| 670.2 MB 12 kB/s\nepoch: 1: kernel-5.1\n',
    'the log of a server':
      '2026-03-02 INFO new leader, epoch: 3, accepted epoch: 2, loss: 1\n2026-03-02 INFO epoch: 4, loss: 0\n',
    'epochs with a loss alone': 'Epoch 1/2 loss: 0.5 val_loss: 0.6\nEpoch 2/2 loss: 0.4 val_loss: 0.5\n',
    'a state of a trainer of a regression':
      '{\n  "epoch": 2.0,\n  "log_history": [\n    {"epoch": 1.0, "loss": 0.4, "eval_mse": 0.3}\n  ]\n}\n',
    'boosted trees of a regression': "[1]\tvalid's rmse: 0.4\n[2]\tvalid's rmse: 0.3\n",
    'boosted trees of a ranking': '[0]\tvalid-ndcg:0.41\n[1]\tvalid-ndcg:0.42\n',
    'a record of CatBoost of a regression':
      '{"meta":{"test_metrics":[{"best_value":"Min","name":"RMSE"}],"learn_metrics":[]},"iterations":[\n{"iteration":0,"test":[0.5]}]}',
    'a numbered list': '[1] Smith, J.: Loss of accuracy: 0.4\n[2] Miller, K.: 2019\n',
    'settings with lists': '{"loss": "mse", "accuracy": [0.1, 0.2], "layers": [64, 32]}',
    'a history of a regression': '{"loss": [0.5, 0.4], "mae": [0.3, 0.2], "val_loss": [0.6, 0.5]}',
    'a history of rewards': '{"loss": [0.5, 0.4], "accuracy": [0.3, 0.2], "episode_rewards": [10, 12]}',
    'half of a JSON document under another grammar': '{"loss": [0.5, 0.4], accuracy: [0.3]}',
    'an evaluation alone': '15/15 - 0s - 7ms/step - accuracy: 0.3415 - loss: 1.5101\n',
    'a summary of models': 'model,loss,accuracy\nsmall,0.5,0.7\nlarge,0.4,0.8\n',
    'values that fall as often as they rise': 'epoch,loss\n5,1.0\n3,1.1\n1,1.2\n0,1.1\n',
  };
  for (const [what, text] of Object.entries(others)) {
    it(`leaves ${what} alone`, () => assert.deepEqual(claims(text), []));
  }

  it('takes a first epoch that is still running for Keras', () => {
    const text = 'Epoch 1/10\n\r 1/15 ━━━━━━━━━━ 19s 1s/step - accuracy: 0.2812 - loss: 1.8329\b\b\b\r';
    assert.deepEqual(claims(text, false), ['kerasText']);
  });

  it('leaves what Keras prints to Keras, though it names epochs', () => {
    const text = 'Epoch 1/2\n15/15 - 0s - loss: 1.5 - accuracy: 0.3 - val_loss: 1.4 - val_accuracy: 0.4\n';
    const head = headOf('training.log', Buffer.from(text), true);
    assert.equal(recognise(head).format?.id, 'kerasText');
  });

  it("takes one epoch of a loop of anyone's own, and bars before the first one ended", () => {
    const phases = 'Epoch 1/3\n----------\ntrain Loss: 0.6 Acc: 0.7\nval Loss: 0.7 Acc: 0.6\n';
    assert.deepEqual(claims(phases), ['epochText']);
    const bar =
      'Epoch 1/30 [train]:   3%|\u258e         | 3/115 [00:10<06:00,  3.2s/it, loss=1.6, acc=0.2]\r';
    assert.deepEqual(claims(bar.repeat(20), false), ['epochText']);
    assert.deepEqual(claims('Downloading:   3%|\u258e         | 3/115 [00:10<06:00,  3.2s/it]\r', false), []);
  });

  const header = 'epoch,accuracy,loss,val_accuracy,val_loss\n';

  it('does not take rounded values for those of CSVLogger', () => {
    assert.deepEqual(claims(`${header}0,0.2512,1.6102,0.2976,1.5803\n`), ['epochCsv']);
  });

  it('takes doubles under its header for CSVLogger, but not for averages over rows', () => {
    const doubles = '0,0.25121951219512195,1.6102345678901234,0.2975609756097561,1.5803123456789012\n';
    assert.equal(claims(header + doubles)[0], 'kerasCsvLogger');
    const averagesExactly = (row: string): boolean | undefined => {
      const reader = logsFormats[0]!.reader({ limits: defaultLimits.reading });
      reader.push(Buffer.from(header + row));
      return reader.end().document?.runs[0]?.averagesExactly;
    };
    assert.equal(averagesExactly(doubles), false);
    const float32 = '0,0.2512195110321045,1.6102345943450928,0.29756098985671997,1.5803123712539673\n';
    assert.equal(averagesExactly(float32), true);
  });
});
