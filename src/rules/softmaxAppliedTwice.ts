import type { Finding } from '../core/finding.ts';
import type { Limits, RuleLimits } from '../core/limits.ts';
import { doubleSoftmaxClasses, doubleSoftmaxFloor, ownAccuracyLoss } from '../core/referenceLines.ts';
import type { RunEvidence } from '../core/runEvidence.ts';
import { placeIn } from '../core/trainingRun.ts';
import type { TrainingRun } from '../core/trainingRun.ts';
import { attachedLoss } from './attachedLoss.ts';
import type { AttachedLoss } from './attachedLoss.ts';
import { classNumber } from './classNumber.ts';
import { scoresCell } from './places.ts';
import type { Rule, Say } from './rule.ts';
import { lossPoints, median, quantile, valuesOf } from './series.ts';
import type { LossPoint } from './series.ts';
import { isSettled } from './settled.ts';

const id = 'softmax-applied-twice';

/**
 * A loss moves as it does where softmax is applied before a loss that applies it again.
 *
 * With probabilities of a logged epoch the validation loss is told exactly (`attachedLoss`): it is the loss of their
 * softmax and not their own, or it is not of this kind. Else, and in training, by the curve:
 *
 * Such a loss lies between f(K) = ln(1 + (K − 1)/e₀) and f + 1, and for a sure model at f + error rate, so that
 * K̂ = 1 + e₀(exp(loss − error rate) − 1) estimates the number of classes. Over the last max(5, a fifth of the) epochs:
 * with K known |median K̂ − K| ≤ max(0.25, 0.06 K), unknown, the median within 0.1 of a whole number. In both cases the
 * interquartile range of K̂ is at most max(0.15, 0.03 K), or a loss that merely falls past such a value would fire; every
 * loss of the run lies in [f − 0.001, f + 1.01], and the median one above 1.05·F(accuracy, K) + 0.02, or above 1.3·F + 0.1
 * with K unknown or at most 4 and in a run that is not settled. Up to 4 classes strong label smoothing comes near the
 * floor: then it is Information and "may". Validation and training are tested apart. Silent below five epochs with loss
 * and accuracy, and, with K unknown, where a writer that uses one loss for both (Keras) has a training loss below the
 * floor: some whole number is always near.
 */
export const softmaxAppliedTwice: Rule = {
  id,
  title: 'Softmax is applied twice',
  severity: 'warning',
  verb: 'shows',
  problems: ['binary', 'multiclass'],
  suppressedBy: ['loss-not-finite', 'elementwise-accuracy'],
  check,
  say: message,
  sayRelated: (what, { evidence }, say) =>
    what === 'predictions'
      ? `The probabilities of ${say.count(evidence['rows']!)} rows.`
      : `The first loss of this run: ${say.loss(evidence['firstLoss']!)}; since then it moved by ${say.percent(evidence['usedRange']!)} of its possible range.`,
};

/** What the losses of one split say. */
interface TwiceAppliedLoss {
  readonly classes: number;
  readonly estimate: number;
  readonly first: LossPoint;
  readonly last: LossPoint;
}

function check(evidence: RunEvidence, limits: Limits): Finding | undefined {
  const { log } = evidence;
  if (log === undefined) return undefined;
  const known = classNumber(evidence);
  const test = (split: 'validation' | 'train'): TwiceAppliedLoss | undefined =>
    twiceApplied(
      lossPoints(log.run, split),
      known,
      isSettled(log.run, evidence.finished, limits.rules),
      limits.rules,
    );
  const attached = attachedLoss(evidence, limits);
  const train = test('train');
  if (attached?.kind === 'twice') return exactFinding(evidence, attached, train !== undefined);
  const isOther = attached?.kind === 'plain' || attached?.kind === 'other';
  const apart = isOther ? undefined : test('validation');
  // Keras computes both losses with one function: training shows a second softmax as well as validation does.
  const oneLoss = known === undefined && log.run.averagesExactly;
  const isProven = apart !== undefined && !(oneLoss && hasTrainBelow(log.run, apart.classes));
  const validation = isProven ? apart : undefined;
  const found = validation ?? train;
  if (found === undefined) return undefined;
  const { classes, estimate, first, last } = found;
  const alike = classes <= limits.rules.loss.floorAlikeClasses;
  if (alike && isOther) return undefined;
  return {
    rule: id,
    severity: alike ? 'information' : 'warning',
    verb: alike ? 'may' : 'shows',
    location: placeIn(log, last.loss),
    evidence: {
      loss: last.loss.value,
      errorRate: 1 - last.accuracy.value,
      floor: doubleSoftmaxFloor(classes),
      classes,
      classesKnown: known === undefined ? 0 : 1,
      estimatedClasses: estimate,
      firstLoss: first.loss.value,
      usedRange: Math.abs(first.loss.value - last.loss.value),
      validation: validation === undefined ? 0 : 1,
      train: train === undefined ? 0 : 1,
      alike: alike ? 1 : 0,
      trainBelow: hasTrainBelow(log.run, classes) ? 1 : 0,
    },
    names: {},
    related: [{ location: placeIn(log, first.loss), what: 'firstLoss' }],
  };
}

