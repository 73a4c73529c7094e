import type { PredictionTable } from '../predictionTable.ts';
import { scoreColumn } from '../ranking.ts';
import { sortWithOrder } from '../sortWithOrder.ts';

/** How one class's scores rank its rows above all others, and what each row has to do with it. */
export interface RankingComponents {
  readonly rocAuc: number;
  readonly averagePrecision: number;
  /**
   * What a row moves the area under the ROC curve by, to first order, for each unit of its weight (length N): DeLong's
   * structural components about their mean, over the weight of their side.
   */
  readonly areaInfluence: Float64Array;
  /** The same of average precision. */
  readonly precisionInfluence: Float64Array;
}

/** Rows from the lowest score up, in groups of equal scores with their weights by side. */
interface Groups {
  readonly rows: Uint32Array;
  /** First place of each group, and the number of rows after the last. */
  readonly starts: Int32Array;
  readonly positives: Float64Array;
  readonly negatives: Float64Array;
  readonly count: number;
  /** Weights of all rows of each side. */
  readonly allPositives: number;
  readonly allNegatives: number;
}

/**
 * Area under the ROC curve and average precision of one class against the rest, with the influence of each row, from
 * one sort of the scores. Ties count half in the area and are one point of the precision-recall curve.
 *
 * Undefined without scores, where a score is no number, and without a row of the class or of any other. O(N).
 * Source: DeLong, DeLong and Clarke-Pearson, Biometrics 44 (1988) 837–845; Sun and Xu, IEEE Signal Processing Letters
 * 21 (2014) 1389–1393, whose midranks the counts below a row and tied with it are.
 */
export function rankingComponents(table: PredictionTable, classIndex: number): RankingComponents | undefined {
  if (table.scores === undefined) return undefined;
  const column = scoreColumn(table, classIndex);
  if (column.some(Number.isNaN)) return undefined;
  const groups = tieGroups(table, classIndex, column);
  if (!(groups.allPositives > 0) || !(groups.allNegatives > 0)) return undefined;
  return { ...area(table, classIndex, groups), ...precision(table, classIndex, groups) };
}

function tieGroups({ actual, weights }: PredictionTable, classIndex: number, column: Float64Array): Groups {
  const { sorted, order: rows } = sortWithOrder(column);
  const starts = new Int32Array(rows.length + 1);
  const positives = new Float64Array(rows.length);
  const negatives = new Float64Array(rows.length);
  let [count, allPositives, allNegatives] = [0, 0, 0];
  for (let place = 0; place < rows.length; place++) {
    if (place === 0 || sorted[place] !== sorted[place - 1]) starts[count++] = place;
    const row = rows[place]!;
    const weight = weights === undefined ? 1 : weights.values[row]!;
    if (actual[row] === classIndex) {
      positives[count - 1]! += weight;
      allPositives += weight;
    } else {
      negatives[count - 1]! += weight;
      allNegatives += weight;
    }
  }
  starts[count] = rows.length;
  return { rows, starts, positives, negatives, count, allPositives, allNegatives };
}

function area(
  { actual }: PredictionTable,
  classIndex: number,
  { rows, starts, positives, negatives, count, allPositives, allNegatives }: Groups,
): Pick<RankingComponents, 'rocAuc' | 'areaInfluence'> {
  const areaInfluence = new Float64Array(rows.length);
  let [positivesBelow, negativesBelow, pairs] = [0, 0, 0];
  for (let group = 0; group < count; group++) {
    const below = (negativesBelow + negatives[group]! / 2) / allNegatives;
    const above = (allPositives - positivesBelow - positives[group]! / 2) / allPositives;
    pairs += positives[group]! * below;
    for (let place = starts[group]!; place < starts[group + 1]!; place++) {
      const row = rows[place]!;
      areaInfluence[row] = actual[row] === classIndex ? below : above;
    }
    positivesBelow += positives[group]!;
    negativesBelow += negatives[group]!;
  }
  const rocAuc = Math.min(1, pairs / allPositives);
  for (let row = 0; row < rows.length; row++) {
    const side = actual[row] === classIndex ? allPositives : allNegatives;
    areaInfluence[row] = (areaInfluence[row]! - rocAuc) / side;
  }
  return { rocAuc, areaInfluence };
}

function precision(
  { actual }: PredictionTable,
  classIndex: number,
  { rows, starts, positives, negatives, count, allPositives, allNegatives }: Groups,
): Pick<RankingComponents, 'averagePrecision' | 'precisionInfluence'> {
  const precisionInfluence = new Float64Array(rows.length);
  // Down to each threshold; a row changes the precision at its own score and at all lower ones.
  let [found, wrong] = [allPositives, allNegatives];
  let [gain, loss, sum] = [0, 0, 0];
  for (let group = 0; group < count; group++) {
    const both = found + wrong;
    const share = both > 0 ? found / both : 0;
    if (both > 0) gain += (positives[group]! * wrong) / both / both;
    if (both > 0) loss += (positives[group]! * found) / both / both;
    sum += positives[group]! * share;
    for (let place = starts[group]!; place < starts[group + 1]!; place++) {
      const row = rows[place]!;
      precisionInfluence[row] = actual[row] === classIndex ? share + gain : -loss;
    }
    found -= positives[group]!;
    wrong -= negatives[group]!;
  }
  const averagePrecision = Math.min(1, sum / allPositives);
  for (let row = 0; row < rows.length; row++) {
    const mean = actual[row] === classIndex ? averagePrecision : 0;
    precisionInfluence[row] = (precisionInfluence[row]! - mean) / allPositives;
  }
  return { averagePrecision, precisionInfluence };
}
