import type { Finding } from '../core/finding.ts';
import type { Limits } from '../core/limits.ts';
import { ownAccuracyLoss } from '../core/referenceLines.ts';
import type { RunEvidence } from '../core/runEvidence.ts';
import { placeIn } from '../core/trainingRun.ts';
import { attachedEvidence, attachedStep } from './attachedLoss.ts';
import { classNumber } from './classNumber.ts';
import { lossRise } from './lossRise.ts';
import { looksPlain } from './plainLoss.ts';
import type { Rule, Say } from './rule.ts';
import { endText, lastLoss, namedEpochs } from './series.ts';
import { isSettled } from './settled.ts';

const id = 'loss-above-own-accuracy';

/**
 * Validation loss is higher than that of the same labels given with one confidence.
 *
 * By the medians of the last five epochs (`endOfRun`), loss > 1.05·F(accuracy, K) + 0.02 with the own-accuracy line F; the run is
 * settled and its training loss looks plain (`looksPlain`). Warning if the loss is also above ln K or rises, else
 * Information. Silent without a known number of classes, and where every row is right.
 */
export const lossAboveOwnAccuracy: Rule = {
  id,
  title: 'Loss is too high for its accuracy',
  severity: 'warning',
  verb: 'shows',
  problems: ['binary', 'multiclass'],
  suppressedBy: [
    'loss-not-finite',
    'softmax-applied-twice',
    'loss-accuracy-impossible',
    'confidence-off',
    'elementwise-accuracy',
    'validation-at-chance',
  ],
  check,
  say: message,
  sayRelated: (_what, { evidence }, say) =>
    `The accuracy of this epoch; ${say.rate(evidence['accuracy']!)} by the median.`,
};

function check(evidence: RunEvidence, limits: Limits): Finding | undefined {
  const { log } = evidence;
  const classes = classNumber(evidence);
  if (log === undefined || classes === undefined) return undefined;
  if (!isSettled(log.run, evidence.finished, limits.rules)) return undefined;
  const last = lastLoss(log.run, 'validation', limits.rules.lastEpochs);
  if (last === undefined || last.accuracy >= 1) return undefined;
  const own = ownAccuracyLoss(last.accuracy, classes);
  const { ownFactor, ownMargin } = limits.rules.loss;
  if (!(last.loss > ownFactor * own + ownMargin) || !looksPlain(log.run, classes, limits.rules))
    return undefined;
  const guess = Math.log(classes);
  const rises = lossRise(log.run, limits.rules) !== undefined;
  return {
    rule: id,
    severity: last.loss > guess || rises ? 'warning' : 'information',
    verb: 'shows',
    location: placeIn(log, last.point.loss),
    evidence: {
      loss: last.loss,
      accuracy: last.accuracy,
      ownLoss: own,
      difference: last.loss - own,
      guess,
      classes,
      aboveGuess: last.loss > guess ? 1 : 0,
      rises: rises ? 1 : 0,
      lastEpochs: namedEpochs(log.run, last.epochs),
      ...attachedEvidence(evidence, log.run.epochs.length - last.epochs, limits),
    },
    names: {},
    related: [{ location: placeIn(log, last.point.accuracy), what: 'accuracy' }],
  };
}

function message(finding: Finding, say: Say): string {
  const { loss, accuracy, ownLoss, guess, classes, aboveGuess, rises, lastEpochs } = finding.evidence;
  const end =
    lastEpochs! > 1 ? `medians of the last ${say.count(lastEpochs!)} epochs` : endText(lastEpochs!, say);
  const guessing =
    aboveGuess === 1
      ? ` It is even above ${say.loss(guess!)}, the loss of calling all ${say.count(classes!)} classes equally likely.`
      : '';
  const rising = rises === 1 ? ' It rises, so the model is too sure of rows that it gets wrong.' : '';
  return (
    `Validation loss ${say.loss(loss!)} is too high for accuracy ${say.rate(accuracy!)}: the same predicted labels, each with ` +
    `that one confidence, score ${say.loss(ownLoss!)}${end === undefined ? '' : ` (${end})`}. ` +
    `The predicted labels may be fine, the probabilities are mis-scaled.${guessing}${rising} ` +
    attachedStep(
      finding,
      say,
      'Write the probabilities to a prediction file: temperature scaling then tells by how much.',
    )
  );
}
