import { defaultLimits } from '../../../src/core/limits.ts';
import { isGrave, isSlight } from '../claim.ts';
import type { Claim } from '../claim.ts';
import type { BenchRun } from '../pack/benchRun.ts';
import { ofRows, ofScores } from '../testSet.ts';

const limits = defaultLimits.rules;

/** What the rules about the answers and probabilities of a prediction file claim. */
export const answerClaims: readonly Claim[] = [
  {
    rule: 'accuracy-hides-classes',
    title: 'the true accuracy is more than 0.05 above balanced accuracy',
    truth: (run) => ofRows(run, ({ accuracy, balanced }) => accuracy - balanced > limits.hiddenGap),
  },
  {
    rule: 'never-predicted-class',
    title: 'the class is the answer for less than 0.2 % of rows',
    makes: isGrave,
    truth: { ofClass: (run, label) => ofRows(run, () => run.end.predictedShares[label]! < 0.002) },
  },
  {
    rule: 'class-recall-low',
    title: 'the true recall is below half of the true balanced accuracy, and 0.5',
    truth: {
      ofClass: (run, label) =>
        ofRows(run, ({ balanced }) => run.end.recalls[label]! < Math.min(limits.lowRecall, balanced / 2)),
    },
  },
  {
    rule: 'confidence-off',
    title: 'the true mean confidence is more than 0.03 above accuracy',
    makes: isGrave,
    truth: (run) => ofScores(run, ({ confidence, accuracy }) => confidence - accuracy > limits.confidenceGap),
  },
  {
    rule: 'confidence-off',
    title: 'the true mean confidence is more than 0.03 below accuracy',
    makes: isSlight,
    truth: (run) => ofScores(run, ({ confidence, accuracy }) => accuracy - confidence > limits.confidenceGap),
  },
  {
    rule: 'class-probability-shifted',
    title: 'the true mean probability of the class and its share differ by a factor above 1.15',
    makes: isSlight,
    truth: {
      ofClass: (run, label) => {
        const mean = run.end.meanScores?.[label];
        return typeof mean === 'number' ? ofScores(run, () => factorOf(run, label, mean) > 1.15) : undefined;
      },
    },
  },
  {
    rule: 'class-over-predicted',
    title: 'the class is the answer for more than 1.3 times its share of rows',
    makes: isSlight,
    truth: {
      ofClass: (run, label) => ofRows(run, () => run.end.predictedShares[label]! > 1.3 * shareOf(run, label)),
    },
  },
  {
    rule: 'class-under-predicted',
    title: 'its share of rows is more than 1.3 times that for which the class is the answer',
    makes: isSlight,
    truth: {
      ofClass: (run, label) => ofRows(run, () => shareOf(run, label) > 1.3 * run.end.predictedShares[label]!),
    },
  },
];

function shareOf({ validationCounts }: BenchRun, label: number): number {
  return validationCounts[label]! / validationCounts.reduce((sum, count) => sum + count, 0);
}

/** The larger of two shares over the smaller. */
function factorOf(run: BenchRun, label: number, mean: number): number {
  const share = shareOf(run, label);
  return Math.max(mean / share, share / mean);
}
