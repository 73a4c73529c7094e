import { decide } from '../core/decisions/decide.ts';
import { evaluate } from '../core/evaluate.ts';
import type { PredictionTable } from '../core/predictionTable.ts';
import { analyse } from './analyse.ts';
import type { Analysis } from './analysis.ts';
import type { AnalysisContext, SourceDocument } from './context.ts';

/**
 * `analyse` for a caller that asks again and again: the metrics and decisions of a table that did not change are not
 * computed anew (a million rows take 0.4 s, and an epoch is added to the log beside them every few seconds). Gives the
 * same answers.
 */
export function rememberingAnalyse(
  compute: typeof evaluate = evaluate,
  decideWith: typeof decide = decide,
): (documents: readonly SourceDocument[], context: AnalysisContext) => Analysis {
  const evaluateOnce = rememberLast(compute);
  const decideOnce = rememberLast(decideWith);
  return (documents, context) => analyse(documents, context, evaluateOnce, decideOnce);
}

/** The last answer for each table, as long as the options are the same. */
function rememberLast<Options, Answer>(
  compute: (table: PredictionTable, options: Options) => Answer,
): (table: PredictionTable, options: Options) => Answer {
  const remembered = new WeakMap<PredictionTable, { options: string; answer: Answer }>();
  return (table, options) => {
    const text = JSON.stringify(options, (_, value: unknown) => (value instanceof Map ? [...value] : value));
    const known = remembered.get(table);
    if (known?.options === text) return known.answer;
    const answer = compute(table, options);
    remembered.set(table, { options: text, answer });
    return answer;
  };
}
