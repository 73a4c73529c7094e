import type { PredictionTable } from './predictionTable.ts';

/** Rows of scores written with two decimals miss 1 by up to half a hundredth a class. */
const sumRoom = 0.005;

/** True if every row holds probabilities: all in [0, 1], and a sum of 1 within printing. False without scores. */
export function holdsProbabilities({ scores, labels, actual }: PredictionTable): boolean {
  if (scores === undefined) return false;
  const classes = labels.length;
  for (let row = 0; row < actual.length; row++) {
    let sum = 0;
    for (let index = row * classes; index < (row + 1) * classes; index++) {
      const score = scores[index]!;
      if (!(score >= 0 && score <= 1)) return false;
      sum += score;
    }
    if (Math.abs(sum - 1) > classes * sumRoom + 1e-6) return false;
  }
  return true;
}
