import type { ConfusionMatrix } from '../confusionMatrix.ts';
import type { Measured } from '../measured.ts';
import type { PredictionTable } from '../predictionTable.ts';

/** What every metric reads. The lazy parts are computed once and shared. */
export interface MetricInput {
  readonly table: PredictionTable;
  readonly matrix: ConfusionMatrix;
  /** Two-sided confidence level of intervals, such as 0.95. */
  readonly confidence: number;
  /** Class weights that the person gave, by class index; absent where none were given. */
  readonly classWeights?: Float64Array;
}

/**
 * One metric as data plus functions; `id` is its name in JSON, files and settings.
 *
 * An `overall` metric gives one number a table; a `perClass` metric one a class, and in a binary table the value
 * of the positive class also stands among the overall numbers under the same id.
 */
interface MetricBase {
  readonly id: string;
  readonly title: string;
  /** What it measures, in one sentence without a full stop at the end. */
  readonly definition: string;
  readonly needs: 'labels' | 'scores' | 'scores and class weights';
  /** Problem kinds it applies to. */
  readonly problems: readonly ('binary' | 'multiclass')[];
  readonly better: 'higher' | 'lower';
  /** Lowest and highest possible value; Infinity where there is no bound. */
  readonly range: readonly [number, number];
}

export interface OverallMetric extends MetricBase {
  readonly scope: 'overall';
  compute(input: MetricInput): Measured;
  /** What the best constant answer scores on these rows (largest class, or the class shares as probabilities). */
  constantBaseline(input: MetricInput): number | undefined;
  /** What answers or scores drawn at random, without looking at the row, score in expectation. */
  randomBaseline(input: MetricInput): number | undefined;
}

export interface PerClassMetric extends MetricBase {
  readonly scope: 'perClass';
  compute(input: MetricInput, classIndex: number): Measured;
  constantBaseline(input: MetricInput, classIndex: number): number | undefined;
  randomBaseline(input: MetricInput, classIndex: number): number | undefined;
}

export type Metric = OverallMetric | PerClassMetric;
