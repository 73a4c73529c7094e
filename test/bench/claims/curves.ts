import { entropy, ownAccuracyLoss } from '../../../src/core/referenceLines.ts';
import { isGrave, isSlight } from '../claim.ts';
import type { Claim } from '../claim.ts';
import type { BenchRun } from '../pack/benchRun.ts';
import { classesOf, comparable, compare, last, mean } from '../testSet.ts';

/** What the rules about losses claim. */
export const curveClaims: readonly Claim[] = [
  {
    rule: 'loss-not-finite',
    title: 'a logged loss is no finite number',
    truth: ({ log }) => [...log.loss, ...log.validationLoss].some((loss) => typeof loss === 'string'),
  },
  {
    rule: 'loss-accuracy-impossible',
    title: 'a logged loss is not plain cross-entropy, or accuracy is counted by outputs',
    truth: ({ facts }) =>
      facts.trainLoss !== 'plain' || facts.validationLoss !== 'plain' || facts.accuracy === 'outputs',
    harmless: true,
  },
  {
    rule: 'softmax-applied-twice',
    title: 'softmax was applied twice',
    truth: ({ facts }) => facts.trainLoss === 'softmaxTwice' || facts.validationLoss === 'softmaxTwice',
  },
  {
    rule: 'val-loss-rising',
    title: 'the true loss ends 10 % above its lowest',
    truth: (run) => (comparable(run) ? testLossRose(run) : undefined),
  },
  {
    rule: 'loss-above-own-accuracy',
    title: 'the true cross-entropy is above its own-accuracy line',
    makes: isSlight,
    truth: (run) => compare(run, ({ loss, accuracy, classes }) => loss > ownAccuracyLoss(accuracy, classes)),
  },
  {
    rule: 'loss-above-own-accuracy',
    title: 'the true cross-entropy is above its own-accuracy line, and above ln K or rising',
    makes: isGrave,
    truth: (run) =>
      compare(
        run,
        ({ loss, accuracy, classes }) =>
          loss > ownAccuracyLoss(accuracy, classes) && (loss > Math.log(classes) || testLossRose(run)),
      ),
  },
  {
    rule: 'loss-worse-than-prior',
    title: 'the true cross-entropy is above the prior line',
    makes: isSlight,
    truth: (run) => compare(run, ({ loss }) => loss > entropy(run.validationCounts)),
  },
  {
    rule: 'loss-worse-than-prior',
    title: 'the true loss is above ln K',
    makes: isGrave,
    truth: (run) =>
      comparable(run) && run.facts.validationLoss !== 'binary'
        ? last(run.truth.loss) > Math.log(classesOf(run))
        : undefined,
  },
  {
    rule: 'loss-lags-accuracy',
    title: 'softmax twice, rows trained on, or the true loss took less than half of its way',
    truth: (run) =>
      run.facts.validation === 'leaked' || run.facts.validationLoss === 'softmaxTwice'
        ? true
        : compare(run, () => testLossLags(run)),
  },
];

/** The true loss ends 10 % above its lowest; both as means of three epochs, at the end of two. */
function testLossRose({ truth }: BenchRun): boolean {
  const losses = truth.loss.map((loss) => loss ?? Infinity);
  const smooth = losses.map((_, index) => mean(losses.slice(Math.max(0, index - 1), index + 2)));
  return smooth.at(-1)! >= 1.1 * Math.min(...smooth);
}

/** True accuracy rose by 0.03 and true cross-entropy fell by less than half of what its own-accuracy line did. */
function testLossLags(run: BenchRun): boolean {
  const { crossEntropy, accuracy } = run.truth;
  const count = accuracy.length;
  const early = <T>(values: readonly T[]): readonly T[] =>
    values.slice(Math.floor(0.1 * count), Math.ceil(0.3 * count));
  const late = <T>(values: readonly T[]): readonly T[] => values.slice(Math.floor(0.8 * count));
  const before = mean(early(accuracy));
  const after = mean(late(accuracy));
  if (count < 12 || after - before < 0.03) return false;
  const finite = (values: readonly (number | null)[]): number[] => values.map((value) => value ?? Infinity);
  const fell = mean(finite(early(crossEntropy))) - mean(finite(late(crossEntropy)));
  const classes = classesOf(run);
  return fell < 0.5 * (ownAccuracyLoss(before, classes) - ownAccuracyLoss(after, classes));
}
