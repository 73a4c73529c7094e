import { accuracyHidesClasses } from './accuracyHidesClasses.ts';
import { accuracyNotAboveMajority } from './accuracyNotAboveMajority.ts';
import { accuracyPermitsMissedClass } from './accuracyPermitsMissedClass.ts';
import { classRecallLow } from './classRecallLow.ts';
import { confidenceOff } from './confidenceOff.ts';
import { lossAboveOwnAccuracy } from './lossAboveOwnAccuracy.ts';
import { lossAccuracyImpossible } from './lossAccuracyImpossible.ts';
import { lossLagsAccuracy } from './lossLagsAccuracy.ts';
import { lossNotFinite } from './lossNotFinite.ts';
import { lossWorseThanPrior } from './lossWorseThanPrior.ts';
import { neverPredictedClass } from './neverPredictedClass.ts';
import type { Rule } from './rule.ts';
import { softmaxAppliedTwice } from './softmaxAppliedTwice.ts';
import { valLossRising } from './valLossRising.ts';

/** The registry: one line a rule; of findings of equal severity the one that explains most stands first. */
export const rules: readonly Rule[] = [
  lossNotFinite,
  softmaxAppliedTwice,
  accuracyHidesClasses,
  neverPredictedClass,
  classRecallLow,
  accuracyNotAboveMajority,
  lossAccuracyImpossible,
  valLossRising,
  lossWorseThanPrior,
  lossAboveOwnAccuracy,
  confidenceOff,
  lossLagsAccuracy,
  accuracyPermitsMissedClass,
];
