import type { PredictionTable } from './predictionTable.ts';

/** K×K weights, row-major: `cells[actual * size + predicted]`; plain counts where the rows have no weights. */
export interface ConfusionMatrix {
  readonly size: number;
  readonly cells: Float64Array;
  /** Row sums: samples of each class (length K). */
  readonly support: Float64Array;
  /** Column sums: predictions of each class (length K). */
  readonly predicted: Float64Array;
  readonly correct: number;
  readonly total: number;
}

/** Counts the rows of a table, each by its weight. O(N + K²). */
export function confusionMatrix(table: PredictionTable): ConfusionMatrix {
  const size = table.labels.length;
  const cells = new Float64Array(size * size);
  const weights = table.weights?.values;
  const { actual, predicted } = table;
  for (let row = 0; row < actual.length; row++) {
    cells[actual[row]! * size + predicted[row]!]! += weights === undefined ? 1 : weights[row]!;
  }
  return withSums(size, cells);
}

/** Adds the sums to K×K cells. */
export function withSums(size: number, cells: Float64Array): ConfusionMatrix {
  const support = new Float64Array(size);
  const predicted = new Float64Array(size);
  let correct = 0;
  let total = 0;
  for (let actual = 0; actual < size; actual++) {
    for (let column = 0; column < size; column++) {
      const cell = cells[actual * size + column]!;
      support[actual]! += cell;
      predicted[column]! += cell;
      total += cell;
    }
    correct += cells[actual * size + actual]!;
  }
  return { size, cells, support, predicted, correct, total };
}

/** The sum of all values but one, which a difference from the total would give with fewer digits. */
export function sumExcept(values: Float64Array, index: number): number {
  let sum = 0;
  for (let place = 0; place < values.length; place++) if (place !== index) sum += values[place]!;
  return sum;
}

/** The weight of the rows of other classes that are predicted as the class. */
export function falsePositives({ size, cells }: ConfusionMatrix, index: number): number {
  let sum = 0;
  for (let actual = 0; actual < size; actual++) if (actual !== index) sum += cells[actual * size + index]!;
  return sum;
}

/** The weight of the rows of the class that are predicted as another one. */
export function falseNegatives({ size, cells }: ConfusionMatrix, index: number): number {
  return sumExcept(cells.subarray(index * size, (index + 1) * size), index);
}
