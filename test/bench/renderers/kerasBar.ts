import type { Logged } from '../pack/benchRun.ts';
import { epochsOf, paddedExponent } from './renderer.ts';
import type { LoggedEpoch, Renderer } from './renderer.ts';

const width = 20;

/** `verbose=1` of Keras 3, redirected to a file: frames of a bar over one another, four decimals. */
export const kerasBar: Renderer = {
  id: 'kerasBar',
  title: 'Keras progress bar, 4 decimals',
  file: 'train.log',
  rewritten: false,
  write: (run) => {
    const epochs = epochsOf(run);
    const rows = run.trainCounts.reduce((sum, count) => sum + count, 0);
    const steps = Math.ceil(rows / 32);
    const lines = epochs.map((logged) => {
      const half = frame(Math.ceil(steps / 2), steps, logged, false);
      const whole = frame(steps, steps, logged, true);
      return `Epoch ${logged.epoch + 1}/${epochs.length}\n${half}${'\b'.repeat(60)}${whole}\n`;
    });
    return lines.join('');
  },
};

function frame(step: number, steps: number, logged: LoggedEpoch, last: boolean): string {
  const filled = Math.floor((width * step) / steps);
  const bar = `\x1b[32m${'━'.repeat(filled)}\x1b[0m\x1b[37m${'━'.repeat(width - filled)}\x1b[0m`;
  const count = `\x1b[1m${String(step).padStart(String(steps).length)}/${steps}\x1b[0m`;
  const train = `accuracy: ${shown(logged.accuracy)} - loss: ${shown(logged.loss)}`;
  const validation = ` - val_accuracy: ${shown(logged.validationAccuracy)} - val_loss: ${shown(logged.validationLoss)}`;
  return `\r${count} ${bar} \x1b[1m${last ? '1' : '0'}s\x1b[0m 7ms/step - ${train}${last ? validation : ''}`;
}

/** Small values are written with an exponent. */
function shown(value: Logged): string {
  if (typeof value === 'string') return value;
  return Math.abs(value) > 1e-3 ? value.toFixed(4) : paddedExponent(value.toExponential(4));
}
