import { fBeta } from './fBeta.ts';

/** Harmonic mean of precision and recall: 2 TP / (support + predicted). Equals scikit-learn's `f1_score`. */
export const f1 = fBeta('f1', 'F1', 1, 'Harmonic mean of precision and recall of a class');
