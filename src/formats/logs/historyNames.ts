import { foldedName } from '../metricNames.ts';

/** The names of lists in the plural; whole words at the end of a name. */
const plurals: ReadonlyMap<string, string> = new Map([
  ['losses', 'loss'],
  ['accuracies', 'accuracy'],
  ['accs', 'acc'],
  ['precisions', 'precision'],
  ['recalls', 'recall'],
  ['f1s', 'f1'],
  ['f1_scores', 'f1_score'],
  ['aucs', 'auc'],
  ['epochs', 'epoch'],
  ['lrs', 'lr'],
  ['learning_rates', 'learning_rate'],
]);

/** The name of one value where a list of them has a name of its own: `train_losses`, `val_acc_history`. */
export function historyName(key: string): string {
  const folded = foldedName(key).replace(/_(?:history|hist|list|values|per_epoch)$/, '');
  for (const [plural, one] of plurals) {
    if (folded === plural || folded.endsWith(`_${plural}`)) return folded.slice(0, -plural.length) + one;
  }
  return folded === foldedName(key) ? key : folded;
}

/** The name of a value within a group: `accuracy` of `val_metrics` is `val_accuracy`, that of `metrics` is `accuracy`. */
export function partName(group: string, name: string): string {
  const stem = foldedName(group).replace(/(?:^|_)(?:metrics?|scores?|results?|stats)$/, '');
  return stem === '' ? name : `${stem}_${name}`;
}
