import type { ConfusionMatrix } from './confusionMatrix.ts';
import { withSums } from './confusionMatrix.ts';
import type { Interval } from './intervals.ts';
import { wilson } from './intervals.ts';

/**
 * The interval of a number read from a confusion matrix, from the Wilson intervals of the recalls of its classes.
 *
 * Moves the recall of one class after the other to its bounds and adds the squares of what that changes (MOVER). Rows
 * that are lost to a class go where its errors go, or to the smallest of the other classes if it has none; where the number is
 * mean recall this is the MOVER interval of balanced accuracy. `rowsOf` gives the (effective) rows of a class. The
 * shares of the classes are taken as given.
 * Source: Zou and Donner, Statistics in Medicine 27 (2008) 1693–1702, of which it is the nonlinear form.
 */
export function recallMover(
  matrix: ConfusionMatrix,
  statistic: (matrix: ConfusionMatrix) => number | undefined,
  rowsOf: (classIndex: number) => number,
  confidence: number,
): Interval | undefined {
  const estimate = statistic(matrix);
  if (estimate === undefined) return undefined;
  let below = 0;
  let above = 0;
  for (let index = 0; index < matrix.size; index++) {
    const support = matrix.support[index]!;
    if (!(support > 0)) continue;
    const rows = rowsOf(index);
    const recall = matrix.cells[index * matrix.size + index]! / support;
    const values = wilson(recall * rows, rows, confidence).map(
      (bound) => statistic(withRecall(matrix, index, bound)) ?? estimate,
    );
    below += Math.max(0, estimate - Math.min(...values)) ** 2;
    above += Math.max(0, Math.max(...values) - estimate) ** 2;
  }
  return [estimate - Math.sqrt(below), estimate + Math.sqrt(above)];
}

/** The matrix with the share of right answers of one class set to `recall`. */
function withRecall(matrix: ConfusionMatrix, index: number, recall: number): ConfusionMatrix {
  const { size, support } = matrix;
  const cells = matrix.cells.slice();
  const row = cells.subarray(index * size, (index + 1) * size);
  const wrong = support[index]! - row[index]!;
  const lost = (1 - recall) * support[index]!;
  if (wrong > 0) {
    row.forEach((cell, column) => (row[column] = (cell / wrong) * lost));
  } else {
    const others = smallestOthers(support, index);
    for (const other of others) row[other] = lost / others.length;
  }
  row[index] = recall * support[index]!;
  return withSums(size, cells);
}

/** Rows cost the smallest class's precision most. Supports that differ by rounding alone are the same. */
function smallestOthers(support: Float64Array, index: number): number[] {
  const others = Array.from(support.keys()).filter((other) => other !== index && support[other]! > 0);
  const smallest = Math.min(...others.map((other) => support[other]!));
  const same = others.filter((other) => support[other]! <= smallest * (1 + 1e-9));
  return same.length > 0 ? same : Array.from(support.keys()).filter((other) => other !== index);
}
