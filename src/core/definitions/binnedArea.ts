import type { PredictionTable } from '../predictionTable.ts';

/** Keras's default; two of them lie just outside 0 and 1. */
const thresholds = 200;

/**
 * The area under the ROC curve of all N×K outputs taken as one binary problem, by trapezoids between 200 thresholds.
 *
 * What Keras's `AUC()` gives for softmax outputs with one-hot labels. Undefined without scores, with one class, and if a
 * score lies outside [0, 1]. O(N K).
 */
export function binnedRocArea({ scores, actual, labels, weights }: PredictionTable): number | undefined {
  const classes = labels.length;
  if (scores === undefined || classes < 2 || actual.length === 0) return undefined;
  // Place t: outputs above thresholds 0 … t - 1 and not above threshold t.
  const right = new Float64Array(thresholds);
  const wrong = new Float64Array(thresholds);
  for (let row = 0; row < actual.length; row++) {
    const weight = weights?.values[row] ?? 1;
    for (let index = 0; index < classes; index++) {
      const score = scores[row * classes + index]!;
      if (!(score >= 0 && score <= 1)) return undefined;
      const place = Math.min(thresholds - 1, Math.max(1, Math.ceil(score * (thresholds - 1))));
      if (actual[row] === index) right[place]! += weight;
      else wrong[place]! += weight;
    }
  }
  return trapezoids(right, wrong);
}

function trapezoids(right: Float64Array, wrong: Float64Array): number | undefined {
  let [positives, negatives, sum] = [0, 0, 0];
  for (let place = thresholds - 1; place >= 0; place--) {
    sum += wrong[place]! * (positives + right[place]! / 2);
    positives += right[place]!;
    negatives += wrong[place]!;
  }
  return positives > 0 && negatives > 0 ? sum / positives / negatives : undefined;
}
