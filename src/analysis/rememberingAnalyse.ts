import { decide } from '../core/decisions/decide.ts';
import type { ComparisonResult } from '../core/comparison/comparison.ts';
import { evaluate } from '../core/evaluate.ts';
import type { PredictionTable } from '../core/predictionTable.ts';
import type { TrainingRun } from '../core/trainingRun.ts';
import type { ScalarLog } from '../core/scalarSeries.ts';
import { analyse } from './analyse.ts';
import type { Analysis } from './analysis.ts';
import { compareFound } from './compareFound.ts';
import type { CompareFound } from './compareFound.ts';
import type { AnalysisContext, SourceDocument } from './context.ts';
import { inferredSize } from './resolveSize.ts';
import type { InferSize } from './resolveSize.ts';
import { validationAccuracies } from './validationSize.ts';
import type { LoggedAccuracy } from './validationSize.ts';
import { isSameGroup, runsOfGroup } from './scalarRuns.ts';
import type { ScalarGroup, ScalarRuns } from './scalarRuns.ts';

/**
 * `analyse` for a caller that asks again and again: the metrics and decisions of a table that did not change, and
 * comparisons of two, are not computed anew (a million rows take 0.4 s, and an epoch is added to the log beside them every
 * few seconds), nor the runs of files of scalars, nor the number of rows that the accuracies of a log tell (3 ms, and a
 * project has a thousand logs). Gives the same answers.
 */
export function rememberingAnalyse(
  compute: typeof evaluate = evaluate,
  decideWith: typeof decide = decide,
  compareWith: CompareFound = compareFound,
  runsWith: typeof runsOfGroup = runsOfGroup,
  sizeWith: InferSize = inferredSize,
): (documents: readonly SourceDocument[], context: AnalysisContext) => Analysis {
  const evaluateOnce = rememberLast(compute);
  const decideOnce = rememberLast(decideWith);
  const compareOnce = rememberPairs(compareWith);
  const runsOnce = rememberGroups(runsWith);
  const sizeOnce = rememberSizes(sizeWith);
  return (documents, context) =>
    analyse(documents, context, evaluateOnce, decideOnce, compareOnce, runsOnce, sizeOnce);
}

/** The runs of a group as long as it is of the same documents at the same places. */
function rememberGroups(runsWith: typeof runsOfGroup): typeof runsOfGroup {
  const remembered = new WeakMap<ScalarLog, { readonly group: ScalarGroup; readonly runs: ScalarRuns }>();
  return (group) => {
    const [first] = group.parts;
    const known = remembered.get(first.log);
    if (known !== undefined && isSameGroup(known.group, group)) return known.runs;
    const runs = runsWith(group);
    remembered.set(first.log, { group, runs });
    return runs;
  };
}

/** The last answer for each pair of tables, as long as the limits are the same; it keeps no table that nobody else does. */
function rememberPairs(compare: CompareFound): CompareFound {
  const remembered = new WeakMap<PredictionTable, WeakMap<PredictionTable, Remembered<ComparisonResult>>>();
  return (a, b, limits) => {
    const ofFirst = remembered.get(a) ?? new WeakMap<PredictionTable, Remembered<ComparisonResult>>();
    remembered.set(a, ofFirst);
    return recall(ofFirst, b, limits, () => compare(a, b, limits));
  };
}

/** The last number of rows of each run, as long as its accuracies are the same: a log that grows may keep its runs. */
function rememberSizes(sizeWith: InferSize): InferSize {
  const remembered = new WeakMap<
    TrainingRun,
    {
      readonly accuracies: readonly LoggedAccuracy[];
      readonly limits: string;
      readonly size: number | undefined;
    }
  >();
  return (run, limits) => {
    const accuracies = validationAccuracies(run);
    const known = remembered.get(run);
    const isSame =
      known?.accuracies.length === accuracies.length &&
      accuracies.every(({ value, tolerance }, index) => {
        const before = known.accuracies[index]!;
        return Object.is(value, before.value) && tolerance === before.tolerance;
      });
    if (isSame && known.limits === JSON.stringify(limits)) return known.size;
    const size = sizeWith(run, limits);
    remembered.set(run, { accuracies, limits: JSON.stringify(limits), size });
    return size;
  };
}

/** The last answer for each table, as long as the options are the same. */
function rememberLast<Options, Answer>(
  compute: (table: PredictionTable, options: Options) => Answer,
): (table: PredictionTable, options: Options) => Answer {
  const remembered = new WeakMap<PredictionTable, Remembered<Answer>>();
  return (table, options) => recall(remembered, table, options, () => compute(table, options));
}

interface Remembered<Answer> {
  readonly options: string;
  readonly answer: Answer;
}

function recall<Answer>(
  remembered: WeakMap<PredictionTable, Remembered<Answer>>,
  table: PredictionTable,
  options: unknown,
  compute: () => Answer,
): Answer {
  const text = JSON.stringify(options, (_, value: unknown) => (value instanceof Map ? [...value] : value));
  const known = remembered.get(table);
  if (known?.options === text) return known.answer;
  const answer = compute();
  remembered.set(table, { options: text, answer });
  return answer;
}
