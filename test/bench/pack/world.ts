import type { Random } from '../../../src/core/random.ts';

export const features = 64;

export interface WorldOptions {
  readonly classes: number;
  /** Standard deviation of the noise of every feature. */
  readonly noise: number;
  /** How far the prototypes are pulled to their mean: 0 apart, 1 all the same. */
  readonly overlap: number;
}

/** One standard normal number. */
export function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(random.uniform())) * Math.cos(2 * Math.PI * random.uniform());
}

/** A number between `low` and `high`. */
export function between(random: Random, low: number, high: number): number {
  return low + (high - low) * random.uniform();
}

/** One of `choices`. */
export function pick<T>(random: Random, choices: readonly T[]): T {
  return choices[Math.floor(random.uniform() * choices.length)]!;
}

/** Puts the numbers below `count` in a random order. */
export function shuffled(random: Random, count: number): Int32Array {
  const order = Int32Array.from({ length: count }, (_, index) => index);
  for (let index = count - 1; index > 0; index--) {
    const other = Math.floor(random.uniform() * (index + 1));
    [order[index], order[other]] = [order[other]!, order[index]!];
  }
  return order;
}

const prototypesPerClass = 3;
const rank = 6;

/**
 * Small synthetic "images": three prototypes a class, bent along six directions of the class, plus noise. Gives a
 * function that writes a new row of a class at an offset; features have a standard deviation near 1.
 */
export function makeWorld(
  random: Random,
  { classes, noise, overlap }: WorldOptions,
): (label: number, into: Float64Array, offset: number) => void {
  const prototypes = normals(random, classes * prototypesPerClass * features);
  const bends = normals(random, classes * rank * features);
  for (let feature = 0; feature < features; feature++) {
    let mean = 0;
    const count = classes * prototypesPerClass;
    for (let one = 0; one < count; one++) mean += prototypes[one * features + feature]! / count;
    for (let one = 0; one < count; one++) {
      const index = one * features + feature;
      prototypes[index] = (1 - overlap) * prototypes[index]! + overlap * mean;
    }
  }
  const scale = 1 / Math.sqrt(1 + noise * noise);
  return (label, into, offset) => {
    const one = label * prototypesPerClass + Math.floor(random.uniform() * prototypesPerClass);
    const along = normals(random, rank);
    for (let feature = 0; feature < features; feature++) {
      let value = prototypes[one * features + feature]! + noise * normal(random);
      for (let bend = 0; bend < rank; bend++) {
        value += 0.3 * along[bend]! * bends[(label * rank + bend) * features + feature]!;
      }
      into[offset + feature] = scale * value;
    }
  };
}

function normals(random: Random, count: number): Float64Array {
  return Float64Array.from({ length: count }, () => normal(random));
}

/** Rows with their labels, and the class of the world that each was drawn from. */
export interface Rows {
  readonly values: Float64Array;
  readonly labels: Int32Array;
  readonly drawnFrom: Int32Array;
}

/** Rows of the world by class counts, shuffled; the share `labelNoise` of them carries another class's label. */
export function drawRows(
  random: Random,
  draw: ReturnType<typeof makeWorld>,
  counts: readonly number[],
  labelNoise: number,
): Rows {
  const ordered = counts.flatMap((count, label) => Array.from({ length: count }, () => label));
  const order = shuffled(random, ordered.length);
  const drawnFrom = Int32Array.from(order, (index) => ordered[index]!);
  const labels = drawnFrom.slice();
  const values = new Float64Array(labels.length * features);
  labels.forEach((label, row) => draw(label, values, row * features));
  for (let row = 0; row < labels.length; row++) {
    if (random.uniform() >= labelNoise) continue;
    const other = Math.floor(random.uniform() * (counts.length - 1));
    labels[row] = other < labels[row]! ? other : other + 1;
  }
  return { values, labels, drawnFrom };
}
