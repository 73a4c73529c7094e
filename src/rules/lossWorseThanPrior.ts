import type { Finding } from '../core/finding.ts';
import type { Limits, RuleLimits } from '../core/limits.ts';
import { entropy, ownAccuracyLoss } from '../core/referenceLines.ts';
import type { RunEvidence } from '../core/runEvidence.ts';
import { placeIn } from '../core/trainingRun.ts';
import type { TrainingRun } from '../core/trainingRun.ts';
import { attachedLoss } from './attachedLoss.ts';
import { classNumber } from './classNumber.ts';
import { lossRise } from './lossRise.ts';
import { looksPlain } from './plainLoss.ts';
import type { Rule, Say } from './rule.ts';
import { endOfRun, endText, lastLoss, median, namedEpochs, valuesOf } from './series.ts';
import { isSettled } from './settled.ts';

const id = 'loss-worse-than-prior';

/**
 * Validation loss is above that of a forecast that looks at no row.
 *
 * By the median of the last five losses (`endOfRun`) of a settled run: above ln K, the uniform forecast, it is a Warning; between the
 * entropy H of the validation shares and ln K Information, and only if the loss looks plain, since H is no yardstick for
 * a weighted loss. Where the training labels are clearly learned and yet the training loss itself is above ln K, the
 * loss is scaled or holds a penalty: then Information too, and "may". Silent where attached probabilities of the last epochs
 * show another loss than the logged one, below ln K. Needs the number of classes.
 */
export const lossWorseThanPrior: Rule = {
  id,
  title: 'Loss is worse than without a model',
  severity: 'warning',
  verb: 'shows',
  problems: ['binary', 'multiclass'],
  suppressedBy: ['loss-not-finite', 'softmax-applied-twice', 'validation-at-chance'],
  check,
  say: message,
  sayRelated: () => '',
};

function check(evidence: RunEvidence, limits: Limits): Finding | undefined {
  const { log } = evidence;
  const classes = classNumber(evidence);
  if (log === undefined || classes === undefined) return undefined;
  if (!isSettled(log.run, evidence.finished, limits.rules)) return undefined;
  const losses = endOfRun(valuesOf(log.run, 'validation', 'loss'), limits.rules.lastEpochs);
  const last = losses.at(-1);
  if (last === undefined) return undefined;
  const loss = median(losses.map(({ reading }) => reading.value));
  const guess = Math.log(classes);
  const { validation } = evidence.classCounts;
  const prior = validation === undefined ? undefined : entropy(validation.values());
  const aboveGuess = loss > guess;
  const abovePrior =
    prior !== undefined && prior > 0 && loss > prior && looksPlain(log.run, classes, limits.rules);
  if ((!aboveGuess && !abovePrior) || isBetterAsFile(evidence, guess, limits)) return undefined;
  const rise = lossRise(log.run, limits.rules);
  const scaled = aboveGuess && isScaled(log.run, classes, limits.rules);
  return {
    rule: id,
    severity: aboveGuess && !scaled ? 'warning' : 'information',
    verb: scaled ? 'may' : 'shows',
    location: placeIn(log, last.reading),
    evidence: {
      loss,
      guess,
      classes,
      aboveGuess: aboveGuess ? 1 : 0,
      scaled: scaled ? 1 : 0,
      lastEpochs: namedEpochs(log.run, losses.length),
      ...(prior === undefined ? {} : { prior }),
      ...(rise === undefined ? {} : { lowestLoss: rise.lowest, lowestEpoch: rise.epoch }),
    },
    names: {},
    related: [],
  };
}

/** True if the loss of attached probabilities of the last epochs is another than the logged one, and below ln K. */
function isBetterAsFile(evidence: RunEvidence, guess: number, limits: Limits): boolean {
  const attached = attachedLoss(evidence, limits);
  const firstIndex = evidence.log!.run.epochs.length - limits.rules.lastEpochs;
  return attached?.kind === 'other' && attached.epochIndex >= firstIndex && attached.plain < guess;
}

/** True if training loss is above ln K although half of what could be learned of the training labels is. */
function isScaled(run: TrainingRun, classes: number, { lastEpochs }: RuleLimits): boolean {
  const train = lastLoss(run, 'train', lastEpochs);
  const guess = Math.log(classes);
  return train !== undefined && train.loss > guess && ownAccuracyLoss(train.accuracy, classes) <= guess / 2;
}

function message({ evidence }: Finding, say: Say): string {
  const { loss, guess, classes, aboveGuess, scaled, prior, lastEpochs } = evidence;
  const end = endText(lastEpochs!, say);
  if (aboveGuess !== 1) {
    return (
      `Validation loss ${say.loss(loss!)} is above ${say.loss(prior!)}, the loss of always forecasting the class shares${end === undefined ? '' : ` (${end})`}. ` +
      `The predicted labels may still be useful; the probabilities are worse than none. ${nextStep(evidence, say)}`
    );
  }
  const shares = prior === undefined ? undefined : `forecasting the class shares scores ${say.loss(prior)}`;
  const remarks = [end, shares].filter((remark) => remark !== undefined);
  const above =
    `Validation loss ${say.loss(loss!)} is above ${say.loss(guess!)}, the loss of calling all ${say.count(classes!)} classes ` +
    `equally likely${remarks.length === 0 ? '' : ` (${remarks.join('; ')})`}.`;
  if (scaled === 1) {
    return `${above} So is training loss, although its accuracy is good: the loss may hold a penalty or be scaled. Log plain cross-entropy beside it.`;
  }
  return `${above} As probabilities the scores are worse than none. ${nextStep(evidence, say)}`;
}

function nextStep({ lowestLoss, lowestEpoch }: Finding['evidence'], say: Say): string {
  return lowestLoss === undefined
    ? 'Check the learning rate, the labels and the preprocessing of the validation rows.'
    : `It was ${say.loss(lowestLoss)} around epoch ${say.count(lowestEpoch!)}: restore that epoch.`;
}
