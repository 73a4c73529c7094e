import type { LossKind } from './benchRun.ts';

export interface LossOptions {
  readonly loss: LossKind;
  readonly classWeights?: readonly number[];
  readonly smoothing: number;
}

/** The probabilities that a model gives for logits. */
export function softmax(logits: ArrayLike<number>): Float64Array {
  const values = Float64Array.from(logits);
  const top = values.reduce((a, b) => Math.max(a, b), -Infinity);
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] = Math.exp(values[i]! - top);
  return values.map((value) => value / sum);
}

/** Cross-entropy against `label`, from logits so that it stays finite. */
export function crossEntropy(logits: Float64Array, label: number): number {
  const top = logits.reduce((a, b) => Math.max(a, b), -Infinity);
  let sum = 0;
  for (const value of logits) sum += Math.exp(value - top);
  return Math.log(sum) + top - logits[label]!;
}

export function argmax(values: ArrayLike<number>): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) if (values[i]! > values[best]!) best = i;
  return best;
}

const focus = 2;

/**
 * Loss of one row of which `label` is the truth, whether its answer is right (by outputs for `binary`), and the
 * gradient by the logits. The weight of its class is in both; who divides decides the scale.
 */
export function lossAndGradient(
  logits: Float64Array,
  label: number,
  options: LossOptions,
  mixed?: { readonly share: number; readonly label: number },
): { loss: number; correct: number; gradient: Float64Array } {
  const correct = argmax(logits) === label ? 1 : 0;
  const classes = logits.length;
  const { loss: kind, smoothing } = options;
  if (kind === 'binary') return binary(logits, label);
  const p = softmax(logits);
  if (kind === 'focal') {
    const own = Math.max(p[label]!, 1e-12);
    const slope = focus * (1 - own) ** (focus - 1) * Math.log(own) - (1 - own) ** focus / own;
    const gradient = p.map((value, i) => slope * own * ((i === label ? 1 : 0) - value));
    return { loss: -((1 - own) ** focus) * Math.log(own), correct, gradient };
  }
  if (kind === 'softmaxTwice') {
    const inner = softmax(p).map((value, i) => value - (i === label ? 1 : 0));
    const mean = inner.reduce((sum, value, i) => sum + value * p[i]!, 0);
    return {
      loss: crossEntropy(p, label),
      correct,
      gradient: p.map((value, i) => value * (inner[i]! - mean)),
    };
  }
  const weight = weightOf(label, options);
  const target = (i: number): number =>
    mixed === undefined
      ? (1 - smoothing) * (i === label ? 1 : 0) + smoothing / classes
      : (i === label ? mixed.share : 0) + (i === mixed.label ? 1 - mixed.share : 0);
  let loss = 0;
  for (let i = 0; i < classes; i++) if (target(i) > 0) loss += target(i) * crossEntropy(logits, i);
  return { loss: weight * loss, correct, gradient: p.map((value, i) => weight * (value - target(i))) };
}

/** A sigmoid for each class: mean of K binary cross-entropies, accuracy counted per output. */
function binary(logits: Float64Array, label: number): ReturnType<typeof lossAndGradient> {
  const classes = logits.length;
  let loss = 0;
  let correct = 0;
  const gradient = logits.map((logit, i) => {
    const sign = i === label ? 1 : -1;
    loss += Math.log1p(Math.exp(-Math.abs(logit))) + Math.max(0, -sign * logit);
    if (sign * logit > 0) correct++;
    return (1 / (1 + Math.exp(-logit)) - (i === label ? 1 : 0)) / classes;
  });
  return { loss: loss / classes, correct: correct / classes, gradient };
}

function weightOf(label: number, { loss, classWeights }: LossOptions): number {
  return loss === 'weighted' || loss === 'weightedMean' ? (classWeights?.[label] ?? 1) : 1;
}
