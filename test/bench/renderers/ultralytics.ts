import { epochsOf, general } from './renderer.ts';
import type { Renderer } from './renderer.ts';
import type { Logged } from '../pack/benchRun.ts';

/** `results.csv` of Ultralytics' classification: no training accuracy, five decimals and six digits. */
export const ultralytics: Renderer = {
  id: 'ultralytics',
  title: 'Ultralytics results.csv',
  file: 'results.csv',
  rewritten: false,
  write: (run) => {
    const lines = epochsOf(run).map((logged) =>
      [
        String(logged.epoch + 1),
        general(12.5 * (logged.epoch + 1), 6),
        shown(logged.loss),
        shown(logged.validationAccuracy),
        shown(run.validationCounts.length <= 5 ? 1 : amongFive(logged.validationAccuracy)),
        shown(logged.validationLoss),
        '0.000714',
      ].join(','),
    );
    const header = 'epoch,time,train/loss,metrics/accuracy_top1,metrics/accuracy_top5,val/loss,lr/pg0';
    return [header, ...lines, ''].join('\n');
  },
};

function shown(value: Logged): string {
  return typeof value === 'string' ? value : general(Number(value.toFixed(5)), 6);
}

/** Some accuracy among the five best of more classes: the packs do not hold it, and no rule reads it. */
function amongFive(accuracy: Logged): Logged {
  return typeof accuracy === 'string' ? accuracy : 1 - (1 - accuracy) / 4;
}
