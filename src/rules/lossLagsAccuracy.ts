import type { Finding } from '../core/finding.ts';
import type { Limits } from '../core/limits.ts';
import { ownAccuracyLoss } from '../core/referenceLines.ts';
import type { RunEvidence } from '../core/runEvidence.ts';
import { placeIn } from '../core/trainingRun.ts';
import { attachedEvidence, attachedStep } from './attachedLoss.ts';
import { classNumber } from './classNumber.ts';
import type { Rule, Say } from './rule.ts';
import { lossPoints, median } from './series.ts';
import type { LossPoint } from './series.ts';

const id = 'loss-lags-accuracy';

/**
 * Accuracy rose by more than chance, and validation loss fell by less than its share.
 *
 * Medians of the epochs from 10 % to 30 % of the run against those of its last fifth, from 12 epochs on: accuracy rises
 * by at least max(0.03, 2 standard errors), the own-accuracy line F falls by more than 0.05, the late loss is above F by
 * more than 0.02, and loss falls by less than 0.35 of the fall of F. Needs the number of classes, and an exact number of
 * validation rows for the standard error. Attached probabilities of the last fifth say what to look at next.
 */
export const lossLagsAccuracy: Rule = {
  id,
  title: 'Loss lags behind accuracy',
  severity: 'information',
  verb: 'shows',
  problems: ['binary', 'multiclass'],
  suppressedBy: ['loss-not-finite', 'softmax-applied-twice', 'confidence-off', 'elementwise-accuracy'],
  check,
  say: message,
  sayRelated: (_what, { evidence }, say) =>
    `Early in the run: by medians loss ${say.loss(evidence['earlyLoss']!)} and accuracy ${say.rate(evidence['earlyAccuracy']!)}.`,
};

function check(evidence: RunEvidence, limits: Limits): Finding | undefined {
  const { log, validationSize } = evidence;
  const classes = classNumber(evidence);
  if (log === undefined || classes === undefined || validationSize?.exact !== true) return undefined;
  const { lagEpochs, lagEarly, lagLate, lagRise, lagErrors, lagDrop, lagRatio, ownMargin } =
    limits.rules.loss;
  const points = lossPoints(log.run, 'validation');
  if (points.length < lagEpochs) return undefined;
  const [from, to] = lagEarly;
  const early = points.slice(Math.floor(from * points.length), Math.ceil(to * points.length));
  const late = points.slice(Math.floor((1 - lagLate) * points.length));
  const lateIndex = late[0]!.index;
  const [a0, a1] = [medianOf(early, 'accuracy'), medianOf(late, 'accuracy')];
  const [l0, l1] = [medianOf(early, 'loss'), medianOf(late, 'loss')];
  const [f0, f1] = [ownAccuracyLoss(a0, classes), ownAccuracyLoss(a1, classes)];
  const error = Math.sqrt((a0 * (1 - a0) + a1 * (1 - a1)) / validationSize.value);
  const share = (l0 - l1) / (f0 - f1);
  const rose = a1 - a0 >= Math.max(lagRise, lagErrors * error);
  if (!(rose && f0 - f1 > lagDrop && l1 > f1 + ownMargin && share < lagRatio)) return undefined;
  return {
    rule: id,
    severity: 'information',
    verb: 'shows',
    location: placeIn(log, late.at(-1)!.loss),
    evidence: {
      earlyAccuracy: a0,
      lateAccuracy: a1,
      earlyLoss: l0,
      lateLoss: l1,
      expectedFall: f0 - f1,
      fall: l0 - l1,
      change: Math.abs(l0 - l1),
      share,
      ...attachedEvidence(evidence, lateIndex, limits),
    },
    names: {},
    related: [{ location: placeIn(log, early.at(-1)!.loss), what: 'early' }],
  };
}

function medianOf(points: readonly LossPoint[], metric: 'loss' | 'accuracy'): number {
  return median(points.map((point) => point[metric].value));
}

function message(finding: Finding, say: Say): string {
  const { earlyAccuracy, lateAccuracy, expectedFall, fall, change, earlyLoss, lateLoss } = finding.evidence;
  const moved = fall! >= 0 ? 'fell by only' : 'rose by';
  return (
    `Accuracy rose from ${say.rate(earlyAccuracy!)} to ${say.rate(lateAccuracy!)}, but validation loss ${moved} ` +
    `${say.loss(change!)} (${say.loss(earlyLoss!)} to ${say.loss(lateLoss!)}). Had the probabilities kept up, it would have ` +
    `fallen by ${say.loss(expectedFall!)}: the predicted labels got better, the probabilities did not. ` +
    attachedStep(
      finding,
      say,
      'Probabilities of the last epochs in a prediction file settle why: over-confidence, scale, or leaked rows.',
    )
  );
}
