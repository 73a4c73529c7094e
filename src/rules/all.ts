import { accuracyHidesClasses } from './accuracyHidesClasses.ts';
import { accuracyNotAboveMajority } from './accuracyNotAboveMajority.ts';
import { accuracyPermitsMissedClass } from './accuracyPermitsMissedClass.ts';
import { accuracyUpMacroDown } from './accuracyUpMacroDown.ts';
import { averagedMetricIsAccuracy } from './averagedMetricIsAccuracy.ts';
import { bestEpochIsLuck } from './bestEpochIsLuck.ts';
import { bestOfMany } from './bestOfMany.ts';
import { classOverPredicted } from './classOverPredicted.ts';
import { classProbabilityShifted } from './classProbabilityShifted.ts';
import { classRecallLow } from './classRecallLow.ts';
import { classRegressed } from './classRegressed.ts';
import { classUnderPredicted } from './classUnderPredicted.ts';
import { confidenceOff } from './confidenceOff.ts';
import { constantPredictor } from './constantPredictor.ts';
import { differenceWithinNoise } from './differenceWithinNoise.ts';
import { elementwiseAccuracy } from './elementwiseAccuracy.ts';
import { fewRowsDominateLoss } from './fewRowsDominateLoss.ts';
import { fileDoesNotMatchLog } from './fileDoesNotMatchLog.ts';
import { labelMapPermuted } from './labelMapPermuted.ts';
import { lossAboveOwnAccuracy } from './lossAboveOwnAccuracy.ts';
import { lossAccuracyImpossible } from './lossAccuracyImpossible.ts';
import { lossLagsAccuracy } from './lossLagsAccuracy.ts';
import { lossNotFinite } from './lossNotFinite.ts';
import { lossSpikes } from './lossSpikes.ts';
import { lossWorseThanPrior } from './lossWorseThanPrior.ts';
import { neverPredictedClass } from './neverPredictedClass.ts';
import { notTheSameRows } from './notTheSameRows.ts';
import { probabilitiesMalformed } from './probabilitiesMalformed.ts';
import { rowsMisaligned } from './rowsMisaligned.ts';
import { rocHidesRareClass } from './rocHidesRareClass.ts';
import type { Rule } from './rule.ts';
import { sharedRows } from './sharedRows.ts';
import { softmaxAppliedTwice } from './softmaxAppliedTwice.ts';
import { splitClassMismatch } from './splitClassMismatch.ts';
import { trainValGap } from './trainValGap.ts';
import { validationAtChance } from './validationAtChance.ts';
import { validationSetTooSmall } from './validationSetTooSmall.ts';
import { thresholdSuboptimal } from './thresholdSuboptimal.ts';
import { valLossRising } from './valLossRising.ts';

/** The registry: one line a rule; of findings of equal severity the one that explains most stands first. */
export const rules: readonly Rule[] = [
  lossNotFinite,
  constantPredictor,
  elementwiseAccuracy,
  labelMapPermuted,
  rowsMisaligned,
  probabilitiesMalformed,
  sharedRows,
  notTheSameRows,
  softmaxAppliedTwice,
  accuracyHidesClasses,
  neverPredictedClass,
  classRecallLow,
  validationAtChance,
  accuracyNotAboveMajority,
  averagedMetricIsAccuracy,
  splitClassMismatch,
  lossAccuracyImpossible,
  valLossRising,
  lossWorseThanPrior,
  lossAboveOwnAccuracy,
  classRegressed,
  accuracyUpMacroDown,
  confidenceOff,
  fewRowsDominateLoss,
  thresholdSuboptimal,
  rocHidesRareClass,
  classUnderPredicted,
  classOverPredicted,
  classProbabilityShifted,
  fileDoesNotMatchLog,
  lossLagsAccuracy,
  lossSpikes,
  trainValGap,
  differenceWithinNoise,
  bestOfMany,
  bestEpochIsLuck,
  validationSetTooSmall,
  accuracyPermitsMissedClass,
];
