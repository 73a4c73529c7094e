import { decide } from '../core/decisions/decide.ts';
import type { ComparisonResult } from '../core/comparison/comparison.ts';
import { evaluate } from '../core/evaluate.ts';
import type { PredictionTable } from '../core/predictionTable.ts';
import { analyse } from './analyse.ts';
import type { Analysis } from './analysis.ts';
import { compareFound } from './compareFound.ts';
import type { CompareFound } from './compareFound.ts';
import type { AnalysisContext, SourceDocument } from './context.ts';

/**
 * `analyse` for a caller that asks again and again: the metrics and decisions of a table that did not change, and
 * comparisons of two, are not computed anew (a million rows take 0.4 s, and an epoch is added to the log beside them every few seconds). Gives the
 * same answers.
 */
export function rememberingAnalyse(
  compute: typeof evaluate = evaluate,
  decideWith: typeof decide = decide,
  compareWith: CompareFound = compareFound,
): (documents: readonly SourceDocument[], context: AnalysisContext) => Analysis {
  const evaluateOnce = rememberLast(compute);
  const decideOnce = rememberLast(decideWith);
  const compareOnce = rememberPairs(compareWith);
  return (documents, context) => analyse(documents, context, evaluateOnce, decideOnce, compareOnce);
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
