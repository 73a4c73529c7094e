import type { Evaluation } from '../../core/evaluation.ts';
import type { Measured } from '../../core/measured.ts';
import {
  ofAccuracy,
  ofAccuracyAgain,
  ofAdjustedBalancedAccuracy,
  ofBalancedAccuracy,
  ofGeometricMean,
  ofNoInformationRate,
} from './accuracy.ts';
import { ofClassScore, ofClasswise, ofLargestGap, ofMeanConfidence } from './calibration.ts';
import {
  type ClassMeaning,
  ofF1,
  ofFBeta,
  ofIndexBalancedAccuracy,
  ofJaccard,
  ofLikelihoodRatio,
  ofMarkedness,
  ofNegativePredictiveValue,
  ofPrecision,
  ofRecall,
  ofSpecificity,
  ofYoudenJ,
} from './classRates.ts';
import { ofCorrelation, ofKappa, ofWeightedKappa } from './correlation.ts';
import { type ClassFacts, meaningFacts, type MeaningFacts } from './facts.ts';
import {
  ofBalancedLogLoss,
  ofBrier,
  ofClassLogLoss,
  ofLogLoss,
  ofSkill,
  ofWeightedLogLoss,
  ofWeightedLogLossPerSample,
  ofWorstRows,
} from './losses.ts';
import { ofMacroMean, ofWeightedMean, type OverallMeaning } from './means.ts';
import {
  ofAveragePrecision,
  ofMacroAveragePrecision,
  ofMeanRocAuc,
  ofOneVsOne,
  ofPrecisionRecallGain,
  ofRocAuc,
  ofTopK,
} from './ranking.ts';
import { undefinedMeaning } from './undefinedMeaning.ts';

/** What each overall metric means on the data at hand, by id: a sentence without its full stop. */
const overallMeanings: Readonly<Record<string, OverallMeaning>> = {
  accuracy: ofAccuracy,
  noInformationRate: ofNoInformationRate,
  balancedAccuracy: ofBalancedAccuracy,
  adjustedBalancedAccuracy: ofAdjustedBalancedAccuracy,
  macroF1: ofMacroMean('f1'),
  macroPrecision: ofMacroMean('precision'),
  macroRecall: ofMacroMean('recall'),
  macroF2: ofMacroMean('f2'),
  macroF05: ofMacroMean('f05'),
  macroJaccard: ofMacroMean('jaccard'),
  matthewsCorrelation: ofCorrelation,
  cohenKappa: ofKappa,
  linearWeightedKappa: ofWeightedKappa(false),
  quadraticWeightedKappa: ofWeightedKappa(true),
  geometricMean: ofGeometricMean,
  macroAveragePrecision: ofMacroAveragePrecision,
  macroRocAuc: ofMeanRocAuc(false),
  weightedRocAuc: ofMeanRocAuc(true),
  macroOneVsOneRocAuc: ofOneVsOne(false),
  weightedOneVsOneRocAuc: ofOneVsOne(true),
  top2Accuracy: ofTopK(2),
  top3Accuracy: ofTopK(3),
  logLoss: ofLogLoss,
  balancedLogLoss: ofBalancedLogLoss,
  weightedLogLoss: ofWeightedLogLoss,
  weightedLogLossPerSample: ofWeightedLogLossPerSample,
  logLossSkill: ofSkill('logLoss', 'log loss'),
  worstRowsLossShare: ofWorstRows,
  brierScore: ofBrier,
  brierSkill: ofSkill('brierScore', 'Brier score'),
  expectedCalibrationError: ofMeanConfidence('equal width'),
  equalMassCalibrationError: ofMeanConfidence('equally many rows'),
  maximumCalibrationError: ofLargestGap,
  classwiseCalibrationError: ofClasswise,
  microPrecision: ofAccuracyAgain,
  microRecall: ofAccuracyAgain,
  microF1: ofAccuracyAgain,
  weightedPrecision: ofWeightedMean('precision'),
  weightedRecall: ofAccuracyAgain,
  weightedF1: ofWeightedMean('f1'),
};

/** The same for the metrics of a class. */
const classMeanings: Readonly<Record<string, ClassMeaning>> = {
  recall: ofRecall,
  precision: ofPrecision,
  f1: ofF1,
  f2: ofFBeta('f2'),
  f05: ofFBeta('f05'),
  jaccard: ofJaccard,
  specificity: ofSpecificity,
  negativePredictiveValue: ofNegativePredictiveValue,
  averagePrecision: ofAveragePrecision,
  precisionRecallGain: ofPrecisionRecallGain,
  rocAuc: ofRocAuc,
  youdenJ: ofYoudenJ,
  positiveLikelihoodRatio: ofLikelihoodRatio('positiveLikelihoodRatio'),
  negativeLikelihoodRatio: ofLikelihoodRatio('negativeLikelihoodRatio'),
  markedness: ofMarkedness,
  indexBalancedAccuracy: ofIndexBalancedAccuracy,
  logLoss: ofClassLogLoss,
  calibrationError: ofClassScore,
};

/** What the numbers of one evaluation mean, a sentence each; undefined for a metric that it does not have. */
export interface Meanings {
  overall(id: string): string | undefined;
  ofClass(index: number, id: string): string | undefined;
}

export function meanings(evaluation: Evaluation): Meanings {
  const facts = meaningFacts(evaluation);
  const positive = evaluation.labels.indexOf(evaluation.positiveClass?.label ?? '');
  const ofClass = (index: number, id: string): string | undefined => {
    const one = facts.classes[index];
    const measured = one?.evaluation.metrics.get(id);
    return one === undefined || measured === undefined ? undefined : classMeaning(facts, id, measured, one);
  };
  return {
    ofClass,
    overall(id) {
      const measured = evaluation.metrics.get(id);
      if (measured === undefined) return undefined;
      const meaning = overallMeanings[id];
      // In a binary file the positive class's own metrics stand among the overall ones.
      if (meaning === undefined) return positive < 0 ? undefined : ofClass(positive, id);
      return measured.kind === 'value'
        ? `${meaning(facts, measured)}.`
        : undefinedMeaning(facts, id, measured.reason);
    },
  };
}

function classMeaning(
  facts: MeaningFacts,
  id: string,
  measured: Measured,
  one: ClassFacts,
): string | undefined {
  if (measured.kind === 'undefined') return undefinedMeaning(facts, id, measured.reason, one);
  const meaning = classMeanings[id];
  return meaning === undefined ? undefined : `${meaning(facts, measured, one)}.`;
}
