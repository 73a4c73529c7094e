import type { BinaryCosts, Objective, PositiveAnswers } from './objective.ts';
import { preference } from './objective.ts';
import { kinds, type ScoreSteps } from './scoreSteps.ts';

/** What thresholds are ranked by. */
export interface Aim {
  readonly objective: Objective;
  readonly costs: BinaryCosts;
}

/** A threshold with the first step that lies below it: rows of the steps before it are answered as positive. */
export interface Cut {
  readonly threshold: number;
  readonly step: number;
}

/** Rows of some draw by weight: of each step, and over all steps as they are answered at present. */
export interface Tally {
  /** Positive and negative rows of each step. */
  readonly right: Float64Array;
  readonly wrong: Float64Array;
  readonly present: PositiveAnswers;
}

/** Adds up rows of which there are `counts` by entry of the steps. O(steps). */
export function tallyOf({ size, weights }: ScoreSteps, counts: Float64Array): Tally {
  const right = new Float64Array(size);
  const wrong = new Float64Array(size);
  const present = { right: 0, wrong: 0, positives: 0, negatives: 0 };
  for (let step = 0, entry = 0; step < size; step++, entry += kinds) {
    const falseAlarms = counts[entry + 1]! * weights[entry + 1]!;
    const found = counts[entry + 3]! * weights[entry + 3]!;
    wrong[step] = counts[entry]! * weights[entry]! + falseAlarms;
    right[step] = counts[entry + 2]! * weights[entry + 2]! + found;
    present.right += found;
    present.wrong += falseAlarms;
    present.positives += right[step]!;
    present.negatives += wrong[step]!;
  }
  return { right, wrong, present };
}

/** Two draws as one. */
export function together(a: Tally, b: Tally): Tally {
  return {
    right: a.right.map((weight, step) => weight + b.right[step]!),
    wrong: a.wrong.map((weight, step) => weight + b.wrong[step]!),
    present: sumOf(a.present, b.present),
  };
}

export function sumOf(a: PositiveAnswers, b: PositiveAnswers): PositiveAnswers {
  return {
    right: a.right + b.right,
    wrong: a.wrong + b.wrong,
    positives: a.positives + b.positives,
    negatives: a.negatives + b.negatives,
  };
}

/** The answers above a cut. */
export function answersAbove({ right, wrong, present }: Tally, { step }: Cut): PositiveAnswers {
  const { positives, negatives } = present;
  const sums = { right: 0, wrong: 0, positives, negatives };
  for (let at = 0; at < step; at++) {
    sums.right += right[at]!;
    sums.wrong += wrong[at]!;
  }
  return sums;
}

/** Values this near to each other are one value computed in another order. */
const same = 1e-12;

/**
 * The best of all thresholds for some rows: halfway between two neighbouring scores of theirs, at the lowest, or above
 * the highest.
 *
 * Of thresholds that are equally good it takes the one that answers about as many rows with the positive class as the
 * present answers do, the higher of two. O(steps).
 */
export function chooseThreshold(steps: ScoreSteps, tally: Tally, { objective, costs }: Aim): Cut {
  const { right, wrong, present } = tally;
  const target = present.right + present.wrong;
  const sums = { right: 0, wrong: 0, positives: present.positives, negatives: present.negatives };
  let last = -1;
  let next = firstHeld(tally, 0);
  let best = { last, next, value: preference(objective, sums, costs), distance: target };
  while (next < steps.size) {
    sums.right += right[next]!;
    sums.wrong += wrong[next]!;
    last = next;
    next = firstHeld(tally, next + 1);
    const value = preference(objective, sums, costs);
    if (value < best.value - same) continue;
    const distance = Math.abs(sums.right + sums.wrong - target);
    if (value > best.value + same || distance < best.distance - same) best = { last, next, value, distance };
  }
  return cutBetween(steps, best.last, best.next);
}

function firstHeld({ right, wrong }: Tally, from: number): number {
  let step = from;
  while (step < right.length && !(right[step]! + wrong[step]! > 0)) step++;
  return step;
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
