import { doubleSoftmaxClasses, doubleSoftmaxFloor, ownAccuracyLoss } from '../../core/referenceLines.ts';
import { heldOutReading } from '../../core/trainingRun.ts';
import { lastLoss } from '../../rules/series.ts';
import { valueOf } from '../metricText.ts';
import { numbers } from '../numbers.ts';
import { bestOf, type AnswerGrounds, type Sentence, validationValues } from './grounds.ts';
import { isHeldUp } from './ownAccuracy.ts';

/** Nats between a logged loss and that of probabilities written with six digits; weights or smoothing move it more. */
const sameLoss = 1e-4;
/** The test of `looksPlain`: training loss of a model that fits its training rows. */
const trainFactor = 1.05;
const trainMargin = 0.05;
const lastEpochs = 5;
/** The label smoothing that papers and tutorials use. */
const usualSmoothing = 0.1;
/** More classes than a training log without class names is likely to have. */
const mostClasses = 1_000;

/** Findings about a loss that is high, or flat, for its accuracy. */
const lossRules = ['loss-above-own-accuracy', 'loss-lags-accuracy', 'loss-worse-than-prior'] as const;

/** Findings beside which a high loss needs no other explanation. */
const explainingRules = [
  'loss-accuracy-impossible',
  'elementwise-accuracy',
  'validation-at-chance',
  'constant-predictor',
] as const;

/** Why a loss may be high or flat while accuracy is not: what is shown, what is excluded and by what, what remains. */
export function causesPart(grounds: AnswerGrounds): Sentence[] {
  const { findings, isBroken, epochs, loss } = grounds;
  if (isBroken || epochs.length === 0 || loss === undefined) return [];
  if (explainingRules.some((rule) => findings.has(rule))) return [];
  const file = fileLoss(grounds);
  if (findings.has('softmax-applied-twice')) {
    if (file === undefined || Math.abs(file.logged - file.value) <= 0.01) return [];
    const text = `The logged loss ${numbers.loss(file.logged)} is not the log loss of the file's probabilities, ${numbers.loss(file.value)}: another softmax lies between them (softmax-applied-twice).`;
    return [{ kind: 'is', text }];
  }
  if (!isHeldUp(grounds) && !lossRules.some((rule) => findings.has(rule))) return [];
  // It is so whether or not another finding explains it.
  const lags = grounds.run.findings.some(({ rule }) => rule === 'loss-lags-accuracy');
  const effect = lags ? 'the loss flat while accuracy rises' : 'the loss up';
  return sentencesOf(causesOf(grounds, file), effect);
}

/** One explanation: its name and, where it is shown or excluded, by what. */
interface Cause {
  readonly name: string;
  readonly state: 'shown' | 'excluded' | 'open';
  readonly because?: string;
}

function sentencesOf(causes: readonly Cause[], effect: string): Sentence[] {
  const list = (state: Cause['state']): string[] =>
    causes
      .filter((cause) => cause.state === state)
      .map(({ name, because }) => (because === undefined ? name : `${name} (${because})`));
  const [shown, excluded, open] = [list('shown'), list('excluded'), list('open')];
  const also = shown.length > 0 ? 'also ' : '';
  return [
    ...(shown.length === 0
      ? []
      : [{ kind: 'shows' as const, text: `What keeps ${effect}: ${shown.join('; ')}.` }]),
    ...(excluded.length === 0
      ? []
      : [
          {
            kind: 'shows' as const,
            text: `${shown.length > 0 ? 'What does not' : `What does not keep ${effect}`}: ${excluded.join('; ')}.`,
          },
        ]),
    ...(open.length === 0
      ? []
      : [{ kind: 'may' as const, text: `What keeps ${effect} may ${also}be ${joined(open)}.` }]),
  ];
}

/** Names with commas of their own: `a; b, c or d; or e`. */
function joined(names: readonly string[]): string {
  if (names.length < 2) return names.join('');
  return `${names.slice(0, -1).join('; ')}; or ${names.at(-1)!}`;
}

/** The log loss of the predictions and the logged one of the epoch that they match. */
function fileLoss({ run, epochs }: AnswerGrounds): { logged: number; value: number } | undefined {
  const value = valueOf(run.evaluation?.metrics.get('logLoss'))?.value;
  const index = run.match?.epochIndices.at(-1);
  const epoch = index === undefined ? undefined : epochs[index];
  const logged = epoch === undefined ? undefined : heldOutReading(epoch, 'loss')?.value;
  return value === undefined || logged === undefined ? undefined : { logged, value };
}

function causesOf(grounds: AnswerGrounds, file: ReturnType<typeof fileLoss>): Cause[] {
  const isPlain = file !== undefined && Math.abs(file.logged - file.value) <= sameLoss;
  const confidence = confidenceCause(grounds);
  if (isPlain) {
    return [
      ...confidence,
      {
        name: 'a second softmax, a penalty, smoothing or class weights in the validation loss',
        state: 'excluded',
        because: `it is the log loss of the file's probabilities, ${numbers.loss(file.value)}`,
      },
    ];
  }
  if (grounds.isBoosted) return [...confidence, { name: 'class weights', state: 'open' }];
  return [...confidence, softmaxCause(grounds), weightsCause(grounds)];
}

