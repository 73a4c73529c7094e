import type { PredictionTable } from './predictionTable.ts';

/** The fit uses at most this many rows, evenly spread: the mean of a probability is then known to 0.002 or better. */
const mostRows = 50_000;
/** Steps of the fit; each brings the means about as much nearer as the rows are unsure, and most tables need 10 to 30. */
const mostSteps = 200;
/** Distance of the means from the shares, as a factor, at which the fit ends. */
const close = 1e-6;

/**
 * What to add to the logarithms of the probabilities of each class (length K, mean 0), each row scaled to 1 again, so
 * that the mean probability of every class becomes its share of the rows.
 *
 * A model trained under other class shares (weights, resampling) is mended by the logarithm of their quotients; this
 * finds them from the rows. Importance weights count. Undefined without scores, where a class has no rows, and where the
 * fit does not end. O(N K) a step. Source: Saerens et al. 2002; the iteration is iterative proportional fitting.
 */
export function fitLogitOffsets({
  scores,
  actual,
  labels,
  weights,
}: PredictionTable): readonly number[] | undefined {
  if (scores === undefined || actual.length === 0) return undefined;
  const classes = labels.length;
  const stride = Math.max(1, Math.ceil(actual.length / mostRows));
  const shares = new Float64Array(classes);
  for (let row = 0; row < actual.length; row += stride) {
    shares[actual[row]!]! += weights?.values[row] ?? 1;
  }
  if (!shares.every((share) => share > 0)) return undefined;
  const factors = new Float64Array(classes).fill(1);
  const means = new Float64Array(classes);
  for (let step = 0; step < mostSteps; step++) {
    means.fill(0);
    for (let row = 0; row < actual.length; row += stride) {
      let sum = 0;
      for (let index = 0; index < classes; index++) sum += scores[row * classes + index]! * factors[index]!;
      if (!(sum > 0)) continue;
      const weight = (weights?.values[row] ?? 1) / sum;
      for (let index = 0; index < classes; index++) {
        means[index]! += weight * scores[row * classes + index]! * factors[index]!;
      }
    }
    let furthest = 0;
    for (let index = 0; index < classes; index++) {
      const ratio = shares[index]! / means[index]!;
      if (!Number.isFinite(ratio)) return undefined;
      furthest = Math.max(furthest, Math.abs(Math.log(ratio)));
      factors[index]! *= ratio;
    }
    if (furthest < close) return centred(factors);
  }
  return undefined;
}

function centred(factors: Float64Array): readonly number[] {
  const offsets = Array.from(factors, Math.log);
  const mean = offsets.reduce((sum, offset) => sum + offset, 0) / offsets.length;
  return offsets.map((offset) => offset - mean);
}
