import type { Random } from '../../../src/core/random.ts';
import type { LossKind } from './benchRun.ts';
import { lossAndGradient } from './losses.ts';
import { features, normal, shuffled } from './world.ts';
import type { Rows } from './world.ts';

export interface NetworkOptions {
  readonly classes: number;
  /** Units of the one hidden layer; 0 is softmax regression. */
  readonly hidden: number;
  readonly optimizer: 'sgd' | 'adam';
  readonly learningRate: (epoch: number) => number;
  readonly batch: number;
  readonly dropout: number;
  /** Standard deviation of noise that is added to training rows. */
  readonly augmentation: number;
  /** Factor of the sum of squared weights that is part of the logged losses; 0 for none. */
  readonly penalty: number;
  readonly loss: LossKind;
  readonly classWeights?: readonly number[];
  /** Share of the label that smoothing spreads over all classes. */
  readonly smoothing: number;
}

/** A network with its training: Adam or SGD with momentum 0, ReLU, He's initial weights. */
export interface Network {
  /** Trains one epoch and gives the means over its rows of loss and accuracy, while weights move. */
  train(rows: Rows, epoch: number): { loss: number; accuracy: number };
  /** Logits of all rows, row-major. */
  logits(rows: Rows): Float64Array;
  /** What the penalty adds to a loss. */
  penalty(): number;
}

interface Layer {
  readonly inputs: number;
  readonly outputs: number;
  /** Weights by output and input, then the biases. */
  readonly weights: Float64Array;
  readonly gradient: Float64Array;
  readonly mean: Float64Array;
  readonly square: Float64Array;
}

export function makeNetwork(random: Random, options: NetworkOptions): Network {
  const { classes, hidden } = options;
  const layers =
    hidden === 0
      ? [makeLayer(random, features, classes)]
      : [makeLayer(random, features, hidden), makeLayer(random, hidden, classes)];
  const penalty = (): number =>
    options.penalty === 0 ? 0 : options.penalty * layers.reduce((sum, layer) => sum + squares(layer), 0);
  let steps = 0;

  function step(learningRate: number): void {
    steps++;
    for (const layer of layers) {
      if (options.penalty > 0) {
        const count = layer.inputs * layer.outputs;
        for (let i = 0; i < count; i++) layer.gradient[i]! += 2 * options.penalty * layer.weights[i]!;
      }
      if (options.optimizer === 'adam') adam(layer, learningRate, steps);
      else descend(layer, learningRate);
      layer.gradient.fill(0);
    }
  }

  function train(rows: Rows, epoch: number): { loss: number; accuracy: number } {
    const order = shuffled(random, rows.labels.length);
    let loss = 0;
    let correct = 0;
    for (let start = 0; start < order.length; start += options.batch) {
      const batch = order.subarray(start, start + options.batch);
      const result = learn(batch, rows);
      loss += (result.loss + penalty()) * batch.length;
      correct += result.correct;
      step(options.learningRate(epoch));
    }
    return { loss: loss / order.length, accuracy: correct / order.length };
  }

  /** Adds the gradients of a batch; gives its mean loss and its sum of correct rows. */
  function learn(batch: Int32Array, rows: Rows): { loss: number; correct: number } {
    const targets = batch.map((row) => rows.labels[row]!);
    const mix =
      options.loss === 'mixup'
        ? { share: mixShare(random), partners: shuffled(random, batch.length) }
        : undefined;
    const divisor = weightSum(targets, options);
    let loss = 0;
    let correct = 0;
    for (let position = 0; position < batch.length; position++) {
      const input = inputOf(rows, batch, position, mix);
      const { active, logits } = forward(layers, input, random, options.dropout);
      const other = mix === undefined ? undefined : targets[mix.partners[position]!]!;
      const result = lossAndGradient(
        logits,
        targets[position]!,
        options,
        mix && { share: mix.share, label: other! },
      );
      loss += result.loss / divisor;
      correct += result.correct;
      backward(
        layers,
        input,
        active,
        result.gradient.map((value) => value / divisor),
      );
    }
    return { loss, correct };
  }

  function inputOf(
    rows: Rows,
    batch: Int32Array,
    position: number,
    mix: { share: number; partners: Int32Array } | undefined,
  ): Float64Array {
    const start = batch[position]! * features;
    const input = rows.values.slice(start, start + features);
    if (mix !== undefined) {
      const other = batch[mix.partners[position]!]! * features;
      for (let i = 0; i < features; i++) {
        input[i] = mix.share * input[i]! + (1 - mix.share) * rows.values[other + i]!;
      }
    }
    if (options.augmentation > 0) {
      for (let i = 0; i < features; i++) input[i]! += options.augmentation * normal(random);
    }
    return input;
  }

  return {
    train,
    penalty,
    logits: (rows) => {
      const all = new Float64Array(rows.labels.length * classes);
      for (let row = 0; row < rows.labels.length; row++) {
        const input = rows.values.subarray(row * features, (row + 1) * features);
        all.set(forward(layers, input, random, 0).logits, row * classes);
      }
      return all;
    },
  };
}