function confidenceCause(grounds: AnswerGrounds): Cause[] {
  const { findings, run } = grounds;
  const over = 'over-confidence on rows that are wrong';
  const gap = findings.get('confidence-off')?.evidence['gap'];
  if (gap !== undefined) {
    return gap > 0
      ? [
          { name: over, state: 'shown', because: 'confidence-off' },
          {
            name: 'dropout or too little training',
            state: 'excluded',
            because: 'such a model is too modest',
          },
        ]
      : [
          { name: 'too modest probabilities', state: 'shown', because: 'confidence-off' },
          { name: over, state: 'excluded', because: 'mean confidence is below accuracy' },
        ];
  }
  if (run.evaluation?.hasScores === true)
    return [{ name: 'a few rows that are sure and wrong', state: 'open' }];
  if (findings.has('val-loss-rising') && findings.get('val-loss-rising')!.evidence['accuracyHeld'] === 1) {
    return [{ name: over, state: 'shown', because: 'val-loss-rising' }, ...heldBackCauses(grounds)];
  }
  return [{ name: over, state: 'open' }, ...heldBackCauses(grounds)];
}

/** What holds a training loss up; one that is low for its own accuracy is held up by neither. */
function heldBackCauses({ epochs, classes, isBoosted }: AnswerGrounds): Cause[] {
  if (isBoosted) return [{ name: 'too few rounds', state: 'open' }];
  const training = 'dropout or too little training';
  const smoothing = 'label smoothing';
  const train = lastLoss({ epochs, averagesExactly: false }, 'train', lastEpochs);
  if (train === undefined || train.accuracy > 1 || train.accuracy < 0) {
    return [{ name: `${smoothing}, ${training}`, state: 'open' }];
  }
  // Both lines rise with the number of classes: what is below those of two is below those of any number.
  const own = ownAccuracyLoss(train.accuracy, classes ?? 2);
  const least = smoothedFloor(classes ?? 2);
  const loss = numbers.loss(train.loss);
  return [
    train.loss <= trainFactor * own + trainMargin
      ? {
          name: training,
          state: 'excluded',
          because: `training loss ${loss} fits training accuracy ${numbers.rate(train.accuracy)}`,
        }
      : { name: training, state: 'open' },
    train.loss < least
      ? {
          name: `${smoothing} of ${usualSmoothing}`,
          state: 'excluded',
          because: `training loss ${loss} is below its least, ${numbers.loss(least)} for weights of mean 1`,
        }
      : { name: smoothing, state: 'open' },
  ];
}

/** The lowest loss under label smoothing: the entropy of the smoothed label. */
function smoothedFloor(classes: number): number {
  const other = usualSmoothing / classes;
  const own = 1 - usualSmoothing + other;
  return -own * Math.log(own) - (classes - 1) * other * Math.log(other);
}

/** A loss of a softmax applied twice lies, row by row, between f(K) = ln(1 + (K − 1)/e) and f(K) + 1. */
function softmaxCause({ epochs, classes }: AnswerGrounds): Cause {
  const losses = validationValues(epochs, 'loss');
  const lowest = bestOf(losses, -1)!.value;
  const highest = bestOf(losses, 1)!.value;
  const name = 'softmax applied twice';
  if (classes !== undefined) {
    const floor = doubleSoftmaxFloor(classes);
    if (lowest < floor) {
      const because = `validation loss was ${numbers.loss(lowest)}, below its least, ${numbers.loss(floor)}`;
      return { name, state: 'excluded', because };
    }
    if (highest > floor + 1) {
      const because = `validation loss was ${numbers.loss(highest)}, above its most, ${numbers.loss(floor + 1)}`;
      return { name, state: 'excluded', because };
    }
    return { name, state: 'open' };
  }
  const least = Math.max(2, Math.ceil(doubleSoftmaxClasses(Math.min(highest, 30), 1)));
  const most = Math.floor(doubleSoftmaxClasses(Math.min(lowest, 30), 0));
  if (most < least || least > mostClasses) {
    const range = `validation loss ${numbers.loss(lowest)} to ${numbers.loss(highest)} fits no number of classes`;
    return { name, state: 'excluded', because: range };
  }
  const range =
    most > mostClasses
      ? `${numbers.count(least)} or more`
      : least === most
        ? numbers.count(least)
        : `${numbers.count(least)} ${most - least === 1 ? 'or' : 'to'} ${numbers.count(most)}`;
  return { name: `softmax applied twice, if there are ${range} classes`, state: 'open' };
}

function weightsCause({ isKeras }: AnswerGrounds): Cause {
  return isKeras
    ? {
        name: 'class weights',
        state: 'excluded',
        because: "Keras' class_weight reaches the training loss only",
      }
    : { name: 'class weights or a penalty in the validation loss', state: 'open' };
}
