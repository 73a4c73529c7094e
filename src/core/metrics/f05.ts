import { fBeta } from './fBeta.ts';

/** For where a false alarm costs more than a missed row. Equals scikit-learn's `fbeta_score(…, beta=0.5)`. */
export const f05 = fBeta(
  'f05',
  'F0.5',
  0.5,
  'Harmonic mean of precision and recall of a class, precision counting twice as much',
);
