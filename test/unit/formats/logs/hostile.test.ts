import assert from 'node:assert/strict';
import { defaultLimits } from '../../../../src/core/limits.ts';
import type { TrainingLog } from '../../../../src/core/trainingRun.ts';
import { headOf } from '../../../../src/formats/decode.ts';
import type { ReadResult } from '../../../../src/formats/format.ts';
import { logsFormats } from '../../../../src/formats/logs/all.ts';
import { kerasText } from '../../../../src/formats/logs/kerasText.ts';
import { declinedContent } from '../../../../src/formats/declined/all.ts';

const values = 'loss: 0.5 - accuracy: 0.9 - val_loss: 0.5 - val_accuracy: 0.9';

function read(text: string): ReadResult<TrainingLog> {
  const reader = kerasText.reader({ limits: defaultLimits.reading });
  reader.push(Buffer.from(text));
  return reader.end();
}

/** Texts that took tens of seconds: more than the test runner waits. */
describe('a log made to be slow', () => {
  it('reads past long numbers where a duration could stand', () => {
    const line = `1s ${'1'.repeat(30_000)} /\n`;
    const { document } = read(`Epoch 1/1\n10/10 - 1s - ${values}\n${line.repeat(50)}`);
    assert.equal(document?.runs.length, 1);
  });

  it('compares the evaluations of many runs with the validation of each', () => {
    const runs = Array.from(
      { length: 20_000 },
      (_, run) => `Epoch 1/1\n10/10 - 1s - ${values}\n10/10 - 1s - loss: 0.${run + 1} - accuracy: 0.8\n`,
    );
    const last = 'Epoch 1/1\n10/10 - 1s - loss: 0.4 - val_loss: 0.25\n5/5 - 1s - loss: 0.25\n';
    const { document } = read(runs.join('') + last);
    const tested = document?.runs.map(({ epochs }) =>
      epochs[0]!.readings.some(({ split }) => split === 'test'),
    );
    assert.equal(tested?.length, 20_001);
    assert.equal(tested.filter((own) => own).length, 20_000);
    assert.equal(tested.at(-1), false);
  });

  const pieces = [
    ' ',
    '1',
    'eval_metric ',
    'Loss: ',
    'Epoch 0: ',
    '\t',
    '\u2501',
    '| a b ',
    ' * ',
    'a.',
    '{"a":',
    'Train: 0 [',
    ', val_acc=',
    'step 1/2 ',
    'Norm: ',
  ];
  it('reads lines that repeat one piece, also behind the start of a line it knows', () => {
    const starts = [
      '',
      'eval_metric',
      'Epoch 0: 100%|##| 1/1 [1it/s',
      'Iteration 1, loss = ',
      '0:\tlearn: ',
      '{"epoch": 1, ',
    ];
    const lines = starts.flatMap((start) =>
      pieces.map((piece) => start + piece.repeat(30_000 / piece.length)),
    );
    const bytes = Buffer.from(`${lines.join('\n')}\n${'\n'.repeat(65_536)}`);
    for (const format of logsFormats) {
      format.recognise(headOf('train.log', bytes.subarray(0, 65_536), false));
      const reader = format.reader({ limits: defaultLimits.reading });
      reader.push(bytes);
      assert.notEqual(reader.end().problems.length, 0, format.id);
    }
    assert.equal(declinedContent(headOf('train.log', Buffer.from('\n'.repeat(65_536)), false)), undefined);
  });
});
