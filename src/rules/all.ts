import { accuracyHidesClasses } from './accuracyHidesClasses.ts';
import { accuracyNotAboveMajority } from './accuracyNotAboveMajority.ts';
import { classRecallLow } from './classRecallLow.ts';
import { neverPredictedClass } from './neverPredictedClass.ts';
import type { Rule } from './rule.ts';

/** The registry: one line a rule. */
export const rules: readonly Rule[] = [
  accuracyHidesClasses,
  neverPredictedClass,
  classRecallLow,
  accuracyNotAboveMajority,
];
