import type { Evaluation, MoreRows, SampleSizes } from './evaluation.ts';
import { wilson } from './intervals.ts';
import type { Measured } from './measured.ts';

/**
 * The least number of rows whose Wilson interval of a share is at most 2 × `halfWidth` wide.
 *
 * `share` in [0, 1], `halfWidth` in (0, 0.5), `confidence` two-sided in (0, 1). The width falls with every row, so
 * that a search finds the one number at which it is narrow enough and with one row fewer is not.
 *
 * Example: rowsForHalfWidth(0.5, 0.1, 0.95) is 93.
 */
export function rowsForHalfWidth(share: number, halfWidth: number, confidence: number): number {
  const isNarrow = (rows: number): boolean => {
    const [low, high] = wilson(share * rows, rows, confidence);
    return high - low <= 2 * halfWidth;
  };
  let narrow = 1;
  while (!isNarrow(narrow)) narrow *= 2;
  let wide = Math.floor(narrow / 2);
  while (narrow - wide > 1) {
    const middle = Math.floor((narrow + wide) / 2);
    if (isNarrow(middle)) narrow = middle;
    else wide = middle;
  }
  return narrow;
}

/** How many more rows the accuracy and the recall of each class take, for the half-widths asked for. */
export function sampleSizes(evaluation: Evaluation, halfWidths: readonly number[]): SampleSizes {
  const { confidence } = evaluation;
  const sizes = (measured: Measured | undefined) => ofShare(measured, halfWidths, confidence);
  const accuracy = sizes(evaluation.metrics.get('accuracy'));
  return {
    ...(accuracy === undefined ? {} : { accuracy }),
    recall: evaluation.perClass.map(({ support, metrics }) =>
      support === 0 && !evaluation.weighted
        ? halfWidths.map((halfWidth) => moreRows(0.5, 0, halfWidth, confidence))
        : sizes(metrics.get('recall')),
    ),
  };
}

/** Undefined for a share of weights that are no numbers of rows: its interval is that of an effective number. */
function ofShare(
  measured: Measured | undefined,
  halfWidths: readonly number[],
  confidence: number,
): MoreRows[] | undefined {
  if (measured?.kind !== 'value' || measured.method !== 'wilson' || measured.n === undefined)
    return undefined;
  const { value, n } = measured;
  return halfWidths.map((halfWidth) => moreRows(value, n, halfWidth, confidence));
}

function moreRows(share: number, rows: number, halfWidth: number, confidence: number): MoreRows {
  const needed = rowsForHalfWidth(share, halfWidth, confidence);
  return { halfWidth, needed, more: Math.max(0, Math.ceil(needed - rows)), worstCase: rows === 0 };
}
