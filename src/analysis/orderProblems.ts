import { classOrder } from '../core/classOrder.ts';
import type { PredictionTable } from '../core/predictionTable.ts';
import type { Problem } from '../core/problem.ts';
import type { Config } from './config.ts';
import type { AnalysisContext } from './context.ts';

/** Labels named in a message. */
const mostNamed = 3;

/**
 * Why a prediction file gets no weighted kappa though an order of the classes was declared, in one line.
 *
 * A configuration holds for many files: an order that names none of a file's classes is meant for others.
 */
export function orderProblems(
  predictions: { readonly path: string; readonly table: PredictionTable } | undefined,
  { declared }: Pick<AnalysisContext, 'declared'>,
  config: Pick<Config, 'orderedClasses'>,
): (Problem & { readonly file: string })[] {
  const order = declared.orderedClasses ?? config.orderedClasses;
  if (order === undefined || predictions === undefined) return [];
  const { labels } = predictions.table;
  const found = classOrder(labels, order);
  if (found.kind === 'order') return [];
  const { missing } = found;
  if (missing.length === labels.length && declared.orderedClasses === undefined) return [];
  const named = missing.slice(0, mostNamed).map((label) => `'${label}'`);
  const more = missing.length - named.length;
  const place = declared.orderedClasses === undefined ? '"orderedClasses"' : '--ordered';
  const message =
    `The declared order of the classes does not name ${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}, ` +
    `so there is no weighted kappa. Name every class of the file in ${place}.`;
  return [{ kind: 'note', message, file: predictions.path }];
}
