import { accuracy } from './accuracy.ts';
import { averagePrecision } from './averagePrecision.ts';
import { balancedAccuracy } from './balancedAccuracy.ts';
import { balancedLogLoss } from './balancedLogLoss.ts';
import { brierScore } from './brierScore.ts';
import { classLogLoss } from './classLogLoss.ts';
import { cohenKappa } from './cohenKappa.ts';
import { f1 } from './f1.ts';
import { geometricMean } from './geometricMean.ts';
import { logLoss } from './logLoss.ts';
import { logLossSkill } from './logLossSkill.ts';
import { macroAveragePrecision } from './macroAveragePrecision.ts';
import { matthewsCorrelation } from './matthewsCorrelation.ts';
import { macroMean, microMean, weightedMean } from './means.ts';
import type { Metric } from './metric.ts';
import { noInformationRate } from './noInformationRate.ts';
import { precision } from './precision.ts';
import { recall } from './recall.ts';
import { rocAuc } from './rocAuc.ts';
import { macroRocAuc, weightedRocAuc } from './rocAucMeans.ts';
import { specificity } from './specificity.ts';
import { weightedLogLoss, weightedLogLossPerSample } from './weightedLogLoss.ts';
import { youdenJ } from './youdenJ.ts';

/** The registry: one line a metric, in the order in which they are shown. */
export const metrics: readonly Metric[] = [
  accuracy,
  noInformationRate,
  balancedAccuracy,
  macroMean('macroF1', f1),
  macroMean('macroPrecision', precision),
  macroMean('macroRecall', recall),
  matthewsCorrelation,
  cohenKappa,
  geometricMean,
  macroAveragePrecision,
  macroRocAuc,
  weightedRocAuc,
  logLoss,
  balancedLogLoss,
  weightedLogLoss,
  weightedLogLossPerSample,
  logLossSkill,
  brierScore,
  microMean('microPrecision', precision),
  microMean('microRecall', recall),
  microMean('microF1', f1),
  weightedMean('weightedPrecision', precision),
  weightedMean('weightedRecall', recall),
  weightedMean('weightedF1', f1),
  recall,
  precision,
  f1,
  specificity,
  averagePrecision,
  rocAuc,
  youdenJ,
  classLogLoss,
];
