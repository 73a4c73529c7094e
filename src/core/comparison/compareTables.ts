import type { Limits } from '../limits.ts';
import type { PredictionTable } from '../predictionTable.ts';
import type { LabelMatch } from './alignTable.ts';
import { compareAnswers, rowsNeeded } from './compareAnswers.ts';
import { compareClasses } from './compareClasses.ts';
import { compareLosses } from './compareLosses.ts';
import { compareRankings } from './compareRankings.ts';
import type { ComparedMetric, ComparisonResult } from './comparison.ts';
import { comparedInput } from './comparedInput.ts';
import { pairTables } from './pairTables.ts';
import { settlingPower } from './settlingPower.ts';

/**
 * Compares two prediction tables of the same rows, `a` with `b`: what each gets right, the differences B minus A of
 * their metrics with intervals and tests, class by class, and how many rows would settle what these do not.
 *
 * `union` are the classes of both. Refused, with counts, where the rows are not the same. For importance weights there
 * are differences with intervals but no tests, which count rows. O(N K) with one sort a class and file.
 */
export function compareTables(
  a: PredictionTable,
  b: PredictionTable,
  union: LabelMatch,
  limits: Pick<Limits, 'confidence' | 'resampling' | 'rules'>,
): ComparisonResult {
  const paired = pairTables(a, b, union);
  if (!('pairing' in paired)) return paired;
  const input = comparedInput(paired, limits);
  if (!(input.matrices[0].total > 0))
    return { kind: 'refused', because: 'noRows', rows: [a.actual.length, b.actual.length] };
  const leftOut: string[] = [];
  const rankings = compareRankings(input, leftOut);
  const losses = compareLosses(input);
  const [accuracy, ...answers] = compareAnswers(input, leftOut);
  const positive = input.positive === undefined ? undefined : input.labels[input.positive];
  const needed = rowsNeeded(input.right, accuracy!.test, limits.rules.alpha);
  return {
    kind: 'compared',
    pairing: paired.pairing,
    rows: input.rows,
    weights: input.weights?.kind ?? 'none',
    labels: input.labels,
    ...(positive === undefined ? {} : { positiveClass: positive }),
    confidence: limits.confidence,
    alpha: limits.rules.alpha,
    power: settlingPower,
    ...(input.right === undefined ? {} : { right: input.right }),
    answeredOtherwise: input.answeredOtherwise,
    metrics: [accuracy, ...answers, ...rankings.overall, ...losses].filter(
      (one): one is ComparedMetric => one !== undefined,
    ),
    classes: compareClasses(input, rankings.byClass),
    ...(needed === undefined ? {} : { rowsNeeded: needed }),
    leftOut,
  };
}
