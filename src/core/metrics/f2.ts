import { fBeta } from './fBeta.ts';

/** For where a missed row costs more than a false alarm. Equals scikit-learn's `fbeta_score(…, beta=2)`. */
export const f2 = fBeta(
  'f2',
  'F2',
  2,
  'Harmonic mean of precision and recall of a class, recall counting twice as much',
);
