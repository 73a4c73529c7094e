import { normaliseName } from '../columnNames.ts';

/** What an array is by its name, and what else the name says: arrays of one table share that (`val`, `fold_0`). */
export interface ArrayRole {
  readonly role: 'actual' | 'predicted' | 'scores';
  /** Words beside those of the role, in their order. */
  readonly rest: readonly string[];
}

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));

const truthWords = words(
  'true truth target targets label labels gt actual actuals gold groundtruth ytrue ids',
);
const predictedWords = words('pred preds prediction predictions predicted predict hat ypred yhat');
const scoreWords = words(
  'prob probs proba probas probability probabilities score scores logit logits softmax output outputs yprob',
);
const splitWords = words('train val valid validation test dev holdout');
/** Words that come with those of a role and say nothing else. */
const fillers = words('y all array arr np final model best class classes ground');

/**
 * The role of an array by its name: `y_true`, `label_ids` and `y_test` are true classes, `y_pred` and `predictions`
 * answers, `val_probs` and `logits` scores. Undefined for any other, such as `X_test`.
 */
export function arrayRole(name: string): ArrayRole | undefined {
  const parts = normaliseName(name.slice(name.lastIndexOf('/') + 1)).split('_');
  const has = (set: ReadonlySet<string>): boolean => parts.some((part) => set.has(part));
  const rest = parts.filter(
    (part) => ![truthWords, predictedWords, scoreWords, fillers].some((set) => set.has(part)),
  );
  if (has(scoreWords)) return { role: 'scores', rest };
  if (has(predictedWords)) return { role: 'predicted', rest };
  if (has(truthWords)) return { role: 'actual', rest };
  // scikit-learn's habit: `y_test`, `y_val`, or `y` alone beside `X`.
  const isTarget = parts.includes('y') && parts.every((part) => part === 'y' || splitWords.has(part));
  return isTarget ? { role: 'actual', rest } : undefined;
}
