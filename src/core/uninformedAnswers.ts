import type { ConfusionMatrix } from './confusionMatrix.ts';
import { withSums } from './confusionMatrix.ts';

/** The index of the class with most samples, the first of equals; −1 without classes. */
export function largestClassIndex(support: Float64Array): number {
  let largest = support.length === 0 ? -1 : 0;
  for (let index = 1; index < support.length; index++) {
    if (support[index]! > support[largest]!) largest = index;
  }
  return largest;
}

/** The matrix of answering every row with the largest class. */
export function constantAnswers(matrix: ConfusionMatrix): ConfusionMatrix {
  const { size, support } = matrix;
  const cells = new Float64Array(size * size);
  const largest = largestClassIndex(support);
  for (let actual = 0; actual < size; actual++) cells[actual * size + largest] = support[actual]!;
  return withSums(size, cells);
}

/** The expected matrix of answers drawn with the class shares, without a look at the row. */
export function randomAnswers(matrix: ConfusionMatrix): ConfusionMatrix {
  const { size, support, total } = matrix;
  const cells = new Float64Array(size * size);
  if (total > 0) {
    for (let actual = 0; actual < size; actual++) {
      for (let column = 0; column < size; column++) {
        cells[actual * size + column] = (support[actual]! * support[column]!) / total;
      }
    }
  }
  return withSums(size, cells);
}

/**
 * The expected average precision of scores in random order without ties: `positives` of `rows`, both whole, exact.
 *
 * It lies above the prevalence, and far above it for few positives: 0.1069 for 17 of 201, where the prevalence is
 * 0.0846. Undefined without positives. Checked by simulation and, for small tables, over all orders.
 */
export function chanceAveragePrecision(positives: number, rows: number): number | undefined {
  if (positives < 1 || rows < positives) return undefined;
  if (rows === 1) return 1;
  const harmonic = harmonicNumber(rows);
  return (((positives - 1) / (rows - 1)) * (rows - harmonic) + harmonic) / rows;
}

/** 1 + 1/2 + … + 1/n; from 64 on by Euler and Maclaurin's series, whose error is then below 1e-17. */
function harmonicNumber(n: number): number {
  if (n < 64) {
    let sum = 0;
    for (let k = n; k >= 1; k--) sum += 1 / k;
    return sum;
  }
  const square = n * n;
  const eulerGamma = 0.5772156649015329;
  return Math.log(n) + eulerGamma + 1 / (2 * n) - (1 / 12 - (1 / 120 - 1 / (252 * square)) / square) / square;
}
