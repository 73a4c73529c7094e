import type { Measured } from '../measured.ts';
import { undefinedBecause } from '../measured.ts';
import { entropy } from '../referenceLines.ts';
import { presentClasses } from './balancedAccuracy.ts';
import { largestLoss, meanLoss } from './logLoss.ts';
import type { MetricInput, OverallMetric } from './metric.ts';
import { classesPhrase } from './reasons.ts';

const shared = {
  scope: 'overall',
  needs: 'scores and class weights',
  problems: ['binary', 'multiclass'],
  better: 'lower',
  randomBaseline: () => undefined,
} as const;

/**
 * Log loss under class weights that the person gave, divided by the sum of the weights: Σ w l / Σ w, in nats.
 *
 * Equals scikit-learn's `log_loss` with the class weights as sample weights, and PyTorch's weighted cross-entropy.
 * Undefined if a class with samples has no usable weight.
 */
export const weightedLogLoss: OverallMetric = {
  ...shared,
  id: 'weightedLogLoss',
  title: 'Weighted log loss',
  definition:
    'Log loss under the given class weights, divided by the sum of the weights (scikit-learn, PyTorch)',
  range: [0, largestLoss],
  compute: (input) => underWeights(input, (weights) => meanLoss(input, weights)),
  constantBaseline: (input) => {
    const weights = usableWeights(input);
    return Array.isArray(weights) ? entropy(weightedSupport(input, weights)) : undefined;
  },
};

/**
 * Log loss under class weights that the person gave, divided by the number of rows: Σ w l / n, in nats.
 *
 * What Keras prints as training loss under `class_weight`; `val_loss` there is never weighted, so the two are on
 * different scales. Undefined if a class with samples has no usable weight.
 */
export const weightedLogLossPerSample: OverallMetric = {
  ...shared,
  id: 'weightedLogLossPerSample',
  title: 'Weighted log loss per sample',
  definition: 'Log loss under the given class weights, divided by the number of rows (Keras)',
  range: [0, Infinity],
  compute: (input) => underWeights(input, (weights) => meanLoss(input, weights, input.matrix.total)),
  constantBaseline: (input) => {
    const weights = usableWeights(input);
    if (!Array.isArray(weights)) return undefined;
    const weighted = weightedSupport(input, weights);
    return (entropy(weighted) * weighted.reduce((sum, weight) => sum + weight, 0)) / input.matrix.total;
  },
};

function underWeights(input: MetricInput, compute: (weights: number[]) => Measured): Measured {
  const weights = usableWeights(input);
  return Array.isArray(weights) ? compute(weights) : undefinedBecause(weights.reason);
}

/** One weight a class (0 for classes without samples), or why there is none. */
function usableWeights({ classWeights, matrix, table }: MetricInput): number[] | { readonly reason: string } {
  const present = presentClasses(matrix);
  const missing = present.filter((index) => classWeights?.[index] === undefined);
  if (missing.length > 0) {
    return {
      reason: `no class weight is given for ${classesPhrase(missing.map((index) => table.labels[index]!))}`,
    };
  }
  const weights = table.labels.map((_, index) =>
    matrix.support[index]! > 0 ? (classWeights?.[index] ?? 0) : 0,
  );
  const wrong = weights.findIndex((weight) => !(weight >= 0 && weight < Infinity));
  if (wrong >= 0)
    return { reason: `the class weight of '${table.labels[wrong]!}' is not a number of 0 or more` };
  if (!weights.some((weight) => weight > 0))
    return { reason: 'the class weights of all classes with samples are 0' };
  return weights;
}

function weightedSupport({ matrix }: MetricInput, weights: readonly number[]): number[] {
  return weights.map((weight, index) => weight * matrix.support[index]!);
}
