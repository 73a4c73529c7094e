import type { Limits } from '../limits.ts';
import type { PredictionTable } from '../predictionTable.ts';
import type { Aim } from './chooseThreshold.ts';
import { costMatrix, type CostMatrix } from './costs.ts';
import { type CrossFit, crossFit } from './crossFit.ts';
import type { BinaryCosts, Objective } from './objective.ts';
import { kinds, type ScoreSteps, scoreSteps } from './scoreSteps.ts';

/** A threshold on the score of the positive class, chosen for one objective. */
export interface ThresholdChoice extends CrossFit {
  readonly objective: Objective;
}

export interface Thresholds {
  readonly positive: string;
  /** Rows of the positive class and of the other, by weight of frequency. */
  readonly rows: readonly [positives: number, negatives: number];
  /** The threshold that the present answers follow; absent where they follow none. */
  readonly presentThreshold?: number;
  readonly choices: readonly ThresholdChoice[];
  /** Distinct scores, and whether each was a candidate. */
  readonly scores: number;
  readonly exact: boolean;
}

export interface ThresholdOptions {
  readonly objectives: readonly Objective[];
  readonly costs?: CostMatrix;
  /** Class shares by class index that the rows are weighed to. */
  readonly shares?: Float64Array;
}

/**
 * The thresholds of a binary table with scores that the objectives ask for, or a sentence why there are none: fewer
 * rows of a class than `limits.decisions.classRows`, or a score that is not finite.
 */
export function chooseThresholds(
  table: PredictionTable,
  positive: number,
  { objectives, costs, shares }: ThresholdOptions,
  limits: Pick<Limits, 'decisions' | 'confidence' | 'resampling'>,
): Thresholds | { readonly none: string } {
  const { decisions, confidence, resampling } = limits;
  const steps = scoreSteps(table, positive, decisions.scores, decisions.resolution);
  if (steps === undefined) return { none: 'No threshold is chosen: a score is no finite number.' };
  const [negatives, positives] = steps.rows;
  if (Math.min(negatives, positives) < decisions.classRows) {
    const label = table.labels[positives <= negatives ? positive : 1 - positive]!;
    const rows = Math.min(negatives, positives);
    return {
      none: `No threshold is chosen: '${label}' has ${rows} ${rows === 1 ? 'row' : 'rows'}, and with fewer than ${decisions.classRows} what a threshold gains on the rows that chose it says little of others.`,
    };
  }
  const aims = objectives.map((objective): Aim => ({
    objective,
    costs: binaryCosts(table, positive, costs),
  }));
  const choices = crossFit(weighed(steps, positive, shares), aims, {
    confidence,
    seed: resampling.seed,
    splits: decisions.splits,
    draws: drawsFor(steps, aims.length, limits),
  });
  const presentThreshold = thresholdOfPresent(steps);
  return {
    positive: table.labels[positive]!,
    rows: [positives, negatives],
    ...(presentThreshold === undefined ? {} : { presentThreshold }),
    choices: choices.map((choice, index) => ({ objective: objectives[index]!, ...choice })),
    scores: steps.scores,
    exact: steps.exact,
  };
}

/** Rows of an entry that are drawn in the time that drawing its count takes; see `drawer`. */
const rowsOfEntry = 64;
/** Passes over the entries that one resample takes for each aim. */
const passes = 3;

function drawsFor(
  { counts, rows }: ScoreSteps,
  aims: number,
  { decisions: { draws, steps } }: Pick<Limits, 'decisions'>,
): number {
  const entries = counts.filter((count) => count > 0).length;
  const each = passes * aims * counts.length + Math.min(rows[0] + rows[1], rowsOfEntry * entries);
  return Math.max(draws[1], Math.min(draws[0], Math.floor(steps / each)));
}

function binaryCosts({ labels }: PredictionTable, positive: number, stated?: CostMatrix): BinaryCosts {
  const costs = stated ?? (costMatrix(labels, new Map()) as CostMatrix);
  const negative = 1 - positive;
  const cost = (actual: number, predicted: number): number => costs.cells[actual * 2 + predicted]!;
  return {
    missed: cost(positive, negative),
    found: cost(positive, positive),
    falseAlarm: cost(negative, positive),
    rejected: cost(negative, negative),
  };
}

/** The rows of each class weighed to its share. */
function weighed(steps: ScoreSteps, positive: number, shares: Float64Array | undefined): ScoreSteps {
  if (shares === undefined) return steps;
  const { counts, weights } = steps;
  const sums: [number, number] = [0, 0];
  counts.forEach((count, entry) => (sums[entry % kinds < 2 ? 0 : 1] += count * weights[entry]!));
  const total = sums[0] + sums[1];
  const factors = [(shares[1 - positive]! * total) / sums[0], (shares[positive]! * total) / sums[1]];
  return {
    ...steps,
    weights: weights.map((weight, entry) => weight * factors[entry % kinds < 2 ? 0 : 1]!),
  };
}

/** A threshold that parts the present answers: 0.5 if it does, else halfway between the scores on its two sides. */
function thresholdOfPresent({ counts, highest, lowest, size }: ScoreSteps): number | undefined {
  let lowestPositive = Infinity;
  let highestNegative = -Infinity;
  for (let step = 0; step < size; step++) {
    const [a, b, c, d] = counts.subarray(step * kinds, (step + 1) * kinds);
    if (b! + d! > 0) lowestPositive = Math.min(lowestPositive, lowest[step]!);
    if (a! + c! > 0) highestNegative = Math.max(highestNegative, highest[step]!);
  }
  if (!(highestNegative <= lowestPositive)) return undefined;
  if (highestNegative <= 0.5 && lowestPositive >= 0.5) return 0.5;
  if (highestNegative === lowestPositive) return undefined;
  if (!Number.isFinite(highestNegative) || !Number.isFinite(lowestPositive)) return undefined;
  return highestNegative / 2 + lowestPositive / 2;
}
