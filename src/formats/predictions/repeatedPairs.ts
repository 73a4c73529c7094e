import type { PredictionTable } from '../../core/predictionTable.ts';
import { normaliseName } from '../columnNames.ts';

/** A table of counts with each pair of classes once, and a note where they stood there several times; or why not. */
export type OncePerPair =
  { readonly table: PredictionTable; readonly note?: string } | { readonly refused: string };

/** The column of counts in the charts of Weights & Biases. */
const chartColumn = 'n_predictions';

/**
 * W&B exports a confusion chart with the pairs of every run that the chart shows, and of every time that a run logged
 * it, one after the other and without a column that tells them apart: equal ones are counted once, others are refused.
 */
export function oncePerPair(table: PredictionTable): OncePerPair {
  const { actual, predicted, weights, columns } = table;
  const isChart = weights?.kind === 'frequency' && normaliseName(columns.weight?.name ?? '') === chartColumn;
  const length = isChart ? lengthOfFirst(actual, predicted) : actual.length;
  if (!isChart || length === actual.length || actual.length % length !== 0) return { table };
  const times = actual.length / length;
  const isAt = (values: ArrayLike<number>, row: number): boolean => values[row] === values[row % length];
  const rows = [...actual.keys()];
  if (!rows.every((row) => isAt(actual, row) && isAt(predicted, row))) return { table };
  if (!rows.every((row) => isAt(weights.values, row))) {
    return {
      refused:
        `Every pair of classes stands here ${times} times with other counts: the chart was of several runs, or of several ` +
        'epochs of one, and nothing tells which is which. Export it for one run and one step.',
    };
  }
  return {
    table: {
      ...table,
      actual: actual.slice(0, length),
      predicted: predicted.slice(0, length),
      weights: { kind: 'frequency', values: weights.values.slice(0, length) },
      rowLines: table.rowLines.slice(0, length),
    },
    note: `Every pair of classes stands here ${times} times with the same count, as where a chart was logged ${times} times: counted once.`,
  };
}

/** Rows before the first pair comes again. */
function lengthOfFirst(actual: Int32Array, predicted: Int32Array): number {
  for (let row = 1; row < actual.length; row++) {
    if (actual[row] === actual[0] && predicted[row] === predicted[0]) return row;
  }
  return actual.length;
}
