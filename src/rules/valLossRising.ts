import type { Finding } from '../core/finding.ts';
import type { Limits } from '../core/limits.ts';
import type { RunEvidence } from '../core/runEvidence.ts';
import { placeIn } from '../core/trainingRun.ts';
import { lossRise } from './lossRise.ts';
import type { LossRise } from './lossRise.ts';
import type { Rule, Say } from './rule.ts';
import { median, valuesOf } from './series.ts';

const id = 'val-loss-rising';

/**
 * Validation loss rises again after its lowest point.
 *
 * The rise is that of `lossRise`. Accuracy held if the median of its last five values is at most max(0.01, 2 rows) below
 * the median of the three around the lowest loss; then the predicted labels did not get worse, the probabilities did. Silent
 * without a validation loss.
 */
export const valLossRising: Rule = {
  id,
  title: 'Validation loss rises',
  severity: 'warning',
  verb: 'shows',
  problems: ['binary', 'multiclass'],
  suppressedBy: ['loss-not-finite', 'softmax-applied-twice', 'validation-at-chance'],
  check,
  say: message,
  sayRelated: (_what, { evidence }, say) =>
    `The last epoch; the median of the last ${say.count(evidence['lastEpochs']!)} losses is ${say.loss(evidence['lastLoss']!)}.`,
};

function check(evidence: RunEvidence, limits: Limits): Finding | undefined {
  const { log } = evidence;
  const rise = log === undefined ? undefined : lossRise(log.run, limits.rules);
  if (log === undefined || rise === undefined) return undefined;
  return {
    rule: id,
    severity: 'warning',
    verb: 'shows',
    location: placeIn(log, rise.lowestReading),
    evidence: {
      lowestLoss: rise.lowest,
      lastLoss: rise.last,
      epoch: rise.epoch,
      epochsSince: rise.epochsSince,
      lastEpochs: rise.lastEpochs,
      noise: rise.noise,
      ...accuracyPart(evidence, rise, limits),
    },
    names: {},
    related: [{ location: placeIn(log, rise.lastReading), what: 'last' }],
  };
}

/** Accuracy around the lowest loss and at the end, and whether it held; nothing where the log has none. */
function accuracyPart(
  { log, validationSize }: RunEvidence,
  rise: LossRise,
  { rules: { loss } }: Limits,
): Record<string, number> {
  const values = valuesOf(log!.run, 'validation', 'accuracy');
  const index = values.findIndex(({ reading }) => reading.span.line === rise.lowestReading.span.line);
  if (index < 0) return {};
  const accuracies = values.map(({ reading }) => reading.value);
  const accuracyThen = median(accuracies.slice(Math.max(0, index - 1), index + 2));
  const accuracyNow = median(accuracies.slice(-rise.lastEpochs));
  const rows = validationSize?.exact === true ? validationSize.value : undefined;
  const room = Math.max(loss.heldAccuracy, rows === undefined ? 0 : loss.heldRows / rows);
  // The last bits of a quotient must not decide.
  const held = accuracyNow >= accuracyThen - room - 1e-9;
  return { accuracyThen, accuracyNow, accuracyHeld: held ? 1 : 0 };
}

function message({ evidence }: Finding, say: Say): string {
  const { lowestLoss, lastLoss, epoch, accuracyThen, accuracyNow, accuracyHeld } = evidence;
  const rose = `Validation loss rose from ${say.loss(lowestLoss!)} (around epoch ${say.count(epoch!)}) to ${say.loss(lastLoss!)}`;
  const restore = `restore epoch ${say.count(epoch!)} (in Keras: EarlyStopping on val_loss with restore_best_weights)`;
  if (accuracyHeld === undefined) {
    return `${rose}: the probabilities got worse; without a logged accuracy it cannot be told whether the predicted labels did. If you use the probabilities, ${restore}.`;
  }
  const accuracy = `accuracy ${say.rate(accuracyThen!)} then, ${say.rate(accuracyNow!)} now`;
  if (accuracyHeld === 1) {
    return (
      `${rose}, accuracy held: predicted labels did not get worse, probabilities did (${accuracy}). ` +
      `If you use the probabilities, ${restore}; if only the labels, compare the recalls of both epochs first.`
    );
  }
  return `${rose} and accuracy fell: predicted labels and probabilities got worse (${accuracy}). Stop there, or ${restore}.`;
}
