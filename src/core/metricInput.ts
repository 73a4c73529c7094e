import { classOrder } from './classOrder.ts';
import type { ConfusionMatrix } from './confusionMatrix.ts';
import { confusionMatrix } from './confusionMatrix.ts';
import type { ResamplingLimits } from './limits.ts';
import { classLosses } from './logLoss.ts';
import type { MetricInput } from './metrics/metric.ts';
import type { PredictionTable } from './predictionTable.ts';
import { rankClass } from './ranking.ts';
import { rankingIntervals } from './rankingResampling.ts';
import { classConfidences, equalWidthBins, topLabelConfidences } from './reliability.ts';
import { constantAnswers, randomAnswers } from './uninformedAnswers.ts';

export interface EvaluateOptions {
  /** Two-sided confidence level of intervals, such as 0.95. */
  readonly confidence: number;
  /** Without it there are only the intervals that follow from a formula. */
  readonly resampling?: ResamplingLimits;
  /** Class weights by label, as the person gave them. */
  readonly classWeights?: ReadonlyMap<string, number>;
  /** Labels from the lowest class to the highest, as the person declared them. */
  readonly orderedClasses?: readonly string[];
}

/** What the metrics of one table share; the expensive parts are computed when the first metric asks. */
export function metricInput(table: PredictionTable, options: EvaluateOptions): MetricInput {
  const matrix = confusionMatrix(table);
  const order = options.orderedClasses && classOrder(table.labels, options.orderedClasses);
  const topLabel = once(() => topLabelConfidences(table));
  return {
    table,
    matrix,
    confidence: options.confidence,
    ...(options.resampling === undefined ? {} : { resampling: options.resampling }),
    ...(options.classWeights === undefined
      ? {}
      : { classWeights: table.labels.map((label) => options.classWeights?.get(label)) }),
    ...(order?.kind === 'order' ? { classRanks: order.ranks } : {}),
    squaredWeights: once(() => squaredWeights(table)),
    constantAnswers: once(() => constantAnswers(matrix)),
    randomAnswers: once(() => randomAnswers(matrix)),
    rankingIntervals: once(
      () => options.resampling && rankingIntervals(table, matrix, options.resampling, options.confidence),
    ),
    losses: once(() => classLosses(table)),
    ranking: onceEach((classIndex) => rankClass(table, classIndex)),
    topLabel,
    topLabelBins: once(() => {
      const confidences = topLabel();
      return confidences && equalWidthBins(confidences);
    }),
    classBins: onceEach((classIndex) => {
      const confidences = classConfidences(table, classIndex);
      return confidences && equalWidthBins(confidences);
    }),
  };
}

function squaredWeights(table: PredictionTable): ConfusionMatrix | undefined {
  if (table.weights?.kind !== 'importance') return undefined;
  const values = table.weights.values.map((weight) => weight * weight);
  return confusionMatrix({ ...table, weights: { kind: 'importance', values } });
}

function once<T>(compute: () => T): () => T {
  let result: { readonly value: T } | undefined;
  return () => (result ??= { value: compute() }).value;
}

function onceEach<T>(compute: (classIndex: number) => T): (classIndex: number) => T {
  const results = new Map<number, { readonly value: T }>();
  return (classIndex) => {
    const known = results.get(classIndex) ?? { value: compute(classIndex) };
    results.set(classIndex, known);
    return known.value;
  };
}
