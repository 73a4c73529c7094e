import { evaluate } from '../../src/core/evaluate.ts';
import { defaultLimits } from '../../src/core/limits.ts';
import type { PredictionTable } from '../../src/core/predictionTable.ts';
import { seededRandom } from '../../src/core/random.ts';
import type { Random } from '../../src/core/random.ts';
import { rules } from '../../src/rules/all.ts';
import { labelOf } from './labels.ts';
import { argmax, softmax } from './pack/losses.ts';
import { normal } from './pack/world.ts';
import { isGrave } from './claim.ts';

/** Prediction files of a model that is known exactly. */
export interface Simulation {
  readonly name: string;
  /** Rules that say something false if they fire; a family-wise 5 % of files at most, 1 % for confidence. */
  readonly false: readonly string[];
  /** The answer for one row of a class: its probabilities, or the predicted class alone. */
  draw(random: Random, label: number, classes: number): { predicted: number; scores?: readonly number[] };
  /** True if the actual class is drawn from the probabilities instead of given. */
  readonly calibrated?: true;
}

const aboutClasses = ['accuracy-hides-classes', 'class-recall-low'];

export const simulations: readonly Simulation[] = [
  {
    name: 'every recall 0.6',
    false: aboutClasses,
    draw: (random, label, classes) => answered(random, label, classes, 0.6),
  },
  {
    name: 'every recall 0.9',
    false: aboutClasses,
    draw: (random, label, classes) => answered(random, label, classes, 0.9),
  },
  {
    name: 'labels permuted',
    false: [...aboutClasses, 'label-map-permuted'],
    draw: (random, _label, classes) => ({ predicted: Math.floor(random.uniform() * classes) }),
  },
  {
    name: 'probabilities exactly right',
    false: ['confidence-off', 'class-probability-shifted'],
    calibrated: true,
    draw: (random, _label, classes) => {
      const scores = softmax(Array.from({ length: classes }, () => 2 * normal(random)));
      return { predicted: argmax(scores), scores: [...scores] };
    },
  },
];

/** Counts by class, and the number of rows that they are scaled to. */
export const nullCounts: readonly (readonly number[])[] = [
  [17, 27, 36, 54, 71],
  [5, 8, 10, 20, 100],
  [10, 190],
  [40, 40, 40, 40, 40],
];
export const nullSizes: readonly number[] = [50, 200, 500, 2000];

/** How many of so many simulated files raise a Warning or an Error, by rule; every rule of the registry is asked. */
export function firingCounts(
  simulation: Simulation,
  counts: readonly number[],
  rows: number,
  draws: number,
): ReadonlyMap<string, number> {
  const random = seededRandom(rows * 31 + counts.length * 7 + counts[0]! + simulation.name.length * 1009);
  const fired = new Map<string, number>();
  for (let draw = 0; draw < draws; draw++) {
    const table = simulated(simulation, scaled(counts, rows), random);
    const evaluation = evaluate(table, { confidence: defaultLimits.confidence });
    const evidence = {
      id: 'x',
      predictions: { file: 'x', table, evaluation },
      classCounts: {},
      finished: true,
    };
    for (const rule of rules) {
      const finding = rule.check(evidence, defaultLimits);
      if (finding !== undefined && isGrave(finding)) fired.set(rule.id, (fired.get(rule.id) ?? 0) + 1);
    }
  }
  return fired;
}

function scaled(counts: readonly number[], rows: number): number[] {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return counts.map((count) => Math.max(1, Math.round((count * rows) / total)));
}

function simulated(simulation: Simulation, counts: readonly number[], random: Random): PredictionTable {
  const classes = counts.length;
  const actual: number[] = [];
  const predicted: number[] = [];
  const scores: number[] = [];
  counts.forEach((count, label) => {
    for (let row = 0; row < count; row++) {
      const answer = simulation.draw(random, label, classes);
      actual.push(simulation.calibrated ? drawn(random, answer.scores!) : label);
      predicted.push(answer.predicted);
      scores.push(...(answer.scores ?? []));
    }
  });
  return {
    kind: 'predictions',
    labels: counts.map((_, index) => labelOf(index)),
    actual: Int32Array.from(actual),
    predicted: Int32Array.from(predicted),
    ...(scores.length === 0 ? {} : { scores: Float64Array.from(scores) }),
    rowLines: Int32Array.from(actual, (_, row) => row + 1),
    columns: { actual: { name: 'actual' }, predicted: { name: 'predicted' } },
    skipped: new Map(),
  };
}

function answered(random: Random, label: number, classes: number, recall: number): { predicted: number } {
  const wrong = Math.floor(random.uniform() * (classes - 1));
  return { predicted: random.uniform() < recall ? label : wrong < label ? wrong : wrong + 1 };
}

function drawn(random: Random, scores: readonly number[]): number {
  let rest = random.uniform();
  for (let label = 0; label < scores.length - 1; label++) {
    rest -= scores[label]!;
    if (rest <= 0) return label;
  }
  return scores.length - 1;
}
