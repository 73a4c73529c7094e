import type { PredictionTable } from './predictionTable.ts';

/** Machine epsilon of a double: scikit-learn clips probabilities to [ε, 1 − ε], so one row costs at most 36.04. */
export const probabilityFloor = 2 ** -52;

/** Log loss by actual class. */
export interface ClassLosses {
  /** Σ weight × loss over the rows of each class, in nats (length K). */
  readonly sums: Float64Array;
  /** Loss of each row, unweighted (length N). */
  readonly rows: Float64Array;
  /** Rows of each class whose actual class has a probability below one half (length K); by frequency weights, so many. */
  readonly costlyRows: Float64Array;
  /** Rows whose actual class has a probability below the floor and that count as if it had the floor. */
  readonly clippedRows: number;
}

/**
 * −ln of the probability of each row's actual class, summed by class.
 *
 * As scikit-learn does since 1.5, rows that do not sum to 1 are taken as they are. Undefined if the table has no
 * scores. O(N).
 */
export function classLosses(table: PredictionTable): ClassLosses | undefined {
  const { scores, actual } = table;
  if (scores === undefined) return undefined;
  const classes = table.labels.length;
  const weights = table.weights?.values;
  const sums = new Float64Array(classes);
  const rows = new Float64Array(actual.length);
  const costlyRows = new Float64Array(classes);
  const isImportance = table.weights?.kind === 'importance';
  const compensations = new Float64Array(classes);
  let clippedRows = 0;
  for (let row = 0; row < actual.length; row++) {
    const actualClass = actual[row]!;
    const probability = scores[row * classes + actualClass]!;
    const weight = weights === undefined ? 1 : weights[row]!;
    if (probability < probabilityFloor && weight > 0) clippedRows++;
    const loss = rowLoss(probability);
    rows[row] = loss;
    if (probability < 0.5 && weight > 0) costlyRows[actualClass]! += isImportance ? 1 : weight;
    // Kahan's sum, one a class: a naive one over 1e6 rows may lose the twelfth digit.
    const term = weight * loss - compensations[actualClass]!;
    const next = sums[actualClass]! + term;
    compensations[actualClass] = next - sums[actualClass]! - term;
    sums[actualClass] = next;
  }
  return { sums, rows, costlyRows, clippedRows };
}

/**
 * The mean log loss of softmax(scores): what a loss that expects logits makes of scores that are probabilities already.
 *
 * ln Σₖ exp(pₖ) − p of the actual class, in nats a row, by weight. Undefined without scores or rows. O(N K).
 */
export function lossOfScoresAsLogits({
  scores,
  actual,
  labels,
  weights,
}: PredictionTable): number | undefined {
  if (scores === undefined) return undefined;
  const classes = labels.length;
  let sum = 0;
  let total = 0;
  for (let row = 0; row < actual.length; row++) {
    let most = -Infinity;
    for (let index = 0; index < classes; index++) most = Math.max(most, scores[row * classes + index]!);
    let powers = 0;
    for (let index = 0; index < classes; index++) powers += Math.exp(scores[row * classes + index]! - most);
    const weight = weights?.values[row] ?? 1;
    sum += weight * (Math.log(powers) + most - scores[row * classes + actual[row]!]!);
    total += weight;
  }
  return Number.isFinite(sum / total) ? sum / total : undefined;
}

/** −ln of the probability of the actual class, in nats, clipped as scikit-learn does: in [2.2e-16, 36.04]. */
export function rowLoss(probability: number): number {
  return -Math.log(Math.min(Math.max(probability, probabilityFloor), 1 - probabilityFloor));
}

/** The sentence that goes with a loss of which some rows were clipped. */
export function clipNote(losses: ClassLosses): string | undefined {
  if (losses.clippedRows === 0) return undefined;
  const most = 'the most that scikit-learn lets one row cost';
  return losses.clippedRows === 1
    ? `1 row gives its actual class a probability below 2.2e-16 and counts as 36.04, ${most}`
    : `${losses.clippedRows} rows give their actual class a probability below 2.2e-16 and count as 36.04 each, ${most}`;
}
