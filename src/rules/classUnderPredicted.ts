import { classSharesRule } from './classShares.ts';

/** A class is predicted much less often than it occurs; see `classSharesRule`. */
export const classUnderPredicted = classSharesRule('under', {
  id: 'class-under-predicted',
  title: 'A class is predicted too seldom',
  suppressedBy: [
    'rows-misaligned',
    'label-map-permuted',
    'constant-predictor',
    'never-predicted-class',
    'accuracy-hides-classes',
    'class-recall-low',
  ],
});
