import { accuracy } from './accuracy.ts';
import { adjustedBalancedAccuracy } from './adjustedBalancedAccuracy.ts';
import { averagePrecision } from './averagePrecision.ts';
import { balancedAccuracy } from './balancedAccuracy.ts';
import { balancedLogLoss } from './balancedLogLoss.ts';
import { brierScore } from './brierScore.ts';
import { brierSkill } from './brierSkill.ts';
import { calibrationError } from './calibrationError.ts';
import { classLogLoss } from './classLogLoss.ts';
import { classwiseCalibrationError } from './classwiseCalibrationError.ts';
import { cohenKappa } from './cohenKappa.ts';
import { equalMassCalibrationError } from './equalMassCalibrationError.ts';
import { expectedCalibrationError } from './expectedCalibrationError.ts';
import { f05 } from './f05.ts';
import { f1 } from './f1.ts';
import { f2 } from './f2.ts';
import { geometricMean } from './geometricMean.ts';
import { indexBalancedAccuracy } from './indexBalancedAccuracy.ts';
import { jaccard } from './jaccard.ts';
import { logLoss } from './logLoss.ts';
import { logLossSkill } from './logLossSkill.ts';
import { macroAveragePrecision } from './macroAveragePrecision.ts';
import { markedness } from './markedness.ts';
import { matthewsCorrelation } from './matthewsCorrelation.ts';
import { maximumCalibrationError } from './maximumCalibrationError.ts';
import { macroMean, microMean, weightedMean } from './means.ts';
import type { Metric } from './metric.ts';
import { negativeLikelihoodRatio } from './negativeLikelihoodRatio.ts';
import { negativePredictiveValue } from './negativePredictiveValue.ts';
import { noInformationRate } from './noInformationRate.ts';
import { macroOneVsOneRocAuc, weightedOneVsOneRocAuc } from './oneVsOneRocAuc.ts';
import { positiveLikelihoodRatio } from './positiveLikelihoodRatio.ts';
import { precision } from './precision.ts';
import { precisionRecallGain } from './precisionRecallGain.ts';
import { recall } from './recall.ts';
import { rocAuc } from './rocAuc.ts';
import { macroRocAuc, weightedRocAuc } from './rocAucMeans.ts';
import { specificity } from './specificity.ts';
import { topKAccuracy } from './topKAccuracy.ts';
import { linearWeightedKappa, quadraticWeightedKappa } from './weightedKappa.ts';
import { weightedLogLoss, weightedLogLossPerSample } from './weightedLogLoss.ts';
import { worstRowsLossShare } from './worstRowsLossShare.ts';
import { youdenJ } from './youdenJ.ts';

/** The registry: one line a metric, in the order in which they are shown. */
export const metrics: readonly Metric[] = [
  accuracy,
  noInformationRate,
  balancedAccuracy,
  adjustedBalancedAccuracy,
  macroMean('macroF1', f1),
  macroMean('macroPrecision', precision),
  macroMean('macroRecall', recall),
  macroMean('macroF2', f2),
  macroMean('macroF05', f05),
  macroMean('macroJaccard', jaccard),
  matthewsCorrelation,
  cohenKappa,
  linearWeightedKappa,
  quadraticWeightedKappa,
  geometricMean,
  macroAveragePrecision,
  macroRocAuc,
  weightedRocAuc,
  macroOneVsOneRocAuc,
  weightedOneVsOneRocAuc,
  topKAccuracy(2),
  topKAccuracy(3),
  logLoss,
  balancedLogLoss,
  weightedLogLoss,
  weightedLogLossPerSample,
  logLossSkill,
  worstRowsLossShare,
  brierScore,
  brierSkill,
  expectedCalibrationError,
  equalMassCalibrationError,
  maximumCalibrationError,
  classwiseCalibrationError,
  microMean('microPrecision', precision),
  microMean('microRecall', recall),
  microMean('microF1', f1),
  weightedMean('weightedPrecision', precision),
  weightedMean('weightedRecall', recall),
  weightedMean('weightedF1', f1),
  recall,
  precision,
  f1,
  f2,
  f05,
  jaccard,
  specificity,
  negativePredictiveValue,
  averagePrecision,
  precisionRecallGain,
  rocAuc,
  youdenJ,
  markedness,
  positiveLikelihoodRatio,
  negativeLikelihoodRatio,
  indexBalancedAccuracy,
  classLogLoss,
  calibrationError,
];
