import type { Interval } from '../intervals.ts';
import { seededRandom } from '../random.ts';
import {
  type Aim,
  answersAbove,
  chooseThreshold,
  sumOf,
  type Tally,
  tallyOf,
  together,
} from './chooseThreshold.ts';
import { drawHalves, halfDrawer } from './halves.ts';
import { costOf, objectiveValue, type PositiveAnswers, precisionOf, recallOf } from './objective.ts';
import type { ScoreSteps } from './scoreSteps.ts';

export interface CrossFitOptions {
  readonly confidence: number;
  readonly seed: number;
  /** Ways of halving the rows that are averaged. */
  readonly splits: number;
  /** Resamples over all splits. */
  readonly draws: number;
}

/** What one way to answer does to the positive class: rates, and cost a row. */
export interface Outcome {
  /** The number that the objective looks at. */
  readonly value: number;
  readonly recall: number;
  /** Undefined without positive answers. */
  readonly precision: number | undefined;
  readonly cost: number;
}

/** A threshold chosen on one half of the rows and scored on the other, and the other way round. */
export interface CrossFit {
  /** Chosen on all rows. */
  readonly threshold: number;
  /** Where it falls on resampled rows. */
  readonly thresholdInterval: Interval;
  readonly present: Outcome;
  /** Of rows that had no part in the choice of their threshold: means over the splits. */
  readonly heldOut: Outcome;
  /** `heldOut.value − present.value`, of a cost the other way round: more is better. */
  readonly gain: number;
  readonly gainInterval: Interval;
  /** What the threshold of all rows gains on those same rows: too much, the more so the fewer positive rows. */
  readonly inSampleGain: number;
}

/**
 * The threshold that each aim asks for, and what it gains on rows that did not choose it.
 *
 * The rows are halved `splits` times, each class by itself; each half is answered with the threshold that is best for
 * the other, both are scored together, and the splits are averaged. The gain's interval comes from resamples of both
 * halves of each split, in which the thresholds are chosen anew, and is moved to the mean over the splits. Needs rows
 * of both classes in both halves. O((splits + draws) steps).
 */
export function crossFit(steps: ScoreSteps, aims: readonly Aim[], options: CrossFitOptions): CrossFit[] {
  const { confidence, seed, splits, draws } = options;
  const random = seededRandom(seed);
  const tried = aims.map((aim) => ({
    aim,
    sign: aim.objective.kind === 'cost' ? -1 : 1,
    heldOut: new Array<Outcome>(),
    replicates: new Array<number>(),
    thresholds: new Array<number>(),
  }));
  for (let split = 0, done = 0; split < splits; split++) {
    const halves = drawHalves(steps, random);
    const [one, other] = halves.map((half) => tallyOf(steps, half));
    for (const { aim, heldOut } of tried)
      heldOut.push(outcomeOf(crossAnswers(steps, one!, other!, aim), aim));
    const [drawOne, drawOther] = halves.map((half) => halfDrawer(half, random));
    for (; done < Math.round(((split + 1) * draws) / splits); done++) {
      const first = tallyOf(steps, drawOne!());
      const second = tallyOf(steps, drawOther!());
      const all = together(first, second);
      for (const { aim, sign, replicates, thresholds } of tried) {
        const crossed = objectiveValue(aim.objective, crossAnswers(steps, first, second, aim), aim.costs);
        const present = objectiveValue(aim.objective, all.present, aim.costs);
        replicates.push(sign * (crossed - present));
        thresholds.push(chooseThreshold(steps, all, aim).threshold);
      }
    }
  }
  const rows = tallyOf(steps, steps.counts);
  return tried.map(({ aim, sign, heldOut, replicates, thresholds }) => {
    const present = outcomeOf(rows.present, aim);
    const cut = chooseThreshold(steps, rows, aim);
    const inSample = outcomeOf(answersAbove(rows, cut), aim);
    const mean = meanOutcome(heldOut);
    const gain = sign * (mean.value - present.value);
    return {
      threshold: cut.threshold,
      thresholdInterval: percentiles(thresholds, confidence),
      present,
      heldOut: mean,
      gain,
      gainInterval: movedTo(gain, replicates, confidence),
      inSampleGain: sign * (inSample.value - present.value),
    };
  });
}

/** Both halves together, each answered with the threshold that is best for the other. */
function crossAnswers(steps: ScoreSteps, first: Tally, second: Tally, aim: Aim): PositiveAnswers {
  return sumOf(
    answersAbove(second, chooseThreshold(steps, first, aim)),
    answersAbove(first, chooseThreshold(steps, second, aim)),
  );
}

function outcomeOf(answers: PositiveAnswers, { objective, costs }: Aim): Outcome {
  return {
    value: objectiveValue(objective, answers, costs),
    recall: recallOf(answers),
    precision: precisionOf(answers),
    cost: costOf(answers, costs),
  };
}

function meanOutcome(outcomes: readonly Outcome[]): Outcome {
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const precisions = outcomes.flatMap(({ precision }) => precision ?? []);
  return {
    value: mean(outcomes.map(({ value }) => value)),
    recall: mean(outcomes.map(({ recall }) => recall)),
    precision: precisions.length === 0 ? undefined : mean(precisions),
    cost: mean(outcomes.map(({ cost }) => cost)),
  };
}

function percentiles(values: readonly number[], confidence: number): Interval {
  const sorted = Float64Array.from(values).sort();
  const at = (share: number): number => sorted[Math.round(share * (sorted.length - 1))]!;
  return [at((1 - confidence) / 2), at((1 + confidence) / 2)];
}

function movedTo(center: number, replicates: readonly number[], confidence: number): Interval {
  const mean = replicates.reduce((sum, value) => sum + value, 0) / replicates.length;
  const [low, high] = percentiles(replicates, confidence);
  return [Math.min(center, center + low - mean), Math.max(center, center + high - mean)];
}
