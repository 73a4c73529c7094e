import { epochsOf, float32 } from './renderer.ts';
import type { Renderer } from './renderer.ts';

/** `CSVLogger`: float32 in full, epochs from 0. */
export const kerasCsv: Renderer = {
  id: 'kerasCsv',
  title: 'Keras CSVLogger',
  file: 'training.csv',
  rewritten: false,
  write: (run) => {
    const { validationRecall } = run.log;
    const lines = epochsOf(run).map((logged) =>
      [
        String(logged.epoch),
        float32(logged.accuracy),
        float32(logged.loss),
        float32(logged.validationAccuracy),
        float32(logged.validationLoss),
        ...(validationRecall === undefined ? [] : [float32(validationRecall[logged.epoch]!)]),
      ].join(','),
    );
    const header = `epoch,accuracy,loss,val_accuracy,val_loss${validationRecall === undefined ? '' : ',val_recall'}`;
    return [header, ...lines, ''].join('\n');
  },
};
