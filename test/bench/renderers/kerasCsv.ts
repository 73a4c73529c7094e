import { epochsOf, float32 } from './renderer.ts';
import type { Renderer } from './renderer.ts';

/** `CSVLogger`: float32 in full, epochs from 0. */
export const kerasCsv: Renderer = {
  id: 'kerasCsv',
  title: 'Keras CSVLogger',
  file: 'training.csv',
  rewritten: false,
  write: (run) => {
    const lines = epochsOf(run).map((logged) =>
      [
        String(logged.epoch),
        float32(logged.accuracy),
        float32(logged.loss),
        float32(logged.validationAccuracy),
        float32(logged.validationLoss),
      ].join(','),
    );
    return ['epoch,accuracy,loss,val_accuracy,val_loss', ...lines, ''].join('\n');
  },
};
