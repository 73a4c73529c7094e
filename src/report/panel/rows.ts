import type { RunAnalysis } from '../../analysis/analysis.ts';
import type { RowsReply } from '../../protocol/engine.ts';
import type { RowsState } from '../../protocol/panel.ts';
import { capitalised } from '../capitalised.ts';
import { clean } from '../clean.ts';
import { numbers } from '../numbers.ts';
import { rowPlace } from '../place.ts';

type Item = RowsState['items'][number];

/**
 * The rows of one cell of a run's confusion matrix as the panel lists them, or why they cannot be listed. `images`
 * holds addresses of pictures by their place in the reply.
 */
export function rowsState(
  run: RunAnalysis,
  file: number,
  cell: { readonly actual: number; readonly predicted: number },
  reply: RowsReply | { readonly failed: string },
  images: ReadonlyMap<number, string> = new Map(),
): RowsState {
  const label = (index: number): string => numbers.label(run.evaluation?.labels[index] ?? '');
  const classes = `actual ${label(cell.actual)}, predicted ${label(cell.predicted)}`;
  if ('failed' in reply) {
    return { ...cell, title: `Rows: ${classes}`, failed: clean(reply.failed, 1_000), file, items: [] };
  }
  const more = reply.total - reply.rows.length;
  const hasScores = reply.rows.some(({ score }) => score !== undefined);
  return {
    ...cell,
    title: `${numbers.count(reply.total)} ${reply.total === 1 ? 'row' : 'rows'}: ${classes}`,
    ...(hasScores
      ? { caption: `The probability is that of the predicted class, ${label(cell.predicted)}.` }
      : {}),
    ...(more > 0 ? { more: `${numbers.count(more)} more rows are not listed.` } : {}),
    ...(images.size > 0 && images.size < reply.rows.length
      ? {
          pictures: `${numbers.count(images.size)} of the ${numbers.count(reply.rows.length)} rows listed have an image in the workspace.`,
        }
      : {}),
    file,
    items: reply.rows.map((row, index) => itemOf(run.files[file]?.path ?? '', row, images.get(index))),
  };
}

function itemOf(
  path: string,
  { line, id, score }: RowsReply['rows'][number],
  image: string | undefined,
): Item {
  const place = capitalised(rowPlace(path, line));
  return {
    line,
    place,
    ...(id === undefined ? { text: place } : { text: `${place}: ${clean(id)}`, id: clean(id) }),
    ...(score === undefined ? {} : { score: `probability ${numbers.rate(score)}` }),
    ...(image === undefined ? {} : { image }),
  };
}
