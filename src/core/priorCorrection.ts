import type { PredictionTable } from './predictionTable.ts';

/** What becomes of the rows when each is answered with the class of the highest score over prior. */
export interface CorrectedAnswers {
  /** Rows of each class that get their own class, by weight where the table has weights (length K). */
  readonly found: readonly number[];
  /** Rows that get each class as answer (length K). */
  readonly answered: readonly number[];
}

/**
 * Answers every row with the class of the largest p / π, the first of equals.
 *
 * `priors` holds π ≥ 0 by class index in any scale; a class of prior 0 is never answered. With π the class shares of
 * the training rows this is the answer of least balanced error for probabilities that are right under those shares.
 * Undefined without scores, and without a prior above 0. O(N K). Source: Menon et al. 2021, Long-tail learning via
 * logit adjustment (its post-hoc form).
 */
export function priorCorrectedAnswers(
  table: PredictionTable,
  priors: readonly number[],
): CorrectedAnswers | undefined {
  const { scores, actual, labels } = table;
  const classes = labels.length;
  const factors = inversePriors(priors, classes);
  if (scores === undefined || !factors.some((factor) => factor > 0)) return undefined;
  const found = new Array<number>(classes).fill(0);
  const answered = new Array<number>(classes).fill(0);
  for (let row = 0; row < actual.length; row++) {
    const answer = largestProduct(scores, row * classes, factors);
    const weight = table.weights?.values[row] ?? 1;
    answered[answer]! += weight;
    if (answer === actual[row]) found[answer]! += weight;
  }
  return { found, answered };
}

/** One over each prior in the scale of the smallest, which cannot push a tiny score below the smallest double; 0 for 0. */
export function inversePriors(priors: readonly number[], classes: number): Float64Array {
  const smallest = Math.min(...priors.filter((prior) => prior > 0));
  return Float64Array.from({ length: classes }, (_, index) =>
    (priors[index] ?? 0) > 0 ? smallest / priors[index]! : 0,
  );
}

/** The class of the largest score times factor among those whose factor is above 0, the first of equals. */
export function largestProduct(scores: Float64Array, start: number, factors: Float64Array): number {
  let best = factors.findIndex((factor) => factor > 0);
  let most = scores[start + best]! * factors[best]!;
  for (let index = best + 1; index < factors.length; index++) {
    const value = scores[start + index]! * factors[index]!;
    if (factors[index]! > 0 && value > most) [best, most] = [index, value];
  }
  return best;
}
