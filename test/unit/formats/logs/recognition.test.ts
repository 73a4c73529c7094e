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
    'JSON lines of a regression':
      '{"epoch": 1, "loss": 0.5, "val_loss": 0.6, "val_mae": 0.4}\n{"epoch": 2, "loss": 0.4, "val_loss": 0.5, "val_mae": 0.3}\n',
    'JSON lines of rewards':
      '{"step": 1, "episode_reward": 0.5, "val_accuracy": 0.5}\n{"step": 2, "episode_reward": 0.7, "val_accuracy": 0.6}\n',
    'JSON lines of a server':
      '{"time": 1, "level": "info", "msg": "step", "step": 3, "status": 200}\n{"time": 2, "level": "info", "step": 4}\n',
    'JSON lines with an accuracy of steps that says no split':
      '{"step": 1, "loss": 0.5, "accuracy": 0.5}\n{"step": 2, "loss": 0.4, "accuracy": 0.6}\n',
    'JSON lines of a detector':
      '{"iteration": 19, "fast_rcnn/cls_accuracy": 0.9, "total_loss": 1.9, "lr": 0.1}\n{"iteration": 39, "fast_rcnn/cls_accuracy": 0.95, "total_loss": 1.5}\n',
    'scalars of a detector':
      '{"lr": 0.1, "loss": 1.5, "loss_bbox": 0.5, "time": 0.1, "epoch": 1, "iter": 50, "step": 50}\n{"coco/bbox_mAP": 0.3, "time": 0.1, "step": 1}\n',
    'predictions as JSON lines': '{"id": 1, "label": "a", "epoch": 2}\n{"id": 2, "label": "b", "epoch": 2}\n',
    'CatBoost without the name of its metric':
      '0:\tlearn: 0.55\ttest: 0.56\tbest: 0.56 (0)\ttotal: 16ms\tremaining: 16s\n1:\tlearn: 0.5\ttest: 0.51\tbest: 0.51 (1)\ttotal: 30ms\tremaining: 15s\n',
    'CatBoost of a regression':
      "loss_function='RMSE'\n0:\tlearn: 0.55\ttest: 0.56\ttotal: 16ms\tremaining: 16s\n1:\tlearn: 0.5\ttest: 0.5\ttotal: 30ms\tremaining: 15s\n",
    'CatBoost whose values cannot be those of the metric that is named':
      "eval_metric='AUC'\n0:\tlearn: 0.55\ttest: 0.56\ttotal: 16ms\tremaining: 16s\n1:\tlearn: 0.5\ttest: 0.5\ttotal: 30ms\tremaining: 15s\n",
    'CatBoost with two metrics named':
      "loss_function='Logloss'\nloss_function='RMSE'\n0:\tlearn: 0.55\ttotal: 16ms\tremaining: 16s\n1:\tlearn: 0.5\ttotal: 30ms\tremaining: 15s\n",
    'a network of scikit-learn without a score': 'Iteration 1, loss = 1.6\nIteration 2, loss = 1.5\n',
    'the R² of a network of scikit-learn':
      'Iteration 1, loss = 3.1\nValidation score: 0.412345\nIteration 2, loss = 2.5\nValidation score: 0.592716\nIteration 3, loss = 2.1\nValidation score: 0.693384\n',
    'boosted trees of scikit-learn with one tree and a loss':
      '[1/2] 1 trees, 31 leaves, max depth = 10, train loss: 0.50225, val loss: 0.50983, in 0.013s\n[2/2] 1 trees, 31 leaves, max depth = 9, train loss: 0.4, val loss: 0.5, in 0.013s\n',
    'linear models of scikit-learn':
      '-- Epoch 1\nNorm: 50.64, NNZs: 8, Bias: -10.7, T: 450, Avg. loss: 13.68, Objective: 13.8\nTotal training time: 0.00 seconds.\n-- Epoch 2\nNorm: 42.72, NNZs: 8, Bias: -31.8, T: 900, Avg. loss: 9.75, Objective: 9.8\n',
    'the table of gradient boosting of scikit-learn':
      '      Iter       Train Loss   Remaining Time \n         1           0.5281            0.26s\n         2           0.4693            0.24s\n',
    'a named entity recogniser of spaCy':
      'E    #       LOSS TOK2VEC  LOSS NER  ENTS_F  ENTS_P  ENTS_R  SCORE \n---  ------  ------------  --------  ------  ------  ------  ------\n  0       0          0.00     45.00   10.00    9.00   12.00    0.10\n  0     200          9.00    845.00   60.00   59.00   62.00    0.60\n',
    'text categories of spaCy that come together':
      'E    #       LOSS TEXTC...  CATS_SCORE  SCORE \n---  ------  -------------  ----------  ------\n  0       0           0.25       58.21    0.58\n  1      50          10.57       76.47    0.76\n',
    'a printed table of a regression':
      '  epoch    train_loss    valid_loss     dur\n-------  ------------  ------------  ------\n      1        1.1646        0.8710  0.0230\n      2        0.8137        0.7314  0.0045\n',
    'a printed table of something else': 'epoch   price   volume\n1       2.50    300\n2       2.60    280\n',
    'a translation of fairseq':
      "2026-03-01 10:00:00 | INFO | valid | epoch 001 | valid on 'valid' subset | loss 4.5 | ppl 22.6\n2026-03-01 11:00:00 | INFO | valid | epoch 002 | valid on 'valid' subset | loss 4.1 | ppl 17.1\n",
    'a regression of Caffe':
      'I0516 12:00:00.1 42 solver.cpp:337] Iteration 0, Testing net (#0)\nI0516 12:00:01.1 42 solver.cpp:404]     Test net output #0: loss = 2.3 (* 1 = 2.3 loss)\n',
    'bars of Lightning of a regression':
      'Epoch 0:  50%|##  | 1/2 [00:00<00:00, 3.36it/s]\rEpoch 0: 100%|####| 2/2 [00:00<00:00, 3.35it/s, val_mse=1.06]`Trainer.fit` stopped: `max_epochs=1` reached.\n',
    'a translator that logs steps':
      '[2026-03-01 10:00:00,437 INFO] Step 600/100000; acc:  94.91; ppl:  1.20; xent: 0.18; lr: 1.0; 42 sec\n[2026-03-01 10:01:00,437 INFO] Validation accuracy: 95.06\n',
    'a search for settings': 'Iteration 1: val_accuracy=0.81\nIteration 2: val_accuracy=0.83\n',
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

  it('takes bars of a training on trust, but not where a regression shows itself between them', () => {
    const bar = 'Training:  20%|##        | 306/1531 [01:22<05:31,  1.62s/it]\r';
    assert.deepEqual(claims(bar.repeat(20), false), ['epochText']);
    assert.deepEqual(claims(bar.repeat(20)), []);
    assert.deepEqual(claims(`${bar.repeat(20)}Epoch 1: loss=0.5 val_mae=0.4\n${bar}`, false), []);
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
