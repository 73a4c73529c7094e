import { clipNote, probabilityFloor } from '../logLoss.ts';
import { entropy } from '../referenceLines.ts';
import type { Measured } from '../measured.ts';
import { measured, undefinedBecause } from '../measured.ts';
import type { Influence } from './lossInterval.ts';
import { lossInterval } from './lossInterval.ts';
import type { MetricInput, OverallMetric } from './metric.ts';

/** The most that one row can cost, in nats: 36.04. */
export const largestLoss = -Math.log(probabilityFloor);

/**
 * Mean −ln of the probability given to the actual class, in nats.
 *
 * Equals scikit-learn's `log_loss` since 1.5: probabilities are clipped to the machine epsilon of a double and rows
 * are not rescaled to sum to 1. Its uninformed level is the entropy of the class shares. Undefined without samples.
 */
export const logLoss: OverallMetric = {
  scope: 'overall',
  id: 'logLoss',
  title: 'Log loss',
  definition: 'Mean negative logarithm of the probability given to the actual class (cross-entropy)',
  needs: 'scores',
  problems: ['binary', 'multiclass'],
  better: 'lower',
  range: [0, largestLoss],
  compute: (input) =>
    meanLoss(
      input,
      input.table.labels.map(() => 1),
    ),
  constantBaseline: ({ matrix }) => entropy(matrix.support),
  randomBaseline: () => undefined,
};

/**
 * The mean loss with each class's rows weighted: Σ cₖ lossₖ / Σ cₖ supportₖ, with a note of clipped rows.
 *
 * `divisor` replaces the denominator where given.
 */
export function meanLoss(input: MetricInput, classWeights: readonly number[], divisor?: number): Measured {
  const losses = input.losses();
  if (losses === undefined) return undefinedBecause('no scores');
  let loss = 0;
  let weight = 0;
  classWeights.forEach((classWeight, index) => {
    loss += classWeight * losses.sums[index]!;
    weight += classWeight * input.matrix.support[index]!;
  });
  if (!(weight > 0)) return undefinedBecause('no samples');
  const note = clipNote(losses);
  const value = loss / (divisor ?? weight);
  return measured(value, {
    ...lossInterval(input, value, { influence: influenceOn(value) }, [
      0,
      divisor === undefined ? largestLoss : Infinity,
    ]),
    ...(note === undefined ? {} : { note }),
  });

  function influenceOn(mean: number): Influence {
    return divisor === undefined
      ? (rowLoss, rowWeight, _, actual) => (rowWeight * classWeights[actual]! * (rowLoss - mean)) / weight
      : (rowLoss, rowWeight, _, actual) => (rowWeight * (classWeights[actual]! * rowLoss - mean)) / divisor;
  }
}
