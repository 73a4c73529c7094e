import { largestProduct } from '../priorCorrection.ts';
import type { PredictionTable } from '../predictionTable.ts';
import type { CostMatrix } from './costs.ts';

/**
 * The class of the largest score times factor of each row, the first of equals; a class of factor 0 is never answered.
 *
 * With factors 1/π this is the answer of least balanced error for probabilities that are right under the shares π; with
 * π′/π that of least error where the shares are π′ (Saerens, Latinne and Decaestecker, Neural Computation 14 (2002)
 * 21–41: the posterior under other shares is proportional to p π′/π). Needs scores and a factor above 0. O(N K).
 */
export function answersByFactors({ scores, actual }: PredictionTable, factors: Float64Array): Int32Array {
  const answers = new Int32Array(actual.length);
  for (let row = 0; row < answers.length; row++)
    answers[row] = largestProduct(scores!, row * factors.length, factors);
  return answers;
}

/**
 * The class of least expected cost of each row, the first of equals, with scores times factors as probabilities.
 *
 * Needs scores. O(N (K + c)) for c costs that are not those of plain errors. Source: Elkan, The foundations of
 * cost-sensitive learning, IJCAI (2001) 973–978.
 */
export function answersByCosts(
  { scores, actual }: PredictionTable,
  { size, cells }: CostMatrix,
  factors: Float64Array,
): Int32Array {
  // Every answer misses the sum of all probabilities but its own; what the stated costs differ from that is added.
  const stated: { readonly from: number; readonly to: number; readonly more: number }[] = [];
  cells.forEach((cost, cell) => {
    const [from, to] = [Math.floor(cell / size), cell % size];
    const more = cost - (from === to ? 0 : 1);
    if (more !== 0) stated.push({ from, to, more });
  });
  const expected = new Float64Array(size);
  const answers = new Int32Array(actual.length);
  for (let row = 0; row < answers.length; row++) {
    const start = row * size;
    for (let index = 0; index < size; index++) expected[index] = -scores![start + index]! * factors[index]!;
    for (const { from, to, more } of stated) expected[to]! += more * scores![start + from]! * factors[from]!;
    let best = 0;
    for (let index = 1; index < size; index++) if (expected[index]! < expected[best]!) best = index;
    answers[row] = best;
  }
  return answers;
}
