import type { TrainingLog } from '../../core/trainingRun.ts';
import type { Format } from '../format.ts';
import { isKnownClassificationMetric } from '../metricNames.ts';
import { lightningRuns } from './lightningRuns.ts';
import { feedHead, textLogReader } from './textLog.ts';

/**
 * Progress bars of Lightning: tqdm's (`Epoch 3: 100%|…| 19/19 [00:01<00:00, 11it/s, val_acc=0.885]`), and the one frame
 * that rich leaves in a file.
 *
 * All frames of an epoch hold the values of the epoch before until the validation is over, so that only the last one is
 * read. Epochs count from 0, numbers have three digits. Source: lightning/pytorch/callbacks/progress (2.6.6).
 */
export const lightningText: Format<TrainingLog> = {
  id: 'lightningText',
  title: 'Progress bars of Lightning',
  kind: 'log',
  recognise: (head) => {
    if (!/Epoch \d{1,9}(?:: +\d{1,3}%\||\/\d+ +\u2501)/.test(head.text)) return 0;
    const runs = lightningRuns();
    feedHead(head, runs.line);
    const metrics = runs
      .gathered(true)
      .runs.flatMap(({ epochs }) => epochs.flatMap(({ readings }) => readings.map(({ metric }) => metric)));
    if (metrics.some(isKnownClassificationMetric)) return 0.85;
    return !head.complete && metrics.length === 0 && isOfLightning(head.text) ? 0.68 : 0;
  },
  reader: ({ limits }) =>
    textLogReader(
      limits,
      lightningRuns(),
      () => 'No epoch with validated values in its last bar: nothing to read.',
    ),
};

/** A log whose first epoch ends behind the head is Lightning's by what stands around its bars. */
function isOfLightning(text: string): boolean {
  return /Epoch 0: +\d{1,3}%\|/.test(text) && /Sanity Checking|[ ,]v_num=|TPU available: /.test(text);
}
