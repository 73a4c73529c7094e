import { epochsOf, fixed } from './renderer.ts';
import type { Renderer } from './renderer.ts';
import type { Logged } from '../pack/benchRun.ts';

/** A hand-written loop that prints percentages with two decimals. */
export const pytorchPercent: Renderer = {
  id: 'pytorchPercent',
  title: 'PyTorch text, percent',
  file: 'train.log',
  rewritten: false,
  write: (run) => {
    const epochs = epochsOf(run);
    const lines = epochs.map(
      (logged) =>
        `Epoch [${logged.epoch + 1}/${epochs.length}] Train Loss: ${fixed(logged.loss, 4)} | ` +
        `Train Acc: ${percent(logged.accuracy)} | Val Loss: ${fixed(logged.validationLoss, 4)} | ` +
        `Val Acc: ${percent(logged.validationAccuracy)}`,
    );
    return [...lines, ''].join('\n');
  },
};

/** A hand-written loop that prints the means of the means of its batches. */
export const pytorchBatchMeans: Renderer = {
  id: 'pytorchBatchMeans',
  title: 'PyTorch text, mean of batch means',
  file: 'train.log',
  rewritten: false,
  write: (run) => {
    const means = run.batchMeans;
    if (means === undefined) return undefined;
    const epochs = epochsOf(run);
    const lines = epochs.map(
      ({ epoch, loss, accuracy }) =>
        `Epoch ${epoch + 1}/${epochs.length} - train_loss: ${fixed(loss, 4)}, train_acc: ${fixed(accuracy, 4)}, ` +
        `val_loss: ${fixed(means.loss[epoch]!, 4)}, val_acc: ${fixed(means.accuracy[epoch]!, 4)}`,
    );
    return [...lines, ''].join('\n');
  },
};

function percent(value: Logged): string {
  return typeof value === 'string' ? value : `${(100 * value).toFixed(2)}%`;
}
