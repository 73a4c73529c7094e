import { epochsOf, float32 } from './renderer.ts';
import type { Renderer } from './renderer.ts';

/** `metrics.csv` of Lightning's CSVLogger: a row for validation and a later one for training of each epoch, CRLF. */
export const lightning: Renderer = {
  id: 'lightning',
  title: 'Lightning metrics.csv',
  file: 'metrics.csv',
  rewritten: false,
  write: (run) => {
    const rows = run.trainCounts.reduce((sum, count) => sum + count, 0);
    const steps = Math.ceil(rows / 32);
    const lines = epochsOf(run).flatMap((logged) => {
      const at = `${logged.epoch},${(logged.epoch + 1) * steps - 1}`;
      return [
        `${at},,,${float32(logged.validationAccuracy)},${float32(logged.validationLoss)}`,
        `${at},${float32(logged.accuracy)},${float32(logged.loss)},,`,
      ];
    });
    return ['epoch,step,train_acc,train_loss,val_acc,val_loss', ...lines, ''].join('\r\n');
  },
};
