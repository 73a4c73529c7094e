import type { PredictionTable, RowWeights } from '../../../src/core/predictionTable.ts';

interface TableParts {
  readonly actual: ArrayLike<number>;
  readonly predicted?: ArrayLike<number>;
  readonly scores?: readonly (readonly number[])[] | Float64Array;
  readonly weights?: RowWeights;
  readonly labels?: readonly string[];
  readonly positive?: number;
}

/** A table from class indices; without predictions they are the first class of the highest score. */
export function makeTable(parts: TableParts): PredictionTable {
  const actual = Int32Array.from(parts.actual);
  const scores =
    parts.scores instanceof Float64Array
      ? parts.scores
      : parts.scores && Float64Array.from(parts.scores.flat());
  const highest = Array.from(actual)
    .concat(Array.from(parts.predicted ?? []))
    .reduce((largest, index) => Math.max(largest, index), -1);
  const classes =
    parts.labels?.length ?? (scores && actual.length > 0 ? scores.length / actual.length : highest + 1);
  const predicted = parts.predicted ? Int32Array.from(parts.predicted) : firstHighest(scores!, classes);
  return {
    kind: 'predictions',
    labels: parts.labels ?? Array.from({ length: classes }, (_, index) => String(index)),
    actual,
    predicted,
    ...(scores === undefined ? {} : { scores }),
    ...(parts.weights === undefined ? {} : { weights: parts.weights }),
    rowLines: Int32Array.from(actual.keys()),
    columns: { actual: { name: 'actual' } },
    ...(parts.positive === undefined
      ? {}
      : { positive: { classIndex: parts.positive, source: 'setting' as const } }),
    skipped: new Map(),
  };
}

function firstHighest(scores: Float64Array, classes: number): Int32Array {
  return Int32Array.from({ length: classes === 0 ? 0 : scores.length / classes }, (_, row) => {
    const ofRow = scores.subarray(row * classes, (row + 1) * classes);
    return ofRow.indexOf(Math.max(...ofRow));
  });
}
