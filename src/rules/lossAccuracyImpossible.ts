import type { Finding } from '../core/finding.ts';
import { impossibleLoss } from '../core/referenceLines.ts';
import type { Limits } from '../core/limits.ts';
import type { RunEvidence } from '../core/runEvidence.ts';
import { placeIn } from '../core/trainingRun.ts';
import { impossiblePoints } from './plainLoss.ts';
import type { Rule, Say } from './rule.ts';
import type { LossPoint } from './series.ts';

const id = 'loss-accuracy-impossible';

/**
 * A loss is lower than plain cross-entropy can be at the accuracy of the same epoch.
 *
 * A wrong answer leaves at most 1/2 for the actual class, so the loss is at least (1 − accuracy)·ln 2. Fires if it is
 * lower by more than the printing of both, in one epoch of validation or two of training; exact, no test. Where the
 * writer may average batch means of unequal batches, two epochs below 0.75 of that, as Information. Silent without
 * loss and accuracy of one split.
 */
export const lossAccuracyImpossible: Rule = {
  id,
  title: 'Loss is too low for its accuracy',
  severity: 'warning',
  verb: 'is',
  problems: ['binary', 'multiclass'],
  suppressedBy: ['loss-not-finite', 'elementwise-accuracy'],
  check,
  say: message,
  sayRelated: (_what, { evidence }, say) =>
    `The accuracy ${evidence['epoch'] === undefined ? 'beside it' : 'of the same epoch'}: ${say.rate(evidence['accuracy']!)}.`,
};

function check({ log }: RunEvidence, limits: Limits): Finding | undefined {
  if (log === undefined) return undefined;
  for (const split of ['validation', 'train'] as const) {
    const points = impossiblePoints(log.run, split, limits.rules);
    if (points.length === 0) continue;
    const worst = points.reduce((a, b) => (shortfall(b) > shortfall(a) ? b : a));
    const exact = log.run.averagesExactly;
    return {
      rule: id,
      severity: exact ? 'warning' : 'information',
      verb: exact ? 'is' : 'may',
      location: placeIn(log, worst.loss),
      evidence: {
        loss: worst.loss.value,
        accuracy: worst.accuracy.value,
        least: impossibleLoss(1 - worst.accuracy.value),
        ...(log.run.unnumbered === true ? {} : { epoch: worst.epoch, epochs: points.length }),
        exact: exact ? 1 : 0,
      },
      names: { split: [split] },
      related: [{ location: placeIn(log, worst.accuracy), what: 'accuracy' }],
    };
  }
  return undefined;
}

function shortfall({ loss, accuracy }: LossPoint): number {
  return impossibleLoss(1 - accuracy.value) - loss.value;
}

function message({ evidence, names }: Finding, say: Say): string {
  const { loss, accuracy, least, epoch, epochs, exact } = evidence;
  const which = names['split']?.[0] === 'train' ? 'Training' : 'Validation';
  const weights = which === 'Training' ? ', class weights' : '';
  const where = epoch === undefined ? '' : ` (epoch ${say.count(epoch)}, the worst of ${say.count(epochs!)})`;
  const means = exact === 1 ? '' : ' Means over batches of unequal size blur both numbers.';
  return (
    `${which} loss ${say.loss(loss!)} is too low for accuracy ${say.rate(accuracy!)}: plain cross-entropy of the same ` +
    `rows is at least ${say.loss(least!)} there${where}.${means} ` +
    `So the loss is another one (focal${weights}, a mean over outputs) or of other rows: ` +
    `do not hold it against ln K or the class shares.`
  );
}
