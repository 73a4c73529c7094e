import type { Evaluation } from '../../core/evaluation.ts';
import { ownAccuracyLoss } from '../../core/referenceLines.ts';
import { valueOf } from '../metricText.ts';
import { numbers } from '../numbers.ts';
import { isCountedByOutputs, runReferenceLines } from '../referenceLines.ts';
import type { AnswerGrounds, Sentence } from './grounds.ts';
import { isAboveOwn, mostClassesAboveOwn } from './ownAccuracy.ts';

/** What the loss is worth beside answers that know nothing of the rows, and beside its own accuracy. */
export function lossPart(grounds: AnswerGrounds): Sentence[] {
  const { evaluation } = grounds.run;
  if (grounds.isBroken) return [];
  if (evaluation !== undefined) return evaluation.hasScores ? ofScores(grounds, evaluation) : [];
  return ofLog(grounds);
}

function ofScores(grounds: AnswerGrounds, evaluation: Evaluation): Sentence[] {
  const row = valueOf(evaluation.metrics.get('logLoss'));
  const balanced = valueOf(evaluation.metrics.get('balancedLogLoss'));
  const present = evaluation.perClass.filter(({ support }) => support > 0).length;
  if (row === undefined || present < 2) return [];
  const shares =
    row.chance === undefined ? '' : ` (always forecasting the class shares: ${loss(row.chance)})`;
  const each =
    balanced?.chance === undefined
      ? ''
      : `; with each class counting the same it is ${loss(balanced.value)} (uniform guess, ln ${numbers.count(present)}: ${loss(balanced.chance)})`;
  return [
    { kind: 'is', text: `Log loss is ${loss(row.value)} a row${shares}${each}.` },
    ...ownSentence(grounds, row.value),
  ];
}

/** What the labels alone are worth; a finding that says it is not repeated. */
function ownSentence({ accuracy, classes, findings }: AnswerGrounds, value: number): Sentence[] {
  if (accuracy === undefined || classes === undefined || accuracy.value <= 0 || accuracy.value >= 1)
    return [];
  if (findings.has('loss-above-own-accuracy')) return [];
  const own = ownAccuracyLoss(accuracy.value, classes);
  const same = `The same predicted labels, each with one confidence of ${numbers.rate(accuracy.value)}, would score ${loss(own)}`;
  if (isAboveOwn(value, own)) {
    return [{ kind: 'is', text: `${same}: it is the probabilities, not the labels, that keep the loss up.` }];
  }
  return value < own
    ? [{ kind: 'is', text: `${same}, so the probabilities add something to the labels.` }]
    : [];
}

function ofLog(grounds: AnswerGrounds): Sentence[] {
  const { loss: value, classes, findings } = grounds;
  if (value === undefined || findings.has('softmax-applied-twice') || isCountedByOutputs(grounds.run))
    return [];
  if (findings.has('loss-accuracy-impossible')) {
    return [
      {
        kind: 'is',
        text: `Validation loss ${loss(value)} is not plain cross-entropy of the rows of its accuracy (loss-accuracy-impossible): ln K, class shares and accuracy are no yardsticks for it.`,
      },
    ];
  }
  return classes === undefined ? ofUnknownClasses(grounds, value) : ofKnownClasses(grounds, value, classes);
}

/** `Validation loss 0.868`, with what must be so for the comparison to hold. */
function subject({ isKeras }: AnswerGrounds, value: number): string {
  const plain = isKeras ? 'If it is plain cross-entropy' : 'If it is plain, unweighted cross-entropy';
  return `${plain}, validation loss ${loss(value)} is`;
}

function ofKnownClasses(grounds: AnswerGrounds, value: number, classes: number): Sentence[] {
  const { accuracy, findings } = grounds;
  const { prior } = runReferenceLines(grounds.run);
  const own =
    accuracy === undefined || findings.has('loss-above-own-accuracy') || accuracy.value >= 1
      ? []
      : [
          {
            at: ownAccuracyLoss(accuracy.value, classes),
            name: `the same labels with one confidence of ${numbers.rate(accuracy.value)}`,
          },
        ];
  const others = findings.has('loss-worse-than-prior')
    ? []
    : [
        ...(prior === undefined || numbers.loss(prior) === numbers.loss(Math.log(classes))
          ? []
          : [{ at: prior, name: 'always forecasting the class shares' }]),
        { at: Math.log(classes), name: `a uniform guess, ln ${numbers.count(classes)}` },
      ];
  const lines = [...own, ...others];
  if (lines.length === 0) return [];
  const list = (chosen: typeof lines): string =>
    chosen.map(({ at, name }) => `${loss(at)} (${name})`).join(' and ');
  const above = lines.filter(({ at }) => value > at);
  const below = lines.filter(({ at }) => value <= at);
  const parts = [
    ...(above.length > 0 ? [`above ${list(above)}`] : []),
    ...(below.length > 0 ? [`below ${list(below)}`] : []),
  ];
  const worth =
    prior !== undefined && value < prior && others.length > 0
      ? ': the probabilities tell more than the class shares do'
      : '';
  return [{ kind: 'is', text: `${subject(grounds, value)} ${parts.join(', ')}${worth}.` }];
}

/** Without the number of classes, from which number on the loss is better than a guess, or worse than its labels. */
function ofUnknownClasses(grounds: AnswerGrounds, value: number): Sentence[] {
  const least = Math.max(2, Math.floor(Math.exp(Math.min(value, 30))) + 1);
  const guess =
    least === 2
      ? 'below a uniform guess (ln K) for any number of classes K'
      : least > 1_000
        ? 'above a uniform guess (ln K) for any usual number of classes K'
        : `below a uniform guess (ln K) only from K = ${numbers.count(least)} classes on`;
  const most = mostClassesAboveOwn(grounds);
  const own =
    most === undefined
      ? ''
      : most < 2
        ? `, and below what the same labels would score with one confidence of ${numbers.rate(grounds.accuracy!.value)}`
        : `, and with ${most > 1_000 ? 'up to a thousand' : most === 2 ? '2' : `up to ${numbers.count(most)}`} classes above what the same labels would score with one confidence of ${numbers.rate(grounds.accuracy!.value)}`;
  return [{ kind: 'is', text: `${subject(grounds, value)} ${guess}${own}.` }];
}

function loss(value: number): string {
  return numbers.loss(value);
}