/** What probabilities of a logged epoch show. */
function exactFinding(evidence: RunEvidence, attached: AttachedLoss, train: boolean): Finding {
  const { run, file } = evidence.log!;
  const predictions = evidence.predictions!;
  const classes = predictions.table.labels.length;
  return {
    rule: id,
    severity: 'warning',
    verb: 'is',
    location: { file, span: attached.logged.span },
    evidence: {
      loss: attached.logged.value,
      twiceLoss: attached.twice,
      plainLoss: attached.plain,
      rows: predictions.evaluation.rows,
      epoch: run.epochs[attached.epochIndex]!.epoch,
      floor: doubleSoftmaxFloor(classes),
      classes,
      validation: 1,
      train: train ? 1 : 0,
      trainBelow: hasTrainBelow(run, classes) ? 1 : 0,
    },
    names: {},
    related: [{ location: scoresCell(predictions), what: 'predictions' }],
  };
}

/** True if a training loss is below the floor: then at least training has not the fault. */
function hasTrainBelow(run: TrainingRun, classes: number): boolean {
  const floor = doubleSoftmaxFloor(classes);
  return valuesOf(run, 'train', 'loss').some(({ reading }) => reading.value + reading.tolerance < floor);
}

function twiceApplied(
  points: readonly LossPoint[],
  known: number | undefined,
  settled: boolean,
  limits: RuleLimits,
): TwiceAppliedLoss | undefined {
  const { floorEpochs, floorShare, floorRoom, floorRange } = limits.loss;
  const first = points[0];
  const window = points.slice(-Math.max(floorEpochs, Math.floor(points.length * floorShare)));
  const last = window.at(-1);
  if (first === undefined || last === undefined || window.length < floorEpochs) return undefined;
  const estimates = window.map(({ loss, accuracy }) => doubleSoftmaxClasses(loss.value, 1 - accuracy.value));
  const estimate = median(estimates);
  const classes = known ?? Math.round(estimate);
  const distance = known === undefined ? limits.loss.wholeDistance : knownDistance(known, limits);
  const steady = quantile(estimates, 0.75) - quantile(estimates, 0.25) <= steadySpread(classes, limits);
  if (classes < 2 || Math.abs(estimate - classes) > distance || !steady) return undefined;
  const floor = doubleSoftmaxFloor(classes);
  const inRange = points.every(
    ({ loss }) => loss.value >= floor - floorRoom && loss.value <= floor + floorRange,
  );
  const own = ownAccuracyLoss(median(window.map(({ accuracy }) => accuracy.value)), classes);
  const isSure = settled && known !== undefined && classes > limits.loss.floorAlikeClasses;
  const [factor, margin] = isSure
    ? [limits.loss.ownFactor, limits.loss.ownMargin]
    : [limits.loss.floorFactor, limits.loss.floorMargin];
  const above = median(window.map(({ loss }) => loss.value)) > factor * own + margin;
  return inRange && above ? { classes, estimate, first, last } : undefined;
}

function knownDistance(classes: number, { loss }: RuleLimits): number {
  return Math.max(loss.classesDistance, loss.classesShare * classes);
}

function steadySpread(classes: number, { loss }: RuleLimits): number {
  return Math.max(loss.spread, loss.spreadShare * classes);
}

function message({ evidence }: Finding, say: Say): string {
  const { loss, twiceLoss, plainLoss, rows, floor, classes, classesKnown, estimatedClasses } = evidence;
  if (twiceLoss !== undefined) {
    return (
      `Validation loss ${say.loss(loss!)} is softmax applied twice: over ${say.count(rows!)} rows the attached probabilities ` +
      `score ${say.loss(twiceLoss)} if softmax is applied to them again, ${say.loss(plainLoss!)} as they are. ` +
      `With ${say.count(classes!)} classes it cannot fall below ${say.loss(floor!)}. ${consequence(evidence)} ${remedy}`
    );
  }
  const of = classesKnown === 1 ? `${say.count(classes!)} classes` : `about ${say.count(classes!)} classes`;
  return (
    `${evidence['validation'] === 1 ? 'Validation' : 'Training'} loss ${say.loss(loss!)} cannot fall below ${say.loss(floor!)}: it moves as if ` +
    `softmax were applied twice, over ${of} (loss minus error rate fits ${say.rate(estimatedClasses!)}). ` +
    (evidence['alike'] === 1 ? alikeSentence : `${consequence(evidence)} ${remedy}`)
  );
}

const alikeSentence =
  'With so few classes strong label smoothing looks alike; probabilities of the last epoch in a prediction file tell which.';

const remedy =
  'Hand the loss logits, or tell it that it gets probabilities (in Keras from_logits=False; in PyTorch no softmax ' +
  'before CrossEntropyLoss).';

function consequence({ validation, train, trainBelow }: Finding['evidence']): string {
  if (validation !== 1)
    return 'The model learns from this loss, so its probabilities are too sure or too flat.';
  const flat = 'The flat loss shows this fault, not the model';
  if (train === 1) return `${flat}; training has it too.`;
  return trainBelow === 1 ? `${flat}; training loss does not have it.` : `${flat}.`;
}
