import type { Finding } from '../../src/core/finding.ts';
import { defaultLimits } from '../../src/core/limits.ts';
import { entropy, ownAccuracyLoss } from '../../src/core/referenceLines.ts';
import { labelOf } from './findings.ts';
import type { BenchRun } from './pack/benchRun.ts';

/** Whether something is true of a run, or undefined where its test set cannot tell. */
export type Truth = (run: BenchRun) => boolean | undefined;

/** What a rule claims, told by the test set. */
export interface Claim {
  /** Rule id. */
  readonly rule: string;
  /** What is true where the rule should fire. */
  readonly title: string;
  /** Findings that make the claim; all of the rule without. */
  readonly makes?: (finding: Finding) => boolean;
  /** One truth for the run, or one for each class, which a finding claims by naming it. */
  readonly truth: Truth | { readonly ofClass: (run: BenchRun, label: number) => boolean | undefined };
  /** True for a statement about how the log is written, which makes no run unhealthy. */
  readonly harmless?: true;
}

export const isGrave = ({ severity }: Finding): boolean => severity === 'warning' || severity === 'error';
const isSlight = (finding: Finding): boolean => !isGrave(finding);
const limits = defaultLimits.rules;

/** Every rule's claims. A rule without one is listed in the report as having none. */
export const claims: readonly Claim[] = [
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
];

/** What a claim says of a run, or of each of its classes: whether it is true and whether a finding makes it. */
export interface Judgement {
  readonly isTrue: boolean;
  readonly fired: boolean;
}

/** Judges a claim on the findings on one run; empty where the test set cannot tell. */
export function judge(claim: Claim, run: BenchRun, findings: readonly Finding[]): Judgement[] {
  const made = findings.filter((finding) => finding.rule === claim.rule && (claim.makes?.(finding) ?? true));
  const { truth } = claim;
  if (typeof truth === 'function') {
    const isTrue = truth(run);
    return isTrue === undefined ? [] : [{ isTrue, fired: made.length > 0 }];
  }
  return run.validationCounts.flatMap((count, label) => {
    const isTrue = count === 0 ? undefined : truth.ofClass(run, label);
    if (isTrue === undefined) return [];
    const fired = made.some(({ names }) => names['classes']?.includes(labelOf(label)) === true);
    return [{ isTrue, fired }];
  });
}

/** Claims of Warnings and Errors that are true of a run. */
export function trueGraveClaims(run: BenchRun): Set<string> {
  const grave = claims.filter(({ makes }) => makes !== isSlight);
  return new Set(
    grave.filter((claim) => judge(claim, run, []).some(({ isTrue }) => isTrue)).map(({ rule }) => rule),
  );
}

/** Meant to be healthy, and its test set agrees: nothing that a Warning could say is true of it. */
export function isHealthy(run: BenchRun): boolean {
  const { facts, intent } = run;
  if (intent !== 'healthy' || facts.validation !== 'sample' || facts.accuracy !== 'rows') return false;
  const harmless = new Set(claims.filter((claim) => claim.harmless).map(({ rule }) => rule));
  return [...trueGraveClaims(run)].every((rule) => harmless.has(rule));
}

export function classesOf({ validationCounts }: BenchRun): number {
  return validationCounts.length;
}

export function last<T>(values: readonly T[]): NonNullable<T> {
  return values.at(-1)!;
}

/** Validation rows are a sample of what the test set shows, and its numbers are finite. */
function comparable({ facts, truth }: BenchRun): boolean {
  return facts.validation === 'sample' && truth.loss.every((loss) => loss !== null);
}

function compare(
  run: BenchRun,
  is: (truth: { loss: number; accuracy: number; classes: number }) => boolean,
): boolean | undefined {
  if (!comparable(run) || run.facts.accuracy !== 'rows') return undefined;
  const { crossEntropy, accuracy } = run.truth;
  return is({ loss: last(crossEntropy), accuracy: last(accuracy), classes: classesOf(run) });
}

function ofRows(
  run: BenchRun,
  is: (truth: { accuracy: number; balanced: number; recalls: number[] }) => boolean,
): boolean | undefined {
  const recalls = run.end.recalls.flatMap((recall, label) =>
    run.validationCounts[label]! > 0 ? [recall ?? 0] : [],
  );
  if (!comparable(run) || run.facts.accuracy !== 'rows' || recalls.length < 2) return undefined;
  const balanced = recalls.reduce((sum, recall) => sum + recall, 0) / recalls.length;
  return is({ accuracy: last(run.truth.accuracy), balanced, recalls });
}

function ofScores(
  run: BenchRun,
  is: (truth: { accuracy: number; confidence: number }) => boolean,
): boolean | undefined {
  const confidence = run.truth.confidence.at(-1);
  if (!comparable(run) || run.rows?.scores === undefined || typeof confidence !== 'number') return undefined;
  return is({ accuracy: last(run.truth.accuracy), confidence });
}

export function majority({ validationCounts }: BenchRun): number {
  return Math.max(...validationCounts) / validationCounts.reduce((sum, count) => sum + count, 0);
}

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

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
