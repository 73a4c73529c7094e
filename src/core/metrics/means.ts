import type { ConfusionMatrix } from '../confusionMatrix.ts';
import type { MeasuredValue } from '../measured.ts';
import { accuracy, accuracyInterval } from './accuracy.ts';
import { presentClasses, recallMeanInterval } from './balancedAccuracy.ts';
import type { MatrixClassMetric } from './matrixMetric.ts';
import { overallOfMatrix } from './matrixMetric.ts';
import type { MetricInput, OverallMetric } from './metric.ts';

/**
 * The plain mean of a class metric over the classes that are actual or predicted anywhere in the table.
 *
 * Equals scikit-learn's `average="macro"` with `zero_division=0`: a class whose own value is undefined counts 0 and is
 * listed; a class that only has a score column is no part of the mean. Nor is one all of whose rows have weight 0, which
 * scikit-learn lets count 0: rows of weight 0 are no rows. Macro F1 is thus the mean of F1, not the F1 of mean precision
 * and recall.
 */
export function macroMean(id: string, of: MatrixClassMetric): OverallMetric {
  return overallOfMatrix({
    id,
    title: `Macro ${lowerFirst(of.title)}`,
    definition: `Mean ${lowerFirst(of.title)} of the classes, each class counting the same`,
    better: of.better,
    range: of.range,
    value: (matrix) => weightedSum(matrix, of, (index) => Number(occurs(matrix, index)), occurring(matrix)),
    reason: () => 'no samples',
    more: (input) => ({
      ...(of.id === 'recall' ? recallMeanInterval(input, occurring(input.matrix)) : {}),
      ...undefinedAmong(input, of, (index) => occurs(input.matrix, index)),
    }),
    randomBaseline: (input) => meanOfBaselines(input, of),
  });
}

/** Random answers are of classes with samples only. */
function meanOfBaselines(input: MetricInput, of: MatrixClassMetric): number | undefined {
  const values = presentClasses(input.matrix).map((index) => of.randomBaseline(input, index));
  const known = values.filter((value) => value !== undefined);
  if (known.length < values.length) return undefined;
  return known.reduce((sum, value) => sum + value, 0) / known.length;
}

function occurs(matrix: ConfusionMatrix, index: number): boolean {
  return matrix.support[index]! > 0 || matrix.predicted[index]! > 0;
}

function occurring(matrix: ConfusionMatrix): number {
  let count = 0;
  for (let index = 0; index < matrix.size; index++) if (occurs(matrix, index)) count++;
  return count;
}

/**
 * The mean of a class metric over the classes, each by its number of samples.
 *
 * Equals scikit-learn's `average="weighted"` with `zero_division=0`. A class with samples whose own value is
 * undefined counts 0 and is listed. Weighted recall is accuracy. Weighted precision has no interval where a class has
 * one row or two: what is predicted as it is then too much a matter of chance (media/metrics/coverage.md).
 */
export function weightedMean(id: string, of: MatrixClassMetric): OverallMetric {
  const mean = overallOfMatrix({
    id,
    title: `Weighted ${lowerFirst(of.title)}`,
    definition: `Mean ${lowerFirst(of.title)} of the classes, each by its number of samples`,
    better: of.better,
    range: of.range,
    value: (matrix) => weightedSum(matrix, of, (index) => matrix.support[index]!, matrix.total),
    reason: () => 'no samples',
    ...(of.id === 'recall' ? { notResampled: true } : {}),
    more: (input) => ({
      ...(of.id === 'recall' ? accuracyInterval(input) : {}),
      ...undefinedAmong(input, of, (index) => input.matrix.support[index]! > 0),
    }),
  });
  return of.id === 'precision' ? { ...mean, leastClassRows: 3 } : mean;
}

/**
 * A class metric from the counts of all classes together: where each row has one class, accuracy.
 *
 * Equals scikit-learn's `average="micro"` over all labels, whichever of precision, recall and F1 it is.
 */
export function microMean(id: string, of: MatrixClassMetric): OverallMetric {
  return {
    ...accuracy,
    id,
    title: `Micro ${lowerFirst(of.title)}`,
    definition: `${of.title} from the counts of all classes together, which equals accuracy`,
  };
}

function weightedSum(
  matrix: ConfusionMatrix,
  of: MatrixClassMetric,
  weightOf: (index: number) => number,
  totalWeight: number,
): number | undefined {
  if (!(matrix.total > 0)) return undefined;
  let sum = 0;
  for (let index = 0; index < matrix.size; index++) {
    sum += weightOf(index) * (of.classValue(matrix, index) ?? 0);
  }
  return sum / totalWeight;
}

function undefinedAmong(
  { matrix, table }: MetricInput,
  of: MatrixClassMetric,
  counts: (index: number) => boolean,
): Pick<MeasuredValue, 'undefinedClasses'> {
  const undefinedClasses = table.labels.filter(
    (_, index) => counts(index) && of.classValue(matrix, index) === undefined,
  );
  return undefinedClasses.length === 0 ? {} : { undefinedClasses };
}

/** `F1` and names stay as they are. */
function lowerFirst(title: string): string {
  return /^(?:[A-Z]\d|Jaccard)/.test(title) ? title : title.charAt(0).toLowerCase() + title.slice(1);
}
