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
import type { NetworkPlan } from './plans.ts';
import type { Recipe } from './training.ts';
import { between, pick } from './world.ts';

/** A network that learns its training rows by heart. */
const memorising: Partial<NetworkPlan> = {
  dropout: 0,
  augmentation: 0,
  hidden: 48,
  learningRate: () => 3e-3,
};

const runs = 6;

/** Trainings in which something is wrong or unusual; what, their test sets say. */
export const faultyRecipes: readonly Recipe[] = [
  {
    name: 'minority lost',
    seed: 101,
    intent: 'faulty',
    runs: 10,
    plan: (random) => {
      const classes = pick(random, [2, 3, 5]);
      const ratio = between(random, 20, 100);
      const counts = {
        trainCounts: fallingCounts(classes, 900, ratio),
        validationCounts: fallingCounts(classes, 500, ratio),
      };
      return soundPlan(random, counts, soundNetwork(random), {
        overlap: between(random, 0.4, 0.6),
        noise: 2.5,
      });
    },
  },
  {
    name: 'learning rate too high',
    seed: 102,
    intent: 'faulty',
    runs,
    plan: (random) => {
      const network = soundNetwork(random, { optimizer: 'adam', learningRate: () => 1, dropout: 0.5 });
      return soundPlan(random, fiveClasses, network, { patience: 0, epochs: 20, overlap: 0.5, noise: 2.5 });
    },
  },
  {
    name: 'over-confident',
    seed: 103,
    intent: 'faulty',
    runs: 10,
    plan: (random) => {
      const counts = evenCounts(pick(random, classChoices), 400, 250);
      return soundPlan(random, counts, soundNetwork(random, memorising), {
        labelNoise: between(random, 0.05, 0.15),
        epochs: 60,
        patience: 0,
      });
    },
  },
  {
    name: 'noisy labels',
    seed: 104,
    intent: 'faulty',
    runs,
    plan: (random) => {
      const counts = evenCounts(pick(random, classChoices), 500, 250);
      return soundPlan(random, counts, soundNetwork(random), { labelNoise: 0.35, epochs: 40, patience: 0 });
    },
  },
  {
    name: 'five image classes',
    seed: 105,
    intent: 'faulty',
    runs: 8,
    plan: (random) => {
      const network = soundNetwork(random, {
        loss: 'weighted',
        classWeights: balancedWeights(fiveClasses.trainCounts),
        dropout: 0.5,
        augmentation: 0.8,
      });
      return soundPlan(random, fiveClasses, network, { epochs: 50, patience: 0, overlap: 0.5, noise: 2 });
    },
  },
  {
    name: 'learning rate oscillates',
    seed: 106,
    intent: 'faulty',
    runs,
    plan: (random) => {
      const network = soundNetwork(random, { learningRate: (epoch) => (epoch % 6 === 5 ? 0.05 : 1e-3) });
      return soundPlan(random, evenCounts(5, 500, 250), network, { epochs: 40, patience: 0 });
    },
  },
  {
    name: 'learning rate too low',
    seed: 107,
    intent: 'faulty',
    runs,
    plan: (random) =>
      soundPlan(random, fiveClasses, soundNetwork(random, { learningRate: () => 1e-6 }), {
        epochs: 25,
        patience: 0,
      }),
  },
  {
    name: 'not a number',
    seed: 108,
    intent: 'faulty',
    runs,
    plan: (random) => {
      const explodes = Math.floor(between(random, 2, 8));
      const network = soundNetwork(random, {
        optimizer: 'sgd',
        learningRate: (epoch) => (epoch < explodes ? 0.05 : 1e12),
      });
      return soundPlan(random, evenCounts(3, 500, 200), network, { epochs: 12, patience: 0 });
    },
  },
  {
    name: 'validation balanced, training not',
    seed: 109,
    intent: 'faulty',
    runs,
    plan: (random) => {
      const counts = {
        trainCounts: fallingCounts(5, 600, 20),
        validationCounts: evenCounts(5, 1, 200).validationCounts,
      };
      return soundPlan(random, counts, soundNetwork(random), { overlap: 0.4 });
    },
  },
  {
    name: 'classes missing in validation',
    seed: 110,
    intent: 'faulty',
    runs,
    plan: (random) => {
      const counts = { ...evenCounts(5, 600, 1), validationCounts: [60, 60, 60, 0, 0] };
      return soundPlan(random, counts, soundNetwork(random));
    },
  },
  {
    name: 'validation rows trained on',
    seed: 111,
    intent: 'faulty',
    runs,
    plan: (random) =>
      soundPlan(random, evenCounts(5, 400, 200), soundNetwork(random, memorising), {
        validation: 'leaked',
        epochs: 40,
        patience: 0,
        overlap: 0.5,
        noise: 2.5,
      }),
  },
  {
    name: 'validation labels shuffled',
    seed: 112,
    intent: 'faulty',
    runs,
    plan: (random) =>
      soundPlan(random, evenCounts(pick(random, classChoices), 600, 200), soundNetwork(random), {
        validation: 'shuffled',
        epochs: 30,
        patience: 0,
      }),
  },
  {
    name: 'weights far too high for the rare',
    seed: 113,
    intent: 'faulty',
    runs,
    plan: (random) => {
      const { trainCounts } = fiveClasses;
      const classWeights = trainCounts.map((count) => (trainCounts[0] / count) ** 2.5);
      const network = soundNetwork(random, { loss: 'weighted', classWeights });
      return soundPlan(random, fiveClasses, network, { overlap: 0.5, noise: 2.5, epochs: 30, patience: 0 });
    },
  },
  {
    name: 'softmax twice',
    seed: 114,
    intent: 'faulty',
    runs: 10,
    plan: (random) =>
      soundPlan(
        random,
        evenCounts(pick(random, [3, 5, 8, 10]), 700, 250),
        soundNetwork(random, { loss: 'softmaxTwice', learningRate: () => 3e-3 }),
        { validationLoss: 'softmaxTwice', epochs: 40, patience: 0 },
      ),
  },
  {
    name: 'softmax twice in validation',
    seed: 115,
    intent: 'faulty',
    runs: 10,
    plan: (random) =>
      soundPlan(
        random,
        evenCounts(pick(random, [3, 5, 8, 10]), 700, 250),
        soundNetwork(random, { learningRate: () => 2e-3 }),
        { validationLoss: 'softmaxTwice', epochs: 40, patience: 0 },
      ),
  },
  {
    name: 'accuracy by outputs',
    seed: 116,
    intent: 'faulty',
    runs,
    plan: (random) =>
      soundPlan(random, evenCounts(5, 600, 200), soundNetwork(random, { loss: 'binary' }), {
        validationLoss: 'binary',
        epochs: 30,
        patience: 0,
      }),
  },
  {
    name: 'label smoothing 0.1',
    seed: 117,
    intent: 'healthy',
    runs: 8,
    plan: (random) => {
      const network = soundNetwork(random, { loss: 'smoothed', smoothing: 0.1 });
      return soundPlan(random, evenCounts(pick(random, classChoices), 700, 250), network, {
        validationLoss: 'smoothed',
      });
    },
  },
  {
    name: 'label smoothing 0.2',
    seed: 118,
    intent: 'healthy',
    runs: 8,
    plan: (random) => {
      const network = soundNetwork(random, { loss: 'smoothed', smoothing: 0.2, learningRate: () => 2e-3 });
      return soundPlan(random, evenCounts(pick(random, classChoices), 700, 250), network, {
        validationLoss: 'smoothed',
        epochs: 40,
        patience: 0,
      });
    },
  },
  {
    name: 'focal loss',
    seed: 119,
    intent: 'healthy',
    runs: 8,
    plan: (random) => {
      const network = soundNetwork(random, { loss: 'focal' });
      return soundPlan(random, fiveClasses, network, { ...easier(random), validationLoss: 'focal' });
    },
  },
  {
    name: 'weighted criterion in validation',
    seed: 120,
    intent: 'healthy',
    runs: 10,
    plan: (random) => {
      const counts = {
        trainCounts: fallingCounts(5, 700, 10),
        validationCounts: fallingCounts(5, 300, 10),
      };
      const network = soundNetwork(random, {
        loss: 'weightedMean',
        classWeights: balancedWeights(counts.trainCounts),
      });
      return soundPlan(random, counts, network, { ...easier(random), validationLoss: 'weightedMean' });
    },
  },
  {
    name: 'penalty in the loss',
    seed: 121,
    intent: 'healthy',
    runs: 8,
    plan: (random) => {
      const network = soundNetwork(random, { loss: 'penalised', penalty: between(random, 1e-3, 5e-3) });
      return soundPlan(random, evenCounts(pick(random, [3, 5]), 700, 250), network, {
        validationLoss: 'penalised',
      });
    },
  },
  {
    name: 'fraud at 0.2 %',
    seed: 122,
    intent: 'faulty',
    runs: 8,
    plan: (random) => {
      const counts = { trainCounts: [4990, 10], validationCounts: [4990, 10] };
      const network = soundNetwork(random, { hidden: 16, batch: 64 });
      return soundPlan(random, counts, network, {
        noise: between(random, 1.5, 3),
        overlap: between(random, 0.2, 0.5),
        labelNoise: 0,
        epochs: 10,
      });
    },
  },
  {
    name: 'boosted far too long',
    seed: 123,
    intent: 'faulty',
    runs,
    plan: (random) => {
      const counts = evenCounts(pick(random, [2, 3]), 250, 250);
      return soundPlan(random, counts, { shrinkage: 0.6 }, { epochs: 200, patience: 0, labelNoise: 0.1 });
    },
  },
  {
    name: '500 epochs, over-trained',
    seed: 124,
    intent: 'faulty',
    runs: 4,
    plan: (random) =>
      soundPlan(random, evenCounts(3, 150, 150), soundNetwork(random, { ...memorising, hidden: 16 }), {
        epochs: 500,
        patience: 0,
        labelNoise: 0.05,
        noise: 2,
      }),
  },
  {
    name: 'learning rate spikes',
    seed: 125,
    intent: 'faulty',
    runs: 8,
    plan: (random) => {
      const high = between(random, 1, 3);
      const network = soundNetwork(random, {
        optimizer: 'sgd',
        learningRate: (epoch) => (epoch % 8 === 7 ? high : 0.05),
      });
      const counts = evenCounts(pick(random, [3, 5, 8]), 500, 250);
      return soundPlan(random, counts, network, { epochs: 40, patience: 0 });
    },
  },
];
