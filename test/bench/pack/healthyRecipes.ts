import {
  balancedWeights,
  classChoices,
  easier,
  evenCounts,
  fallingCounts,
  fiveClasses,
  soundNetwork,
  soundPlan,
} from './plans.ts';
import type { Recipe } from './training.ts';
import { between, pick } from './world.ts';

/** Trainings with nothing wrong by design. */
export const healthyRecipes: readonly Recipe[] = [
  {
    name: 'balanced',
    seed: 1,
    intent: 'healthy',
    runs: 14,
    plan: (random) => {
      const rows = between(random, 400, 900);
      const counts = evenCounts(pick(random, classChoices), rows, 0.4 * rows);
      return soundPlan(random, counts, soundNetwork(random));
    },
  },
  {
    name: 'ratio 4.25',
    seed: 2,
    intent: 'healthy',
    runs: 10,
    plan: (random) => soundPlan(random, fiveClasses, soundNetwork(random), easier(random)),
  },
  {
    name: 'ratio 4.25, class weights',
    seed: 3,
    intent: 'healthy',
    runs: 10,
    plan: (random) => {
      const network = soundNetwork(random, {
        loss: 'weighted',
        classWeights: balancedWeights(fiveClasses.trainCounts),
      });
      return soundPlan(random, fiveClasses, network, easier(random));
    },
  },
  {
    name: 'large validation set',
    seed: 4,
    intent: 'healthy',
    runs: 6,
    plan: (random) => {
      const counts = evenCounts(pick(random, [3, 5, 8]), 600, 2000);
      return soundPlan(random, counts, soundNetwork(random));
    },
  },
  {
    name: 'small validation set',
    seed: 5,
    intent: 'healthy',
    runs: 12,
    plan: (random) => {
      const counts = evenCounts(pick(random, [2, 3, 5]), 400, between(random, 50, 90));
      return soundPlan(random, counts, soundNetwork(random));
    },
  },
  {
    name: 'ratio 20, easy',
    seed: 6,
    intent: 'healthy',
    runs: 10,
    plan: (random) => {
      const classes = pick(random, [2, 3, 5]);
      const counts = {
        trainCounts: fallingCounts(classes, 900, 20),
        validationCounts: fallingCounts(classes, 400, 20),
      };
      return soundPlan(random, counts, soundNetwork(random), { noise: 0.7, overlap: 0, labelNoise: 0 });
    },
  },
  {
    name: 'fine-tuned',
    seed: 7,
    intent: 'healthy',
    runs: 12,
    plan: (random) => {
      const counts = evenCounts(pick(random, classChoices), 700, 250);
      const epochs = pick(random, [3, 4, 5]);
      return soundPlan(random, counts, soundNetwork(random), { epochs, pretrained: 8 });
    },
  },
  {
    name: 'three epochs',
    seed: 8,
    intent: 'healthy',
    runs: 8,
    plan: (random) => {
      const counts = evenCounts(pick(random, [2, 3, 5]), 1200, 300);
      return soundPlan(random, counts, soundNetwork(random), { epochs: 3 });
    },
  },
  {
    name: '500 epochs',
    seed: 9,
    intent: 'healthy',
    runs: 6,
    plan: (random) => {
      const network = soundNetwork(random, {
        hidden: 0,
        optimizer: 'sgd',
        learningRate: () => 0.004,
        dropout: 0,
        augmentation: 0.5,
      });
      return soundPlan(random, evenCounts(pick(random, [2, 3, 5]), 300, 150), network, {
        epochs: 500,
        patience: 0,
        noise: 1.2,
        overlap: 0.1,
      });
    },
  },
  {
    name: 'boosted stumps',
    seed: 10,
    intent: 'healthy',
    runs: 8,
    plan: (random) => {
      const counts = evenCounts(pick(random, [2, 3]), 900, 300);
      return soundPlan(random, counts, { shrinkage: 0.2 }, { epochs: 150, noise: 0.8, overlap: 0 });
    },
  },
  {
    name: 'mixup',
    seed: 11,
    intent: 'healthy',
    runs: 6,
    plan: (random) => {
      const network = soundNetwork(random, { loss: 'mixup', dropout: 0 });
      return soundPlan(random, evenCounts(pick(random, [3, 5, 8]), 700, 250), network);
    },
  },
];
