import type { PredictionTable } from '../core/predictionTable.ts';

/** Definitions that a canonical name of a log stands for, the usual one first. */
const byName: ReadonlyMap<string, readonly string[]> = new Map([
  ['accuracy', ['accuracy']],
  ['balancedAccuracy', ['balancedAccuracy']],
  ['top5Accuracy', ['top5Accuracy']],
  ['loss', ['logLoss', 'kerasLogLoss']],
  ['logLoss', ['logLoss', 'kerasLogLoss']],
  ['precision', ['macroPrecision']],
  ['recall', ['balancedAccuracy', 'macroRecall']],
  ['f1', ['macroF1']],
  ['macroPrecision', ['macroPrecision']],
  ['macroRecall', ['macroRecall', 'balancedAccuracy']],
  ['macroF1', ['macroF1']],
  ['microF1', ['accuracy']],
  ['weightedPrecision', ['weightedPrecision']],
  ['weightedRecall', ['accuracy']],
  ['weightedF1', ['weightedF1']],
  ['specificity', ['macroSpecificity']],
  ['auc', ['macroRocAuc']],
  ['rocAuc', ['macroRocAuc']],
  ['prAuc', ['macroAveragePrecision', 'macroPrecisionRecallArea']],
  ['averagePrecision', ['macroAveragePrecision']],
  ['matthewsCorrelation', ['matthewsCorrelation']],
  ['cohenKappa', ['cohenKappa']],
]);

/** Names that mean the positive class where there are two. */
const ofPositive: ReadonlyMap<string, string> = new Map([
  ['precision', 'precision'],
  ['recall', 'recall'],
  ['f1', 'f1'],
  ['specificity', 'specificity'],
  ['auc', 'rocAuc'],
  ['rocAuc', 'rocAuc'],
  ['prAuc', 'averagePrecision'],
  ['averagePrecision', 'averagePrecision'],
]);

/** Ids of the definitions that are what the name of a logged quantity says; none for a name of the person's own. */
export function ownDefinitions(
  metric: string,
  { labels, positive }: Pick<PredictionTable, 'labels' | 'positive'>,
): readonly string[] {
  const ofClass = labels.length === 2 ? ofPositive.get(metric) : undefined;
  if (ofClass !== undefined && positive !== undefined) return [`${ofClass}:${labels[positive.classIndex]!}`];
  return byName.get(metric) ?? [];
}
