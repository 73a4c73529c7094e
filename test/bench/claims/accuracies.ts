import { wilson } from '../../../src/core/intervals.ts';
import { defaultLimits } from '../../../src/core/limits.ts';
import { isGrave, isSlight } from '../claim.ts';
import type { Claim } from '../claim.ts';
import type { BenchRun } from '../pack/benchRun.ts';
import { recipes } from '../pack/recipes.ts';
import { planOf } from '../pack/training.ts';
import { comparable, hasEqualClasses, majority, median, ofRows } from '../testSet.ts';

const limits = defaultLimits.rules;

/** What the rules about accuracies and class counts of a log claim. */
export const accuracyClaims: readonly Claim[] = [
  {
    rule: 'accuracy-not-above-majority',
    title: 'the true accuracy is at most 0.02 above the largest class',
    truth: (run) => ofRows(run, ({ accuracy }) => accuracy <= majority(run) + 0.02),
  },
  {
    rule: 'accuracy-permits-missed-class',
    title: 'a true recall is below 0.2',
    truth: (run) => ofRows(run, ({ recalls }) => Math.min(...recalls) < 0.2),
  },
  {
    rule: 'constant-predictor',
    title: 'one class is the answer for 99.5 % of its own test rows and of all others',
    truth: (run) => ofRows(run, () => answersOne(run)),
  },
  {
    rule: 'elementwise-accuracy',
    title: 'accuracy is counted by outputs',
    also: 'files',
    truth: ({ facts }) => facts.accuracy === 'outputs',
  },
  {
    rule: 'averaged-metric-is-accuracy',
    title: 'the column of recall is weighted by rows, of classes of unequal size',
    makes: isGrave,
    also: 'columns',
    truth: (run) => {
      const { recall } = run.facts;
      return recall === undefined ? undefined : recall === 'weighted' && !hasEqualClasses(run);
    },
  },
  {
    rule: 'split-class-mismatch',
    title: 'a class has rows in one split and none in the other',
    makes: isGrave,
    truth: ({ trainCounts, validationCounts }) =>
      trainCounts.some((count, label) => count > 0 !== validationCounts[label]! > 0),
  },
  {
    rule: 'split-class-mismatch',
    title: 'the splits were drawn with other class shares',
    makes: isSlight,
    truth: drawnOtherwise,
  },
  {
    rule: 'validation-at-chance',
    title:
      'training rows are learned, and labels shuffled or the true accuracy at most 0.02 above the largest class',
    truth: (run) => {
      const atChance =
        run.facts.validation === 'shuffled' ||
        ofRows(run, ({ accuracy }) => accuracy <= majority(run) + 0.02);
      return atChance && run.end.trainAccuracy > majority(run) + limits.log.chanceLearned;
    },
  },
  {
    rule: 'train-val-gap',
    title: 'accuracy on the training rows is more than 0.1 above the true accuracy',
    makes: isSlight,
    truth: (run) => ofRows(run, ({ accuracy }) => run.end.trainAccuracy - accuracy > limits.log.trainGap),
  },
  {
    rule: 'validation-set-too-small',
    title: 'a class has fewer than 9 rows, or so many rows show the true accuracy to no better than 0.1',
    makes: isSlight,
    harmless: true,
    truth: (run) => ofRows(run, ({ accuracy }) => isSmall(run, accuracy)),
  },
  {
    rule: 'loss-spikes',
    title: 'the true loss spikes as often',
    makes: isSlight,
    truth: (run) => (comparable(run) ? testLossSpikes(run) : undefined),
  },
];

/** One class gets nearly all of its own rows and nearly all of the others: the model tells no row from another. */
function answersOne({ end, validationCounts }: BenchRun): boolean {
  const rows = validationCounts.reduce((sum, count) => sum + count, 0);
  return validationCounts.some((count, label) => {
    const share = count / rows;
    const own = end.recalls[label] ?? 1;
    const others = (end.predictedShares[label]! - share * own) / (1 - share);
    return own >= limits.constantShare && others >= limits.constantShare;
  });
}

/** By the plan of an own training; libraries' rows are one pool that was split at random. */
function drawnOtherwise({ id, recipe, facts, maker }: BenchRun): boolean | undefined {
  if (maker !== 'own generator') return facts.validation === 'otherShares';
  const own = recipes.find(({ name }) => name === recipe);
  if (own === undefined) return undefined;
  const { trainCounts, validationCounts } = planOf(own, Number(id.slice(id.lastIndexOf('-') + 1)));
  const total = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);
  const apart = trainCounts.map((count, label) =>
    Math.abs(count / total(trainCounts) - validationCounts[label]! / total(validationCounts)),
  );
  // What rounding moves the shares of small classes by is below.
  return total(apart) / 2 > 0.05;
}

function isSmall({ validationCounts }: BenchRun, accuracy: number): boolean {
  const rows = validationCounts.reduce((sum, count) => sum + count, 0);
  const [low, high] = wilson(accuracy * rows, rows, defaultLimits.confidence);
  const isFew = validationCounts.some((count) => count > 0 && count < limits.neverPredictedRows);
  return isFew || (high - low) / 2 > limits.log.smallHalfWidth;
}

/** The cross-entropy of the test rows jumps as that of the training rows does where the weights do. */
function testLossSpikes({ truth }: BenchRun): boolean {
  const losses = truth.crossEntropy.map((loss) => loss ?? Infinity);
  const { spikeBefore, spikeFactor, spikeMargin, spikes, spikeShare } = limits.log;
  const found = losses.filter((loss, epoch) => {
    const before = median(losses.slice(Math.max(0, epoch - spikeBefore), epoch));
    return epoch >= spikeBefore && loss > spikeFactor * before && loss > before + spikeMargin;
  });
  return found.length >= Math.max(spikes, spikeShare * losses.length);
}
