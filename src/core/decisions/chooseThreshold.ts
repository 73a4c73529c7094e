import type { BinaryCosts, Objective, PositiveAnswers } from './objective.ts';
import { preference } from './objective.ts';
import { kinds, type ScoreSteps } from './scoreSteps.ts';

/** What thresholds are ranked by. */
export interface Aim {
  readonly objective: Objective;
  readonly costs: BinaryCosts;
  /** What a row of each class counts besides its own weight: negatives, positives. Both 1 but for deployment shares. */
  readonly classWeights: readonly [number, number];
}

/** A threshold with the first step that lies below it: rows of the steps before it are answered as positive. */
export interface Cut {
  readonly threshold: number;
  readonly step: number;
}

interface Sums {
  right: number;
  wrong: number;
  positives: number;
  negatives: number;
}

/** The answers above a cut, of rows counted as `counts` says. */
export function answersAbove(
  steps: ScoreSteps,
  counts: Float64Array,
  { step }: Cut,
  aim: Aim,
): PositiveAnswers {
  const sums: Sums = { right: 0, wrong: 0, positives: 0, negatives: 0 };
  const [negative, positive] = aim.classWeights;
  for (let entry = 0; entry < counts.length; entry++) {
    const count = counts[entry]!;
    if (count === 0) continue;
    const weight = count * steps.weights[entry]!;
    const isAbove = entry < step * kinds;
    if (entry % kinds < 2) {
      sums.negatives += weight * negative;
      if (isAbove) sums.wrong += weight * negative;
    } else {
      sums.positives += weight * positive;
      if (isAbove) sums.right += weight * positive;
    }
  }
  return sums;
}

/** The present answers, of rows counted as `counts` says. */
export function presentAnswers(steps: ScoreSteps, counts: Float64Array, aim: Aim): PositiveAnswers {
  const sums: Sums = { right: 0, wrong: 0, positives: 0, negatives: 0 };
  const [negative, positive] = aim.classWeights;
  for (let entry = 0; entry < counts.length; entry++) {
    const count = counts[entry]!;
    if (count === 0) continue;
    const weight = count * steps.weights[entry]!;
    const isPositive = entry % 2 === 1;
    if (entry % kinds < 2) {
      sums.negatives += weight * negative;
      if (isPositive) sums.wrong += weight * negative;
    } else {
      sums.positives += weight * positive;
      if (isPositive) sums.right += weight * positive;
    }
  }
  return sums;
}

/** Values this near to each other are one value computed in another order. */
const same = 1e-12;

/**
 * The best of all thresholds for rows counted as `counts` says: halfway between two neighbouring scores of theirs, below
 * the lowest or above the highest.
 *
 * Of thresholds that are equally good it takes the one that answers about as many rows with the positive class as the
 * present answers do, the higher of two. O(steps).
 */
export function chooseThreshold(steps: ScoreSteps, counts: Float64Array, aim: Aim): Cut {
  const present = presentAnswers(steps, counts, aim);
  const target = present.right + present.wrong;
  const [negative, positive] = aim.classWeights;
  const sums: Sums = { right: 0, wrong: 0, positives: present.positives, negatives: present.negatives };
  let last = -1;
  let next = firstHeld(steps, counts, 0);
  let best = { last, next, value: preference(aim.objective, sums, aim.costs), distance: target };
  while (next < steps.size) {
    const entry = next * kinds;
    const { weights } = steps;
    sums.wrong += (counts[entry]! * weights[entry]! + counts[entry + 1]! * weights[entry + 1]!) * negative;
    sums.right +=
      (counts[entry + 2]! * weights[entry + 2]! + counts[entry + 3]! * weights[entry + 3]!) * positive;
    last = next;
    next = firstHeld(steps, counts, next + 1);
    const value = preference(aim.objective, sums, aim.costs);
    if (value < best.value - same) continue;
    const distance = Math.abs(sums.right + sums.wrong - target);
    if (value > best.value + same || distance < best.distance - same) best = { last, next, value, distance };
  }
  return cutBetween(steps, best.last, best.next);
}

function firstHeld({ size }: ScoreSteps, counts: Float64Array, from: number): number {
  for (let step = from; step < size; step++) {
    const entry = step * kinds;
    if (counts[entry]! + counts[entry + 1]! + counts[entry + 2]! + counts[entry + 3]! > 0) return step;
  }
  return size;
}

/** The threshold halfway between two steps, and the first of all steps that lies below it. */
function cutBetween({ highest, lowest, size }: ScoreSteps, above: number, below: number): Cut {
  const threshold =
    below >= size
      ? (lowest[above] ?? 0)
      : above < 0
        ? beyond(highest[below]!)
        : midpoint(lowest[above]!, highest[below]!);
  let step = above + 1;
  while (step < below && lowest[step]! >= threshold) step++;
  return { threshold, step };
}

/** Greater than `low`, at most `high`, whatever doubles lie between. */
function midpoint(high: number, low: number): number {
  const middle = low / 2 + high / 2;
  return middle > low && middle <= high ? middle : high;
}

/** A threshold that no score reaches: of probabilities halfway to 1 where there is room. */
function beyond(highest: number): number {
  if (highest < 1 && highest >= 0) return (highest + 1) / 2;
  return Math.min(Number.MAX_VALUE, highest + Math.max(1, Math.abs(highest)) / 2);
}
