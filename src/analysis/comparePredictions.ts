import { compareTables } from '../core/comparison/compareTables.ts';
import type { ComparisonResult } from '../core/comparison/comparison.ts';
import type { Limits } from '../core/limits.ts';
import type { PredictionTable } from '../core/predictionTable.ts';
import { uniteLabels } from '../formats/labels.ts';

/** Compares two prediction files of the same rows; classes are the same where a file would take their labels for one. */
export function comparePredictions(a: PredictionTable, b: PredictionTable, limits: Limits): ComparisonResult {
  return compareTables(a, b, uniteLabels([a.labels, b.labels]), limits);
}
