import type { Evaluation } from '../../core/evaluation.ts';
import type { ClassesState, ClassRowState } from '../../protocol/panel.ts';
import { clean } from '../clean.ts';
import { foundText, type RankedClass, worstFirst } from '../classText.ts';
import { moreRowsNote } from '../moreRows.ts';
import { numbers } from '../numbers.ts';
import { quantityState, withoutChance } from './quantity.ts';

const moreRowsLegend =
  '± points: so many more rows of the class would narrow the interval of its recall to that, if its recall stays as it is.';

/** The classes with their recall, precision, F1 and average precision, lowest recall first. */
export function classesState(evaluation: Evaluation): ClassesState {
  const hasAveragePrecision = evaluation.perClass.some((one) => one.metrics.has('averagePrecision'));
  const rows = worstFirst(evaluation).map((ranked) => classRow(evaluation, ranked, hasAveragePrecision));
  return {
    rows,
    hasAveragePrecision,
    caption: `Lowest recall first; ${numbers.percent(evaluation.confidence)} intervals.${evaluation.weighted ? ' Rows are weighted.' : ''}`,
    ...(rows.some(({ moreRows }) => moreRows !== undefined) ? { note: moreRowsLegend } : {}),
  };
}

function classRow(evaluation: Evaluation, ranked: RankedClass, hasAveragePrecision: boolean): ClassRowState {
  const moreRows = moreRowsNote(evaluation, ranked.index);
  const { label, support, metrics } = ranked.evaluation;
  return {
    label: clean(label),
    support: numbers.count(support),
    found: foundText(ranked),
    recall: quantityState('recall', metrics.get('recall')),
    precision: withoutChance(quantityState('precision', metrics.get('precision'))),
    f1: withoutChance(quantityState('f1', metrics.get('f1'))),
    ...(hasAveragePrecision
      ? { averagePrecision: quantityState('averagePrecision', metrics.get('averagePrecision')) }
      : {}),
    ...(moreRows === undefined ? {} : { moreRows }),
  };
}
