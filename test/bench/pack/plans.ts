import type { Random } from '../../../src/core/random.ts';
import type { NetworkOptions } from './network.ts';
import type { Plan } from './training.ts';
import { between, pick } from './world.ts';

export type NetworkPlan = Omit<NetworkOptions, 'classes'>;

/** Class counts of `total` rows in all, falling evenly on a logarithmic scale from the first class to the last. */
export function fallingCounts(classes: number, total: number, ratio: number): number[] {
  const sizes = Array.from({ length: classes }, (_, label) => ratio ** (-label / (classes - 1)));
  const sum = sizes.reduce((a, b) => a + b, 0);
  return sizes.map((size) => Math.max(2, Math.round((total * size) / sum)));
}

/** The starting case: 56 to 238 images a class, 30 % of them for validation. */
export const fiveClasses = {
  trainCounts: [167, 126, 84, 63, 39],
  validationCounts: [71, 54, 36, 27, 17],
} as const;

/** Weights that make all classes count alike, with mean 1 over the rows. */
export function balancedWeights(counts: readonly number[]): number[] {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return counts.map((count) => total / (counts.length * count));
}

/** A network that suits its data: Adam, dropout, a little noise on its rows. */
export function soundNetwork(random: Random, over: Partial<NetworkPlan> = {}): NetworkPlan {
  const rate = between(random, 4e-4, 1.5e-3);
  return {
    hidden: pick(random, [24, 32, 48]),
    optimizer: 'adam',
    learningRate: () => rate,
    batch: 32,
    dropout: between(random, 0.2, 0.4),
    augmentation: between(random, 0.1, 0.4),
    penalty: 0,
    loss: 'plain',
    smoothing: 0,
    ...over,
  };
}

/** A run that ends when its validation loss no longer falls; `over` says what is different. */
export function soundPlan(
  random: Random,
  counts: Pick<Plan, 'trainCounts' | 'validationCounts'>,
  network: Plan['network'],
  over: Partial<Plan> = {},
): Plan {
  return {
    ...counts,
    noise: between(random, 1.2, 2),
    overlap: between(random, 0.1, 0.3),
    labelNoise: between(random, 0, 0.04),
    network,
    validationLoss: 'plain',
    validation: 'sample',
    epochs: 60,
    pretrained: 0,
    patience: 4,
    ...over,
  };
}

/** Training and validation counts of one number of rows a class. */
export function evenCounts(
  classes: number,
  trainRows: number,
  validationRows: number,
): Pick<Plan, 'trainCounts' | 'validationCounts'> {
  const each = (rows: number): number[] => Array.from({ length: classes }, () => Math.round(rows / classes));
  return { trainCounts: each(trainRows), validationCounts: each(validationRows) };
}

export const classChoices = [2, 3, 5, 8, 10] as const;

/** Classes far enough apart that unequal numbers of rows hide none of them. */
export function easier(random: Random): Pick<Plan, 'noise' | 'overlap'> {
  return { noise: between(random, 0.8, 1.2), overlap: between(random, 0, 0.1) };
}
