import type { ConfusionMatrix } from '../confusionMatrix.ts';
import type { ResamplingLimits } from '../limits.ts';
import type { ClassLosses } from '../logLoss.ts';
import type { Measured } from '../measured.ts';
import type { PredictionTable } from '../predictionTable.ts';
import type { Ranking } from '../ranking.ts';
import type { RankingIntervals } from '../rankingResampling.ts';
import type { Confidences, ReliabilityBin } from '../reliability.ts';

/** What every metric reads. The parts that are functions are computed on first use and shared. */
export interface MetricInput {
  readonly table: PredictionTable;
  readonly matrix: ConfusionMatrix;
  /** Two-sided confidence level of intervals, such as 0.95. */
  readonly confidence: number;
  /** How rows are resampled for the intervals that need it; absent where no such interval was asked for. */
  readonly resampling?: ResamplingLimits;
  /** Class weights that the person gave, by class index, undefined for a class left out; absent where none were given. */
  readonly classWeights?: readonly (number | undefined)[];
  /** Ranks of the classes, by class index, in an order that the person declared; absent where none names them all. */
  readonly classRanks?: readonly number[];
  /** The matrix with every row's weight squared; undefined unless the weights are importance weights. */
  squaredWeights(): ConfusionMatrix | undefined;
  /** The matrix of answering every row with the largest class. */
  constantAnswers(): ConfusionMatrix;
  /** The expected matrix of answers drawn with the class shares. */
  randomAnswers(): ConfusionMatrix;
  /** Undefined without scores. */
  ranking(classIndex: number): Ranking | undefined;
  /** Intervals of mean rankings from resampled rows; undefined without scores and where that would take too long. */
  rankingIntervals(): RankingIntervals | undefined;
  /** Undefined without scores. */
  losses(): ClassLosses | undefined;
  /** The scores of the predicted classes; undefined without scores and where one lies outside [0, 1]. */
  topLabel(): Confidences | undefined;
  /** Of those scores, in bins of equal width. */
  topLabelBins(): readonly ReliabilityBin[] | undefined;
  /** Of the score of one class; undefined without scores and where one lies outside [0, 1]. */
  classBins(classIndex: number): readonly ReliabilityBin[] | undefined;
}

/**
 * One metric as data plus functions; `id` is its name in JSON, files and settings.
 *
 * An `overall` metric gives one number a table; a `perClass` metric one a class, and in a binary table the value
 * of the positive class also stands among the overall numbers under the same id, unless an overall metric has it.
 *
 * What an uninformed answer scores has two forms. The constant answer is the largest class on every row, or one
 * vector of probabilities on every row: the class shares, and for an overall loss that weights the classes the
 * vector that is best under those weights. The random answer is drawn with the class shares, or is a random order
 * of the rows. `chance` of an overall value is the better of the two; `chance` of a class's value is the random
 * one where there is one, since a constant answer gives one class everything and the others nothing.
 */
interface MetricBase {
  readonly id: string;
  readonly title: string;
  /** What it measures, in one sentence without a full stop at the end. */
  readonly definition: string;
  readonly needs: 'labels' | 'labels in order' | 'scores' | 'scores and class weights';
  /** Problem kinds it applies to. */
  readonly problems: readonly ('binary' | 'multiclass')[];
  readonly better: 'higher' | 'lower';
  /** Lowest and highest possible value; Infinity where there is no bound. */
  readonly range: readonly [number, number];
}

export interface OverallMetric extends MetricBase {
  readonly scope: 'overall';
  compute(input: MetricInput): Measured;
  /** What the constant answer scores on these rows. */
  constantBaseline(input: MetricInput): number | undefined;
  /** What the random answer scores on these rows in expectation; undefined where that has no closed form. */
  randomBaseline(input: MetricInput): number | undefined;
  /** Rows that every class with any must have for an interval; below it none holds as often as it says. */
  readonly leastClassRows?: number;
  /**
   * The value from a confusion matrix alone, for metrics whose interval comes from resampling its rows. `classRanks`
   * are those of the matrix, whose classes may stand in another order than the input's.
   */
  readonly resampled?: (
    matrix: ConfusionMatrix,
    classRanks: readonly number[] | undefined,
  ) => number | undefined;
}

export interface PerClassMetric extends MetricBase {
  readonly scope: 'perClass';
  compute(input: MetricInput, classIndex: number): Measured;
  constantBaseline(input: MetricInput, classIndex: number): number | undefined;
  randomBaseline(input: MetricInput, classIndex: number): number | undefined;
  /** What random answers tend to with more rows, for a ratio whose expectation has no closed form: its `chance`. */
  readonly limitOfRandom?: number;
}

export type Metric = OverallMetric | PerClassMetric;