/** Of the arcsine distribution, which is Beta(1/2, 1/2): mostly near 0 or 1. */
function mixShare(random: Random): number {
  return Math.sin((Math.PI / 2) * random.uniform()) ** 2;
}

/** PyTorch divides by the sum of weights in the batch, Keras by the number of rows. */
function weightSum(targets: Int32Array, { loss, classWeights }: NetworkOptions): number {
  if (loss !== 'weightedMean' || classWeights === undefined) return targets.length;
  return targets.reduce((sum, label) => sum + classWeights[label]!, 0);
}

function makeLayer(random: Random, inputs: number, outputs: number): Layer {
  const size = (inputs + 1) * outputs;
  const scale = Math.sqrt(2 / inputs);
  const weights = Float64Array.from({ length: size }, (_, i) =>
    i < inputs * outputs ? scale * normal(random) : 0,
  );
  const zeros = (): Float64Array => new Float64Array(size);
  return { inputs, outputs, weights, gradient: zeros(), mean: zeros(), square: zeros() };
}

function forward(
  layers: readonly Layer[],
  input: Float64Array,
  random: Random,
  dropout: number,
): { active: Float64Array; logits: Float64Array } {
  const [first, second] = layers;
  const active = apply(first!, input);
  if (second === undefined) return { active, logits: active };
  for (let i = 0; i < active.length; i++) {
    if (active[i]! <= 0) active[i] = 0;
    else if (dropout > 0) active[i] = random.uniform() < dropout ? 0 : active[i]! / (1 - dropout);
  }
  return { active, logits: apply(second, active) };
}

function apply({ inputs, outputs, weights }: Layer, input: Float64Array): Float64Array {
  const result = new Float64Array(outputs);
  for (let output = 0; output < outputs; output++) {
    let sum = weights[inputs * outputs + output]!;
    for (let i = 0; i < inputs; i++) sum += weights[output * inputs + i]! * input[i]!;
    result[output] = sum;
  }
  return result;
}

function backward(
  layers: readonly Layer[],
  input: Float64Array,
  active: Float64Array,
  gradient: Float64Array,
): void {
  const [first, second] = layers;
  if (second === undefined) {
    addGradient(first!, input, gradient);
    return;
  }
  const below = new Float64Array(second.inputs);
  for (let output = 0; output < second.outputs; output++) {
    for (let i = 0; i < second.inputs; i++) {
      if (active[i]! > 0) below[i]! += second.weights[output * second.inputs + i]! * gradient[output]!;
    }
  }
  addGradient(second, active, gradient);
  addGradient(first!, input, below);
}

function addGradient(
  { inputs, outputs, gradient: into }: Layer,
  input: Float64Array,
  gradient: Float64Array,
): void {
  for (let output = 0; output < outputs; output++) {
    const slope = gradient[output]!;
    if (slope === 0) continue;
    for (let i = 0; i < inputs; i++) into[output * inputs + i]! += slope * input[i]!;
    into[inputs * outputs + output]! += slope;
  }
}

function descend({ weights, gradient }: Layer, learningRate: number): void {
  for (let i = 0; i < weights.length; i++) weights[i]! -= learningRate * gradient[i]!;
}

/** Source: Kingma and Ba (2015), with the usual constants. */
function adam({ weights, gradient, mean, square }: Layer, learningRate: number, steps: number): void {
  const meanScale = 1 / (1 - 0.9 ** steps);
  const squareScale = 1 / (1 - 0.999 ** steps);
  for (let i = 0; i < weights.length; i++) {
    const slope = gradient[i]!;
    mean[i] = 0.9 * mean[i]! + 0.1 * slope;
    square[i] = 0.999 * square[i]! + 0.001 * slope * slope;
    weights[i]! -= (learningRate * mean[i]! * meanScale) / (Math.sqrt(square[i]! * squareScale) + 1e-8);
  }
}

function squares({ inputs, outputs, weights }: Layer): number {
  let sum = 0;
  for (let i = 0; i < inputs * outputs; i++) sum += weights[i]! ** 2;
  return sum;
}
