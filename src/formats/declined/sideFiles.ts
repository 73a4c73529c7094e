import type { Head } from '../format.ts';
import { headTable } from '../logs/tableReader.ts';
import { declinedKind } from './declined.ts';
import type { DeclinedKind } from './declined.ts';
import { measuresOf } from './measures.ts';

/** Files that frameworks write beside a log and that say nothing by themselves. */
export const sideFiles: readonly DeclinedKind[] = [
  tableKind(
    'catboostTimeLeft',
    (header) => header.join() === 'iter,Passed,Remaining',
    'Holds the times that CatBoost took and expected, and no metric. Its catboost_training.json holds those.',
  ),
  tableKind(
    'featureImportance',
    (header) =>
      header.length <= 4 &&
      header.some((name) => /^features?(?:_name)?$/i.test(name)) &&
      header.some((name) => /importance/i.test(name)),
    'Holds how much each feature matters to a model, no epochs and no predictions. So nothing is said of it.',
  ),
  declinedKind(
    'trainResults',
    isTrainResults,
    'Holds the loss and the speed of one finished training, a number each. The trainer_state.json of a checkpoint holds its epochs.',
  ),
  declinedKind(
    'wandbDebug',
    ({ text }) =>
      /\[wandb_(?:setup|init|run)\.py:/.test(text) ||
      /"msg":"[^"\n]{0,80}(?:wandb|stream: |handler: )/.test(text),
    'Is what W&B noted of its own work, not of the training. Its output.log holds what the training printed.',
  ),
];

function tableKind(
  id: string,
  isHeader: (header: readonly string[]) => boolean,
  message: string,
): DeclinedKind {
  return declinedKind(
    id,
    (head) => {
      const table = headTable(head);
      return table !== undefined && isHeader(table.header);
    },
    message,
  );
}

/** What Hugging Face's `trainer.save_metrics` writes after a training, with no evaluation in it. */
function isTrainResults(head: Head): boolean {
  if (!/^\s*\{/.test(head.text) || !head.text.includes('"train_samples_per_second"')) return false;
  const measures = head.complete ? measuresOf(head) : undefined;
  return (
    measures?.shape === 'single' &&
    measures.names.every((name) => /^(?:train_|epoch$|total_flos$)/.test(name))
  );
}
