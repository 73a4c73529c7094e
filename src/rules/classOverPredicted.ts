import { classSharesRule } from './classShares.ts';

/** A class is predicted much more often than it occurs; see `classSharesRule`. */
export const classOverPredicted = classSharesRule('over', {
  id: 'class-over-predicted',
  title: 'A class is predicted too often',
  suppressedBy: [
    'rows-misaligned',
    'label-map-permuted',
    'constant-predictor',
    'accuracy-hides-classes',
    'never-predicted-class',
    'class-recall-low',
    'class-under-predicted',
  ],
});
