import { measured, undefinedBecause } from '../measured.ts';
import { entropy, lossSkill } from '../referenceLines.ts';
import { presentClasses } from './balancedAccuracy.ts';
import { logLoss } from './logLoss.ts';
import type { Influence } from './lossInterval.ts';
import { lossInterval } from './lossInterval.ts';
import type { MetricInput, OverallMetric } from './metric.ts';
import { everySampleIsOf } from './reasons.ts';

/**
 * What the probabilities save of the loss of answering the class shares: 1 − log loss / entropy of the class shares.
 *
 * Equals scikit-learn's `d2_log_loss_score`: 1 is perfect, 0 is worth no more than the class shares, below 0 less.
 * Undefined with samples of one class only, where the class shares lose nothing and scikit-learn gives a huge
 * negative number.
 */
export const logLossSkill: OverallMetric = {
  scope: 'overall',
  id: 'logLossSkill',
  title: 'Log-loss skill',
  definition: 'Share of the loss of answering the class shares that the probabilities save (D²)',
  needs: 'scores',
  problems: ['binary', 'multiclass'],
  better: 'higher',
  range: [-Infinity, 1],
  compute(input) {
    const loss = logLoss.compute(input);
    if (loss.kind === 'undefined') return loss;
    const skill = lossSkill(loss.value, entropy(input.matrix.support));
    if (skill === undefined) {
      return undefinedBecause(
        everySampleIsOf(input.table.labels[presentClasses(input.matrix)[0] ?? 0] ?? ''),
      );
    }
    return measured(skill, {
      ...lossInterval(input, skill, { influence: influenceOn(input, loss.value) }, [-Infinity, 1]),
      ...(loss.note === undefined ? {} : { note: loss.note }),
    });
  },
  constantBaseline: ({ matrix }) => (presentClasses(matrix).length >= 2 ? 0 : undefined),
  randomBaseline: () => undefined,
};

/** A row moves the loss, and its class moves the entropy of the class shares that the loss is divided by. */
function influenceOn({ matrix }: MetricInput, loss: number): Influence {
  const reference = entropy(matrix.support);
  const surprise = matrix.support.map((support) => -Math.log(support / matrix.total));
  return (rowLoss, rowWeight, _, actual) =>
    (rowWeight * ((loss / reference) * (surprise[actual]! - reference) - (rowLoss - loss))) /
    (reference * matrix.total);
}
