import type { Evaluation } from '../../core/evaluation.ts';
import type { MatrixCellState, MatrixState } from '../../protocol/panel.ts';
import { clean } from '../clean.ts';
import { isOfReport, worstFirst } from '../classText.ts';
import { numbers } from '../numbers.ts';

/** A 30 × 30 table is about the most that can be read on a screen; beyond it the best found classes are folded. */
const mostClasses = 30;

/** The confusion matrix in file order, or that of the worst found classes with the others folded into one. */
export function matrixState(evaluation: Evaluation): MatrixState | undefined {
  if (evaluation.confusionMatrix === undefined) return undefined;
  const size = evaluation.labels.length;
  const all = Array.from({ length: size }, (_, index) => [index]);
  if (size <= mostClasses) return groupedMatrix(evaluation, all);
  const ranked = worstFirst(evaluation).map(({ index }) => index);
  const shown = ranked.slice(0, mostClasses - 1);
  return {
    ...groupedMatrix(evaluation, [...shown.map((index) => [index]), ranked.slice(mostClasses - 1)]),
    note: `The ${numbers.count(shown.length)} classes with the lowest recall; the other ${numbers.count(size - shown.length)} are folded into one row and column.`,
  };
}

function groupedMatrix(evaluation: Evaluation, groups: readonly (readonly number[])[]): MatrixState {
  const sums = groups.map((rows) =>
    groups.map((columns) => {
      let sum = 0;
      for (const row of rows) {
        for (const column of columns) sum += evaluation.confusionMatrix?.[row]?.[column] ?? 0;
      }
      return sum;
    }),
  );
  const support = sums.map((row) => row.reduce((total, cell) => total + cell, 0));
  const predicted = sums.map((_, column) => sums.reduce((total, row) => total + row[column]!, 0));
  const largest = Math.max(...sums.flat(), 0);
  return {
    labels: groups.map((group, at) => ({
      label:
        group.length === 1
          ? clean(evaluation.labels[group[0]!]!)
          : `${numbers.count(group.length)} other classes`,
      ...(group.length === 1 && !isOfReport(evaluation) ? { index: group[0]! } : {}),
      support: numbers.count(support[at]!),
      predicted: numbers.count(predicted[at]!),
    })),
    cells: sums.map((row, actual) =>
      row.map((cell, column) => cellState(cell, support[actual]!, predicted[column]!, largest)),
    ),
  };
}

function cellState(cell: number, support: number, predicted: number, largest: number): MatrixCellState {
  const shareOfActual = support > 0 ? cell / support : 0;
  const shareOfPredicted = predicted > 0 ? cell / predicted : 0;
  return {
    count: numbers.count(cell),
    empty: cell === 0,
    ofActual: support > 0 ? numbers.percent(shareOfActual) : '–',
    ofPredicted: predicted > 0 ? numbers.percent(shareOfPredicted) : '–',
    shareOfActual,
    shareOfPredicted,
    shareOfLargest: largest > 0 ? cell / largest : 0,
  };
}
