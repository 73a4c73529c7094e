import { binomialUpperTail } from '../core/binomialTails.ts';
import type { ComparisonResult } from '../core/comparison/comparison.ts';
import type { RuleLimits } from '../core/limits.ts';
import type { PredictionTable } from '../core/predictionTable.ts';
import type { OtherRows } from '../core/runEvidence.ts';
import { uniteLabels } from '../formats/labels.ts';
import { chanceOfSameLabel } from './sharedRows.ts';

type Tables = readonly [earlier: PredictionTable, newer: PredictionTable];

/** Refusals that may be of the same rows but for some. */
const speaking: ReadonlySet<string> = new Set(['otherIds', 'otherCounts', 'otherTruth']);

/**
 * In what two files that could not be compared differ, if they are of the same rows but for some; undefined where they
 * may as well be of other data, which two runs are free to be.
 *
 * Ids speak if each stands for one row and none is a whole number: these are running numbers. Then four of five ids of
 * the smaller file are also the other's and 99 % of these have the same label, or all ids are and four of five labels.
 * Either agreement must be more than chance, since names too may be counted anew. Where ids do not speak: one file has
 * no more rows of any class than the other, at least 2 fewer of one, and 95 % of all.
 */
export function otherRowsOf(
  comparison: ComparisonResult,
  tables: Tables,
  limits: RuleLimits,
): OtherRows | undefined {
  if (comparison.kind !== 'refused' || !speaking.has(comparison.because)) return undefined;
  if (tables.every(hasNames)) return byNames(tables, limits);
  return comparison.because === 'otherTruth' ? undefined : fewerRows(tables, limits);
}

function hasNames({ rowIds }: PredictionTable): boolean {
  if (rowIds === undefined || new Set(rowIds).size < rowIds.length) return false;
  return !rowIds.some((id) => /^\s*[-+\d.]*\s*$/.test(id));
}

function byNames(tables: Tables, { runs, predictions }: RuleLimits): OtherRows | undefined {
  const [earlier, newer] = tables;
  const placeOf = new Map(earlier.rowIds!.map((id, row) => [id, row]));
  let [common, same] = [0, 0];
  let first: Pick<Extract<OtherRows, { by: 'labels' }>, 'id' | 'labels' | 'lines'> | undefined;
  newer.rowIds!.forEach((id, row) => {
    const place = placeOf.get(id);
    if (place === undefined) return;
    common++;
    const labels = [earlier.labels[earlier.actual[place]!]!, newer.labels[newer.actual[row]!]!] as const;
    if (labels[0] === labels[1]) same++;
    else first ??= { id, labels, lines: [earlier.rowLines[place]!, newer.rowLines[row]!] };
  });
  const rows = [earlier.actual.length, newer.actual.length] as const;
  const isSameIds = common === rows[0] && common === rows[1];
  const least = isSameIds ? runs.commonRows : runs.commonLabels;
  if (common < runs.commonRows * Math.min(...rows) || same < least * common) return undefined;
  if (!isMoreThanChance(same, common, tables, predictions.strictAlpha)) return undefined;
  if (!isSameIds) return { by: 'ids', rows, common };
  return first && { by: 'labels', rows: common, differing: common - same, ...first };
}

function isMoreThanChance(same: number, of: number, [a, b]: Tables, alpha: number): boolean {
  return binomialUpperTail(same, of, chanceOfSameLabel(a, b)) < alpha;
}

function fewerRows([earlier, newer]: Tables, { runs }: RuleLimits): OtherRows | undefined {
  if (earlier.weights !== undefined || newer.weights !== undefined) return undefined;
  const union = uniteLabels([earlier.labels, newer.labels]);
  const supports = [earlier, newer].map(({ actual, labels }) => {
    const counts = new Float64Array(union.labels.length);
    for (const index of actual) counts[union.indexOf.get(labels[index]!)!]!++;
    return counts;
  }) as [Float64Array, Float64Array];
  const rows = [earlier.actual.length, newer.actual.length] as const;
  const sign = Math.sign(rows[1] - rows[0]);
  const fewer = supports[0].map((count, index) => sign * (supports[1][index]! - count));
  const most = Math.max(...fewer);
  const isPart = sign !== 0 && Math.min(...fewer) >= 0;
  if (!isPart || most < runs.fewerRows || Math.min(...rows) < runs.commonCounts * Math.max(...rows))
    return undefined;
  const index = fewer.indexOf(most);
  return {
    by: 'counts',
    rows,
    label: union.labels[index]!,
    support: [supports[0][index]!, supports[1][index]!],
  };
}
