import { fBeta } from './fBeta.ts';
import { overlapInterval } from './jaccard.ts';

/**
 * Harmonic mean of precision and recall: 2 TP / (support + predicted). Equals scikit-learn's `f1_score`.
 *
 * Its interval is that of the Jaccard index J, which F1 = 2 J / (1 + J) rises with.
 */
export const f1 = fBeta('f1', 'F1', 1, 'Harmonic mean of precision and recall of a class', (input, index) => {
  const {
    interval: [low, high],
    ...rest
  } = overlapInterval(input, index);
  return { ...rest, interval: [(2 * low) / (1 + low), (2 * high) / (1 + high)] };
});
