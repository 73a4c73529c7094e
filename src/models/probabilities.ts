import type { Activation } from '../protocol/model.ts';

/** Sums of float32 softmax rows stay within 1e-6 of one; of rows that are something else, hardly one comes this near. */
const sumTolerance = 1e-3;

/** Outputs of a model that are no probabilities; `row` is the image's place in the batch. */
export class NoProbabilities extends Error {
  readonly row: number;

  constructor(row: number, reason: string) {
    super(reason);
    this.row = row;
  }
}

/**
 * Class probabilities from a model's outputs, `columns` a row. One output is the probability of the second of two
 * classes, so that its rows become two. Without an activation the outputs must be probabilities already; throws
 * `NoProbabilities` if they are not.
 */
export function probabilities(
  outputs: Float64Array,
  columns: number,
  activation: Activation | undefined,
): Float64Array {
  const rows = outputs.length / columns;
  const classes = Math.max(2, columns);
  const scores = new Float64Array(rows * classes);
  for (let row = 0; row < rows; row++) {
    const given = outputs.subarray(row * columns, (row + 1) * columns);
    const bad = given.find((value) => !Number.isFinite(value));
    if (bad !== undefined) throw new NoProbabilities(row, `the model answers ${bad}`);
    const answer = columns === 1 ? ofOne(given[0]!, row, activation) : ofMany(given, row, activation);
    scores.set(answer, row * classes);
  }
  return scores;
}

function ofOne(value: number, row: number, activation: Activation | undefined): number[] {
  const positive = activation === 'sigmoid' ? 1 / (1 + Math.exp(-value)) : value;
  if (!inUnit(positive)) {
    throw new NoProbabilities(
      row,
      `the model's output is ${value}, not a probability: a logit? Use --activation sigmoid`,
    );
  }
  return [1 - positive, positive];
}

function ofMany(values: Float64Array, row: number, activation: Activation | undefined): ArrayLike<number> {
  if (activation === 'softmax') return softmax(values);
  const odd = values.find((value) => !inUnit(value));
  if (odd !== undefined) {
    throw new NoProbabilities(
      row,
      `the model's outputs are not probabilities (one is ${odd}): logits? Use --activation softmax`,
    );
  }
  const sum = values.reduce((total, value) => total + value, 0);
  if (Math.abs(sum - 1) > sumTolerance) {
    throw new NoProbabilities(
      row,
      `the model's outputs sum to ${sum.toPrecision(4)}, not 1: logits? Use --activation softmax. A sigmoid for each class gives no probabilities of classes`,
    );
  }
  return values;
}

/** Shifted by the largest value, so that nothing overflows. */
function softmax(values: Float64Array): Float64Array {
  const largest = values.reduce((most, value) => Math.max(most, value), -Infinity);
  const powers = values.map((value) => Math.exp(value - largest));
  const sum = powers.reduce((total, value) => total + value, 0);
  return powers.map((value) => value / sum);
}

function inUnit(value: number): boolean {
  return value >= 0 && value <= 1;
}

/**
 * Checks `--activation` against what the model's last layer is known to do. Throws with a reason where it is missing,
 * or would be applied a second time.
 */
export function checkActivation(
  last: string | undefined,
  columns: number,
  asked: Activation | undefined,
): void {
  const fitting = columns === 1 ? 'sigmoid' : 'softmax';
  if (columns === 1 && last === 'softmax')
    throw new Error('its one output goes through a softmax, which is always 1. Train it with a sigmoid');
  if (asked !== undefined && asked !== fitting) {
    const outputs = columns === 1 ? 'one output' : `${columns} outputs`;
    throw new Error(`--activation ${asked} does not fit its ${outputs}. Use --activation ${fitting}`);
  }
  if (asked !== undefined && last === asked)
    throw new Error(`its last layer is a ${last} already. Leave --activation out`);
  if (asked === undefined && last === 'linear') {
    throw new Error(
      `its last layer has no activation, so that its outputs are logits. Use --activation ${fitting}`,
    );
  }
}
