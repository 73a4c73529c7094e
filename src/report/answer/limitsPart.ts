import { isKnown } from '../../core/countRange.ts';
import { wilson } from '../../core/intervals.ts';
import { findReading } from '../../core/trainingRun.ts';
import { worstFirst } from '../classText.ts';
import { numbers } from '../numbers.ts';
import { type AnswerGrounds, bestOf, isSaid, type Sentence, validationValues } from './grounds.ts';

/** Rows of a class below which its calibration is not to be judged, and its recall only roughly. */
const fewRows = 30;

/** What the files cannot show, and which file would settle it. */
export function limitsPart(grounds: AnswerGrounds): Sentence[] {
  return [...rowLimits(grounds), ...lossScales(grounds), ...settling(grounds)];
}

/** Why the levels of training and validation loss are not compared. */
function lossScales({ epochs, isKeras, isBoosted, isBroken }: AnswerGrounds): Sentence[] {
  const last = epochs.at(-1);
  const both =
    last !== undefined &&
    findReading(last, 'train', 'loss') !== undefined &&
    findReading(last, 'validation', 'loss') !== undefined;
  if (!both || isBroken || isBoosted) return [];
  return [
    {
      kind: 'unknown',
      text: isKeras
        ? 'The levels of loss and val_loss cannot be compared: Keras applies class_weight to the training loss only, and dropout and augmentation act only there.'
        : 'The levels of training and validation loss cannot be compared: dropout and augmentation act in training only, and the log does not say which of the two is weighted (loops often reuse one weighted criterion for both).',
    },
  ];
}

function rowLimits(grounds: AnswerGrounds): Sentence[] {
  const { run, epochs } = grounds;
  const { evaluation } = run;
  if (evaluation === undefined) {
    if (run.unnumbered === true) {
      const which = isSaid(grounds, 'which classes are found') ? '' : 'which classes are found, ';
      return [
        {
          kind: 'unknown',
          text: `No such values show ${which}whether their rows were also trained on, or whether their labels are right.`,
        },
      ];
    }
    if (!epochs.some(({ readings }) => readings.some(({ split }) => split === 'validation'))) return [];
    const which = isSaid(grounds, 'which classes are found') ? '' : 'which classes are found, ';
    return [
      {
        kind: 'unknown',
        text: `No log shows ${which}whether its validation rows were also trained on, or whether their labels are right.`,
      },
    ];
  }
  const smallest = evaluation.perClass
    .filter(({ support }) => support > 0)
    .sort((a, b) => a.support - b.support)[0];
  const few =
    evaluation.hasScores && smallest !== undefined && smallest.support < fewRows
      ? ` The ${numbers.count(smallest.support)} ${smallest.support === 1 ? 'row' : 'rows'} of ${numbers.label(smallest.label)} cannot show how far its probabilities hold.`
      : '';
  return [
    {
      kind: 'unknown',
      text: `No such file shows whether these rows were also trained on, or whether their labels are right.${few}`,
    },
  ];
}

function settling(grounds: AnswerGrounds): Sentence[] {
  const { run, isBroken, findings } = grounds;
  if (isBroken) return [];
  const { evaluation } = run;
  // Of one answer for every row nothing is left to settle.
  if (evaluation !== undefined && findings.has('constant-predictor')) return [];
  if (evaluation === undefined) return [...predictionsSentence(grounds), ...secondEpochSentence(grounds)];
  if (!evaluation.hasScores) {
    return [
      {
        kind: 'settles',
        text: 'One probability per class beside each predicted label settles how well the rows are ranked and whether the probabilities hold.',
      },
    ];
  }
  const second = secondEpochSentence(grounds);
  return second.length > 0 ? second : moreRowsSentence(grounds);
}

function predictionsSentence({ epochs, run }: AnswerGrounds): Sentence[] {
  const last = epochs.at(-1);
  const isNumbered = last !== undefined && run.unnumbered !== true;
  const when = isNumbered && run.finished ? `, written after epoch ${last.epoch}` : '';
  return [
    {
      kind: 'settles',
      text: `A file with one row per validation sample${when} (id, actual label, predicted label, one probability per class) settles which classes are found and whether the probabilities hold.`,
    },
  ];
}

/** The epochs of highest accuracy and of lowest loss, where they differ: which of them to keep. */
function secondEpochSentence({ epochs, run, isBroken, findings }: AnswerGrounds): Sentence[] {
  if (findings.has('softmax-applied-twice')) return [];
  const accuracy = bestOf(validationValues(epochs, 'accuracy'), 1);
  const loss = bestOf(validationValues(epochs, 'loss'), -1);
  if (
    isBroken ||
    run.epochsLeftOut !== undefined ||
    accuracy === undefined ||
    loss === undefined ||
    accuracy.epoch === loss.epoch
  )
    return [];
  const here = run.match?.epochIndices.map((index) => epochs[index]?.epoch) ?? [];
  if (run.evaluation === undefined) {
    return [
      {
        kind: 'settles',
        text: `Two such files, of epoch ${loss.epoch} (lowest loss) and epoch ${accuracy.epoch} (highest accuracy), settle which of them to keep.`,
      },
    ];
  }
  if (here.includes(loss.epoch)) return [];
  return [
    {
      kind: 'settles',
      text: `Predictions of the same rows from epoch ${loss.epoch}, where loss is lowest, settle which of the two to keep.`,
    },
  ];
}

function moreRowsSentence({ run }: AnswerGrounds): Sentence[] {
  const evaluation = run.evaluation!;
  const [worst] = worstFirst(evaluation);
  if (worst?.recall === undefined || evaluation.weighted || !isKnown(worst.evaluation.found)) return [];
  const { label, support, found } = worst.evaluation;
  const [low, high] = wilson(found.least, support, evaluation.confidence);
  // Twice ten points: a recall of 0.70 that may be 0.60 or 0.80.
  if (high - low < 0.2) return [];
  return [
    {
      kind: 'settles',
      text: `More rows of ${numbers.label(label)} settle its recall, which ${support === 1 ? '1 row leaves' : `${numbers.count(support)} rows leave`} at ${numbers.interval(low, high)}.`,
    },
  ];
}
