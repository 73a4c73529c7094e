import assert from 'node:assert/strict';
import { defaultLimits } from '../../../../src/core/limits.ts';
import { headOf } from '../../../../src/formats/decode.ts';
import { logsFormats } from '../../../../src/formats/logs/all.ts';

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
    'epoch lines of another library':
      'Epoch 1/3\n----------\ntrain Loss: 0.6 Acc: 0.7\nval Loss: 0.7 Acc: 0.6\n',
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
