import type { BenchRun, Logged } from './pack/benchRun.ts';
import { claims } from './truths.ts';
import { last, mean } from './testSet.ts';
import type { Claim, Truth } from './claim.ts';
import type { Judgement } from './truths.ts';

/** A rule of another tool, or a plain threshold, as small as it is there. */
export interface Baseline {
  readonly title: string;
  /** The claim of ours that it is held against. */
  readonly against: Claim;
  judge(run: BenchRun): Judgement[];
}

/** Rules of UMLAUT, SageMaker Debugger and AutoTrainer with their defaults, and thresholds that people write. */
export const baselines: readonly Baseline[] = [
  ofRun('UMLAUT, over-fitting: validation loss up while training loss is not', 'val-loss-rising', ({ log }) =>
    pairs(log.validationLoss, log.loss).some(([val, train]) => val[1] > val[0] && train[1] <= train[0]),
  ),
  ofRun('UMLAUT, validation accuracy too high', 'loss-accuracy-impossible', ({ log }) =>
    numbers(log.validationAccuracy).some(
      (accuracy, epoch) =>
        epoch > 3 && (accuracy > 0.95 || accuracy > (numbers(log.accuracy)[epoch] ?? 1) + 0.05),
    ),
  ),
  ofRun('SageMaker, overfit: (validation − training) / training > 0.1', 'val-loss-rising', ({ log }) => {
    const train = numbers(log.loss);
    return numbers(log.validationLoss).some((loss, epoch) => (loss - train[epoch]!) / train[epoch]! > 0.1);
  }),
  ofRun('SageMaker, overtraining: 5 epochs without 0.01', 'val-loss-rising', ({ log }) =>
    stalls(numbers(log.validationLoss), 5, 0.01),
  ),
  ofRun('SageMaker, loss not decreasing: 0.1 % in 10 epochs', 'loss-worse-than-prior', ({ log }) => {
    const losses = numbers(log.loss);
    return losses.some((loss, epoch) => epoch >= 10 && loss > 0.999 * losses[epoch - 10]!);
  }),
  ofRun('AutoTrainer, gap of accuracies of 0.1', 'val-loss-rising', ({ log }) => {
    const train = numbers(log.accuracy).at(-1) ?? 0;
    const gap = train - (numbers(log.validationAccuracy).at(-1) ?? 0);
    return gap >= 0.1 || (train > 0.9 && gap >= 0.07);
  }),
  ofRun('accuracy − balanced accuracy > 0.05', 'accuracy-hides-classes', (run) => {
    const { accuracy, recalls } = fileRates(run);
    return accuracy - mean([...recalls.values()]) > 0.05;
  }),
  {
    title: 'recall < 0.5',
    against: claimOf('class-recall-low'),
    judge: (run) => ofClasses(run, 'class-recall-low', (recall) => recall < 0.5),
  },
  {
    title: 'SageMaker, class imbalance: recall < 0.3',
    against: claimOf('class-recall-low'),
    judge: (run) => ofClasses(run, 'class-recall-low', (recall) => recall < 0.3),
  },
  ofRun(
    'expected calibration error (15 bins) > 0.05',
    'confidence-off',
    (run) => calibrationError(run) > 0.05,
  ),
];

function claimOf(rule: string): Claim {
  const own = claims.filter((claim) => claim.rule === rule);
  return own.find(({ makes }) => makes === undefined) ?? own.at(-1)!;
}

function ofRun(title: string, rule: string, fires: (run: BenchRun) => boolean): Baseline {
  const against = rule === 'confidence-off' ? confidenceEitherWay() : claimOf(rule);
  return {
    title,
    against,
    judge: (run) => {
      const isTrue = (against.truth as Truth)(run);
      return isTrue === undefined ? [] : [{ isTrue, fired: fires(run) }];
    },
  };
}

/** Expected calibration error does not say in which direction confidence is off. */
function confidenceEitherWay(): Claim {
  const both = claims.filter(({ rule }) => rule === 'confidence-off').map(({ truth }) => truth as Truth);
  return {
    rule: 'confidence-off',
    title: 'the true mean confidence is more than 0.03 off accuracy',
    truth: (run) => {
      const answers = both.map((truth) => truth(run));
      return answers.includes(undefined) ? undefined : answers.includes(true);
    },
  };
}

function numbers(values: readonly Logged[]): number[] {
  return values.map((value) => (typeof value === 'string' ? NaN : value));
}

function pairs(a: readonly Logged[], b: readonly Logged[]): [[number, number], [number, number]][] {
  const [first, second] = [numbers(a), numbers(b)];
  return first.slice(1).map((value, index) => [
    [first[index]!, value],
    [second[index]!, second[index + 1]!],
  ]);
}

/** So many epochs pass without the lowest value falling by `delta`. */
function stalls(values: readonly number[], patience: number, delta: number): boolean {
  let best = Infinity;
  let since = 0;
  for (const value of values) {
    since = value < best - delta ? 0 : since + 1;
    best = Math.min(best, value);
    if (since >= patience) return true;
  }
  return false;
}

function fileRates({ rows, validationCounts }: BenchRun): { accuracy: number; recalls: Map<number, number> } {
  const { actual, predicted } = rows!;
  const found = validationCounts.map(() => 0);
  actual.forEach((label, row) => {
    if (predicted[row] === label) found[label]!++;
  });
  const recalls = new Map(
    validationCounts.flatMap((count, label) => (count > 0 ? [[label, found[label]! / count] as const] : [])),
  );
  return { accuracy: found.reduce((sum, hits) => sum + hits, 0) / actual.length, recalls };
}

function ofClasses(run: BenchRun, rule: string, fires: (recall: number) => boolean): Judgement[] {
  const { truth } = claimOf(rule);
  return [...fileRates(run).recalls].flatMap(([label, recall]) => {
    const isTrue = typeof truth === 'function' ? undefined : truth.ofClass(run, label);
    return isTrue === undefined ? [] : [{ isTrue, fired: fires(recall) }];
  });
}

function calibrationError({ rows, validationCounts }: BenchRun): number {
  const { actual, predicted, scores } = rows!;
  const bins = Array.from({ length: 15 }, () => ({ confidence: 0, correct: 0 }));
  actual.forEach((label, row) => {
    const confidence = scores![row * validationCounts.length + predicted[row]!]! / 1e6;
    const bin = bins[Math.min(14, Math.floor(15 * confidence))]!;
    bin.confidence += confidence;
    if (predicted[row] === label) bin.correct++;
  });
  return (
    bins.reduce((sum, { confidence, correct }) => sum + Math.abs(confidence - correct), 0) / actual.length
  );
}

/** The baselines that read the predictions need them. */
export function canJudge(run: BenchRun): boolean {
  return run.rows !== undefined && typeof last(run.log.validationLoss) === 'number';
}
