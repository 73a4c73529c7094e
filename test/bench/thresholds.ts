/**
 * What a threshold claims to gain on the rows that chose it, what it gains on others, and what cross-fitting says of it:
 * `node test/bench/thresholds.ts [files]`. Scores of the two classes are normal, 2 standard deviations apart, so that
 * the truth on unlimited rows is known. The present threshold is the best one there is (then every gain is noise) or 0.8
 * above it, as with a rare class; without any information in the scores balanced accuracy has no best threshold.
 */
import { type Aim } from '../../src/core/decisions/chooseThreshold.ts';
import { crossFit } from '../../src/core/decisions/crossFit.ts';
import { type Objective, objectiveValue } from '../../src/core/decisions/objective.ts';
import { scoreSteps } from '../../src/core/decisions/scoreSteps.ts';
import { wilson } from '../../src/core/intervals.ts';
import { defaultLimits } from '../../src/core/limits.ts';
import { normalCdf } from '../../src/core/normalCdf.ts';
import type { PredictionTable } from '../../src/core/predictionTable.ts';
import { seededRandom } from '../../src/core/random.ts';

const files = Number(process.argv[2] ?? 200);
const random = seededRandom(20);
const costs = { missed: 1, found: 0, falseAlarm: 1, rejected: 0 };
const sizes = [
  [10, 190],
  [20, 180],
  [40, 360],
  [40, 1960],
  [100, 900],
] as const;

interface World {
  readonly positives: number;
  readonly negatives: number;
  readonly distance: number;
  readonly present: number;
}

function gauss(): number {
  return Math.sqrt(-2 * Math.log(random.uniform())) * Math.cos(2 * Math.PI * random.uniform());
}

function drawTable({ positives, negatives, distance, present }: World): PredictionTable {
  const actual = Int32Array.from({ length: positives + negatives }, (_, row) => Number(row < positives));
  const score = Float64Array.from(actual, (label) => gauss() + label * distance);
  return {
    kind: 'predictions',
    labels: ['no', 'yes'],
    actual,
    predicted: Int32Array.from(score, (value) => Number(value >= present)),
    scores: Float64Array.from([...score].flatMap((value) => [-value, value])),
    rowLines: actual,
    columns: { actual: { name: 'actual' } },
    skipped: new Map(),
  };
}

function truth(objective: Objective, { positives, negatives, distance }: World, threshold: number): number {
  const right = positives * (1 - normalCdf(threshold - distance));
  const wrong = negatives * (1 - normalCdf(threshold));
  return objectiveValue(objective, { right, wrong, positives, negatives }, costs);
}

function bestThreshold(objective: Objective, world: World): number {
  let best = -4;
  for (let threshold = -4; threshold < 6; threshold += 0.005) {
    if (truth(objective, world, threshold) > truth(objective, world, best)) best = threshold;
  }
  return best;
}

function measure(name: string, objective: Objective, world: World): void {
  const aim: Aim = { objective, costs };
  const { scores, resolution, splits } = defaultLimits.decisions;
  const sums = { claimed: 0, true: 0, crossFitted: 0, above: 0, covered: 0 };
  for (let file = 0; file < files; file++) {
    const steps = scoreSteps(drawTable(world), 1, scores, resolution)!;
    const options = { confidence: 0.95, seed: 1, splits, draws: 200 };
    const { threshold, inSampleGain, gain, gainInterval } = crossFit(steps, [aim], options)[0]!;
    const real = truth(objective, world, threshold) - truth(objective, world, world.present);
    sums.claimed += inSampleGain;
    sums.true += real;
    sums.crossFitted += gain;
    if (gainInterval[0] > 0) sums.above++;
    if (gainInterval[0] <= real && real <= gainInterval[1]) sums.covered++;
  }
  const mean = (sum: number): string => (sum / files).toFixed(3).padStart(6);
  const [low, high] = wilson(sums.above, files, 0.95);
  console.log(
    `${name.padEnd(28)} ${objective.kind.padEnd(16)} ${world.positives}/${world.negatives}: claimed ${mean(sums.claimed)}, ` +
      `true ${mean(sums.true)}, cross-fitted ${mean(sums.crossFitted)}; interval above 0 in ${mean(sums.above)} ` +
      `(${low.toFixed(3)}–${high.toFixed(3)}), holds the true gain in ${mean(sums.covered)}`,
  );
}

for (const kind of ['f1', 'balancedAccuracy'] as const) {
  for (const [positives, negatives] of sizes) {
    const world = { positives, negatives, distance: 2, present: 0 };
    const best = bestThreshold({ kind }, world);
    measure('present threshold is best', { kind }, { ...world, present: best });
    measure('present threshold 0.8 too high', { kind }, { ...world, present: best + 0.8 });
    if (kind === 'balancedAccuracy')
      measure('scores without information', { kind }, { ...world, distance: 0, present: 0 });
  }
}
