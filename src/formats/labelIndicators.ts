import { normaliseName, predictedRank, truthRank } from './columnNames.ts';
import type { TableSample } from './tableSample.ts';
import { cells } from './tableSample.ts';

/** Names of columns of 0 and 1, one a class. */
interface LabelIndicators {
  readonly truth: readonly string[];
  readonly predicted: readonly string[];
}

/**
 * The columns of a table that hold a 0 or a 1 for each class, as many for the truth as for the predictions: several
 * labels a row, or one-hot. Undefined for any other table.
 */
export function labelIndicators(sample: TableSample): LabelIndicators | undefined {
  const indicators = sample.names.filter((_, column) => {
    const held = cells(sample, column);
    return held.length > 0 && held.every((cell) => /^[01](?:\.0*)?$/.test(cell));
  });
  const truth = indicators.filter((name) => truthRank(normaliseName(name)) > 0);
  const predicted = indicators.filter((name) => predictedRank(normaliseName(name)) > 0);
  return truth.length > 1 && truth.length === predicted.length ? { truth, predicted } : undefined;
}
