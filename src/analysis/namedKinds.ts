import type { QuantityKind } from '../core/definitions/definition.ts';
import { foldedName, metricName } from '../formats/metricNames.ts';

/** By canonical name. */
const canonicalKinds: ReadonlyMap<string, readonly QuantityKind[]> = new Map([
  ['accuracy', ['accuracy']],
  ['balancedAccuracy', ['accuracy']],
  ['top5Accuracy', ['topK']],
  ['topKAccuracy', ['topK']],
  ['loss', ['loss']],
  ['logLoss', ['loss']],
  ['averagePrecision', ['prAuc']],
  ['prAuc', ['prAuc']],
  ['rocAuc', ['rocAuc']],
  ['auc', ['rocAuc', 'prAuc']],
  ['matthewsCorrelation', ['agreement']],
  ['cohenKappa', ['agreement']],
]);

/** By a word of any other name; the first that fits counts. */
const wordKinds: readonly (readonly [RegExp, readonly QuantityKind[]])[] = [
  [/average_precision|(?:^|_)(?:m?ap|auprc|pr_?auc|auc_?pr)(?:_|$)/, ['prAuc']],
  [/(?:^|_)(?:roc_?auc|auroc|auc_?roc|roc)(?:_|$)/, ['rocAuc']],
  [/(?:^|_)auc(?:_|$)/, ['rocAuc', 'prAuc']],
  [/(?:^|_)(?:f1|f_1|f1score|f_score|f_measure|fscore|dice)(?:_|$)/, ['f1']],
  [/(?:^|_)top_?\d+|(?:^|_)top_k(?:_|$)/, ['topK']],
  [/(?:^|_)(?:prec|precision|ppv)(?:_|$)/, ['precision']],
  [/(?:^|_)(?:recall|sensitivity|sens|tpr)(?:_|$)/, ['recall']],
  [/(?:^|_)(?:specificity|spec|tnr)(?:_|$)/, ['specificity']],
  [/(?:^|_)(?:brier|mse|mean_squared_error)(?:_|$)/, ['brier']],
  [/(?:^|_)(?:e_?ce|mce|calibration)(?:_|$)/, ['calibration']],
  [/(?:^|_)(?:g_?mean|geometric)(?:_|$)/, ['geometricMean']],
  [/(?:^|_)(?:mcc|matthews|kappa|qwk)(?:_|$)/, ['agreement']],
  [/(?:^|_)(?:acc|accuracy|bacc|uar|war|correct)(?:_|$)/, ['accuracy']],
  [/(?:^|_)(?:loss|nll|ce|bce|xent|crossentropy|entropy)(?:_|$)/, ['loss']],
];

/** What a logged name may mean; undefined for a name that says nothing. */
export function namedKinds(name: string): readonly QuantityKind[] | undefined {
  const { metric } = metricName(name);
  const canonical = canonicalKinds.get(metric);
  if (canonical !== undefined) return canonical;
  const folded = foldedName(metric);
  return wordKinds.find(([pattern]) => pattern.test(folded))?.[1];
}
