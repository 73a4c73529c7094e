import type { Logged } from '../pack/benchRun.ts';
import { epochsOf, float32, general, shortest } from './renderer.ts';
import type { Renderer } from './renderer.ts';

/** `trainer_state.json` of the Trainer, logging once an epoch. */
export const huggingFaceState: Renderer = {
  id: 'huggingFaceState',
  title: 'Hugging Face trainer_state.json',
  file: 'trainer_state.json',
  rewritten: true,
  write: (run) => {
    const steps = stepsOf(run.trainCounts);
    const epochs = epochsOf(run);
    const entries = epochs.flatMap(({ epoch, loss, validationLoss, validationAccuracy }) => [
      [
        ['epoch', shortest(epoch + 1)],
        ['grad_norm', '0.9036'],
        ['learning_rate', '5e-05'],
        ['loss', json(loss)],
        ['step', String((epoch + 1) * steps)],
      ],
      [
        ['epoch', shortest(epoch + 1)],
        ['eval_accuracy', json(validationAccuracy)],
        ['eval_loss', json(validationLoss)],
        ['eval_runtime', '0.0474'],
        ['eval_samples_per_second', '4090.358'],
        ['eval_steps_per_second', '527.108'],
        ['step', String((epoch + 1) * steps)],
      ],
    ]);
    const history = entries.map(
      (entry) => `    {\n${entry.map(([key, value]) => `      "${key}": ${value}`).join(',\n')}\n    }`,
    );
    const fields = [
      '  "best_metric": null',
      `  "epoch": ${shortest(epochs.length)}`,
      '  "eval_steps": 500',
      `  "global_step": ${epochs.length * steps}`,
      `  "log_history": [\n${history.join(',\n')}\n  ]`,
      `  "logging_steps": ${steps}`,
      `  "max_steps": ${epochs.length * steps}`,
      `  "num_train_epochs": ${epochs.length}`,
    ];
    return `{\n${fields.join(',\n')}\n}\n`;
  },
};

/** The dictionaries that the Trainer of transformers 5 prints: texts of four digits. */
export const huggingFaceText: Renderer = {
  id: 'huggingFaceText',
  title: 'Hugging Face printed dictionaries',
  file: 'train.log',
  rewritten: false,
  write: (run) => {
    const lines = epochsOf(run).flatMap(({ epoch, loss, validationLoss, validationAccuracy }) => [
      `{'loss': '${general(loss, 4)}', 'grad_norm': '0.9036', 'learning_rate': '5e-05', 'epoch': '${epoch + 1}'}`,
      `{'eval_loss': '${general(validationLoss, 4)}', 'eval_accuracy': '${general(validationAccuracy, 4)}', ` +
        `'eval_runtime': '0.0474', 'eval_samples_per_second': '4090', 'eval_steps_per_second': '527.1', ` +
        `'epoch': '${epoch + 1}'}`,
    ]);
    return [...lines, ''].join('\n');
  },
};

function stepsOf(counts: readonly number[]): number {
  return Math.ceil(counts.reduce((sum, count) => sum + count, 0) / 32);
}

/** Python's json writes what is no number by name. */
function json(value: Logged): string {
  if (value === 'nan') return 'NaN';
  return value === 'inf' ? 'Infinity' : float32(value);
}
