import assert from 'node:assert/strict';
import { defaultLimits } from '../../../../src/core/limits.ts';
import type { TrainingLog } from '../../../../src/core/trainingRun.ts';
import type { ReadResult } from '../../../../src/formats/format.ts';
import { kerasText } from '../../../../src/formats/logs/kerasText.ts';

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
});
