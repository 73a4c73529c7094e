import { rowsOf } from '../core/comparison/mcnemar.ts';
import type { RightRows } from '../core/comparison/mcnemar.ts';
import type { Limits } from '../core/limits.ts';
import type { PredictionTable } from '../core/predictionTable.ts';
import type { EarlierRun, RunEvidence, RunsOnSameRows } from '../core/runEvidence.ts';
import { constantPredictor } from '../rules/constantPredictor.ts';
import { labelMapPermuted } from '../rules/labelMapPermuted.ts';
import { headerCell } from '../rules/places.ts';
import { rowsMisaligned } from '../rules/rowsMisaligned.ts';
import { isSettled } from '../rules/settled.ts';
import type { EarlierAnswers } from './analysis.ts';
import type { CompareFound } from './compareFound.ts';
import type { GatheredRun } from './gatheredRun.ts';
import { otherRowsOf } from './otherRows.ts';
import { comparePaths } from './paths.ts';
import { fileSeriesOf, namesApart } from './series.ts';

/** The answers of a file on which one of these speaks are not those of a model on its rows. */
const unfitting = [rowsMisaligned, labelMapPermuted, constantPredictor];

/** A run with predictions. */
type Predicted = RunEvidence & Required<Pick<RunEvidence, 'predictions'>>;

/**
 * The runs, with what the prediction files of one series tell: the newest of each is compared with the one before it, and
 * the best of those on the same rows knows how many there are.
 *
 * A series are the files whose paths differ only in numbers, which order them by value (`fileSeriesOf`): there is no
 * clock here. Predictions of training rows are left out, and those of a run that still learns. Files of more than
 * `pairedRowsMost` rows, with ids `sharedRowsMost`, are not compared.
 */
export function withEarlierRuns(
  runs: readonly GatheredRun[],
  limits: Limits,
  compareWith: CompareFound,
): GatheredRun[] {
  const more = new Map<string, Pick<RunEvidence, 'earlier' | 'bestOf'>>();
  for (const series of seriesOfFiles(runs, limits)) {
    const [before, newest] = [series.at(-2), series.at(-1)!];
    if (before === undefined) continue;
    if (arePairable([before, newest], limits))
      more.set(newest.id, { earlier: earlierRun(before, newest, limits, compareWith) });
    const best = bestOf(series, limits, compareWith);
    if (best !== undefined) more.set(best.id, { ...more.get(best.id), bestOf: best.among });
  }
  return runs.map((run) => {
    const known = more.get(run.evidence.id);
    return known === undefined ? run : { ...run, evidence: { ...run.evidence, ...known } };
  });
}

/** What is said of a comparison beside its findings; undefined where nothing is to be concluded from it. */
export function comparedRight({ earlier }: RunEvidence): EarlierAnswers | undefined {
  if (earlier?.comparison.kind !== 'compared' || earlier.unfit !== undefined) return undefined;
  const { right, metrics } = earlier.comparison;
  const test = metrics[0]?.test;
  if (right === undefined || test?.kind !== 'test') return undefined;
  return { id: earlier.id, names: earlier.names, right, significant: test.significant };
}

function seriesOfFiles(runs: readonly GatheredRun[], limits: Limits): Predicted[][] {
  const series = new Map<string, Predicted[]>();
  for (const { evidence } of runs) {
    const { predictions, log, finished } = evidence;
    if (predictions === undefined || predictions.split === 'train') continue;
    if (log !== undefined && !isSettled(log.run, finished, limits.rules)) continue;
    const key = fileSeriesOf(predictions.file);
    series.set(key, [...(series.get(key) ?? []), { ...evidence, predictions }]);
  }
  return [...series.values()].map((members) =>
    members.sort((a, b) => comparePaths(a.predictions.file, b.predictions.file)),
  );
}

function arePairable(members: readonly Predicted[], { rules }: Limits): boolean {
  const tables = members.map(({ predictions }) => predictions.table);
  const rows = tables.reduce((sum, { actual }) => sum + actual.length, 0);
  const byIds = tables.every(({ rowIds }) => rowIds !== undefined);
  return rows <= 2 * (byIds ? rules.predictions.sharedRowsMost : rules.runs.pairedRowsMost);
}

function earlierRun(
  before: Predicted,
  newest: Predicted,
  limits: Limits,
  compareWith: CompareFound,
): EarlierRun {
  const [earlier, own] = [before.predictions, newest.predictions];
  const comparison = compareWith(earlier.table, own.table, limits);
  const otherRows = otherRowsOf(comparison, [earlier.table, own.table], limits.rules);
  const unfit = unfitting.find((rule) => rule.check(before, limits) !== undefined)?.id;
  return {
    id: before.id,
    file: earlier.file,
    names: namesApart(earlier.file, own.file),
    place: headerCell(earlier),
    comparison,
    ...(otherRows === undefined ? {} : { otherRows }),
    ...(unfit === undefined ? {} : { unfit }),
  };
}

/** The newest of those that get most rows right of the rows of the newest run, with what all of them tell. */
function bestOf(
  series: readonly Predicted[],
  limits: Limits,
  compareWith: CompareFound,
): { readonly id: string; readonly among: RunsOnSameRows } | undefined {
  const { many } = limits.rules.runs;
  const counts = countsOf(series.at(-1)!);
  const alike = series.filter((one) => countsOf(one) === counts);
  if (alike.length < many || !arePairable(alike, limits)) return undefined;
  const best = alike.reduce((one, other) => (rightRows(other) >= rightRows(one) ? other : one));
  const pairs = alike
    .filter((one) => one !== best)
    .flatMap((one) => rightOf(one.predictions.table, best.predictions.table, limits, compareWith) ?? []);
  if (pairs.length + 1 < many) return undefined;
  const right = rightRows(best);
  const all = [right, ...pairs.map(({ both, onlyA }) => both + onlyA)].sort((a, b) => a - b);
  const middle = all.length / 2;
  return {
    id: best.id,
    among: {
      runs: all.length,
      rows: rowsOf(pairs[0]!),
      right,
      median: (all[Math.ceil(middle) - 1]! + all[Math.floor(middle)]!) / 2,
      differing: pairs.reduce((sum, { onlyA, onlyB }) => sum + onlyA + onlyB, 0) / pairs.length,
    },
  };
}

function rightOf(
  a: PredictionTable,
  b: PredictionTable,
  limits: Limits,
  compareWith: CompareFound,
): RightRows | undefined {
  const comparison = compareWith(a, b, limits);
  return comparison.kind === 'compared' ? comparison.right : undefined;
}

/** Rows of each class as one text. */
function countsOf({ predictions: { evaluation } }: Predicted): string {
  return JSON.stringify(evaluation.perClass.map(({ label, support }) => [label, support]));
}

function rightRows({ predictions: { evaluation } }: Predicted): number {
  return evaluation.perClass.reduce((sum, { found }) => sum + found.least, 0);
}
