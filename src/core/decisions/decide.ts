import { holdsProbabilities } from '../holdsProbabilities.ts';
import { confusionMatrix } from '../confusionMatrix.ts';
import { type Interval, mover, wilson } from '../intervals.ts';
import type { Limits } from '../limits.ts';
import type { PredictionTable } from '../predictionTable.ts';
import { inversePriors } from '../priorCorrection.ts';
import { answersByCosts, answersByFactors } from './answers.ts';
import {
  type AnswerComparison,
  type AnswerValues,
  compareAnswers,
  type CompareOptions,
  presentValues,
} from './compareAnswers.ts';
import { costMatrix, type CostMatrix, type StatedCosts } from './costs.ts';
import { deploymentShares } from './deploymentShares.ts';
import type { Objective } from './objective.ts';
import { chooseThresholds, type ThresholdOptions, type Thresholds } from './thresholds.ts';

/** What a person states about the use of the answers. */
export interface StatedAims {
  readonly costs?: StatedCosts;
  /** Class shares expected where the model is used, by label. */
  readonly deploymentPrior?: ReadonlyMap<string, number>;
  readonly objective?: Objective;
}

/**
 * Answers that follow from the scores without being fitted to the rows: `prior` argmax of p / π, `deployment` argmax of
 * p π′ / π with the stated shares π′, `cost` the least expected cost (under the stated shares, where there are any).
 */
export interface AnswerChoice extends AnswerComparison {
  readonly kind: 'prior' | 'deployment' | 'cost';
  /** Where π was counted; absent where no shares enter. */
  readonly priorSource?: 'train' | 'validation';
}

/** The file's answers where the classes have the stated shares. */
export interface Deployment {
  /** By class index, of sum 1. */
  readonly shares: readonly number[];
  /** The sum as stated, where it had to be scaled. */
  readonly statedSum?: number;
  /** Accuracy under the file's own shares. */
  readonly accuracyHere: number;
  readonly values: AnswerValues;
  readonly accuracyInterval?: Interval;
}

/** What other thresholds and other answers would do to the rows of one table: plain data without the rows. */
export interface Decisions {
  readonly labels: readonly string[];
  readonly confidence: number;
  /** Only for two classes with scores. */
  readonly thresholds?: Thresholds;
  /** Cost a row of the present answers under the file's shares; only with stated costs. */
  readonly presentCost?: number;
  readonly deployment?: Deployment;
  readonly answers: readonly AnswerChoice[];
  /** Classes with too few rows to tell what other answers do to them. */
  readonly fewRows: readonly { readonly label: string; readonly rows: number }[];
  /** What is not given, and why: whole sentences. */
  readonly notes: readonly string[];
}

export type DecisionOptions = StatedAims &
  Pick<Limits, 'decisions' | 'confidence' | 'resampling'> & {
    /** Rows of each class that the model was trained with, by label. */
    readonly trainCounts?: ReadonlyMap<string, number>;
  };

/**
 * What other thresholds and answers would do: for two classes with scores thresholds for the objective, for more the
 * answers of largest p / π; under stated costs those of least expected cost; under stated shares what they come to.
 *
 * Undefined where there is nothing to tell: fewer than two classes with rows, or neither scores nor anything stated.
 */
export function decide(table: PredictionTable, options: DecisionOptions): Decisions | undefined {
  const { labels, scores } = table;
  const { support } = confusionMatrix(table);
  const isStated = options.costs !== undefined || options.deploymentPrior !== undefined;
  if (support.filter((rows) => rows > 0).length < 2 || (scores === undefined && !isStated)) return undefined;
  if (!Number.isFinite(support.reduce((sum, rows) => sum + rows, 0))) return undefined;
  const notes: string[] = [];
  const costs = usable(options.costs && costMatrix(labels, options.costs), 'No cost is computed', notes);
  const deployment = deploymentOf(table, support, options, costs, notes);
  const shares = deployment && Float64Array.from(deployment.shares);
  const stated = { ...(costs === undefined ? {} : { costs }), ...(shares === undefined ? {} : { shares }) };
  const thresholds = thresholdsOf(table, options, stated, notes);
  const answers = answersOf(table, support, options, stated, notes);
  return {
    labels,
    confidence: options.confidence,
    ...(thresholds === undefined ? {} : { thresholds }),
    ...(costs === undefined ? {} : { presentCost: presentValues(table, { costs }).cost! }),
    ...(deployment === undefined ? {} : { deployment }),
    answers,
    fewRows: answers.length === 0 ? [] : fewRows(table, options),
    notes,
  };
}

function usable<T extends object>(
  read: T | { readonly fault: string } | undefined,
  what: string,
  notes: string[],
): T | undefined {
  if (read === undefined || !('fault' in read)) return read;
  notes.push(`${what}: ${read.fault}.`);
  return undefined;
}

function deploymentOf(
  table: PredictionTable,
  support: Float64Array,
  { deploymentPrior, confidence }: DecisionOptions,
  costs: CostMatrix | undefined,
  notes: string[],
): Deployment | undefined {
  const { labels } = table;
  const none = 'Nothing is said of deployment';
  const read = usable(deploymentPrior && deploymentShares(labels, deploymentPrior), none, notes);
  if (read === undefined) return undefined;
  const { shares, statedSum } = read;
  const missing = labels.find((_, index) => shares[index]! > 0 && !(support[index]! > 0));
  if (missing !== undefined) {
    notes.push(`${none}: the file has no rows of '${missing}', which is to be expected there.`);
    return undefined;
  }
  const values = presentValues(table, { ...(costs === undefined ? {} : { costs }), shares });
  const interval = accuracyInterval(table, values, shares, confidence);
  return {
    shares: Array.from(shares),
    ...(statedSum === undefined ? {} : { statedSum }),
    accuracyHere: presentValues(table, {}).accuracy,
    values,
    ...(interval === undefined ? {} : { accuracyInterval: interval }),
  };
}

/** Of a sum of recalls times shares; of rows with importance weights there is none. */
function accuracyInterval(
  { weights, actual, labels }: PredictionTable,
  { recalls }: AnswerValues,
  shares: Float64Array,
  confidence: number,
): Interval | undefined {
  if (weights?.kind === 'importance') return undefined;
  const rows = new Float64Array(labels.length);
  actual.forEach((index, row) => (rows[index]! += weights?.values[row] ?? 1));
  const parts = recalls.flatMap((recall, index) => {
    const share = shares[index]!;
    if (recall === undefined || !(share > 0)) return [];
    const [low, high] = wilson(recall * rows[index]!, rows[index]!, confidence);
    return [{ value: share * recall, interval: [share * low, share * high] as const }];
  });
  return mover(parts, 1);
}

function thresholdsOf(
  table: PredictionTable,
  options: DecisionOptions,
  stated: Pick<ThresholdOptions, 'costs' | 'shares'>,
  notes: string[],
): Thresholds | undefined {
  if (table.scores === undefined || table.labels.length !== 2) return undefined;
  if (options.objective?.kind === 'cost' && stated.costs === undefined)
    notes.push('No costs are stated: every error counts 1.');
  const [shareOne, shareTwo] = stated.shares ?? [1, 1];
  if (!(shareOne! > 0 && shareTwo! > 0)) {
    notes.push('No threshold is chosen for shares of which one is 0.');
    return undefined;
  }
  const chosen = chooseThresholds(
    table,
    table.positive?.classIndex ?? 1,
    { objectives: objectivesOf(options.objective, stated.costs), ...stated },
    options,
  );
  if (!('none' in chosen)) return chosen;
  notes.push(chosen.none);
  return undefined;
}

/** The one that was asked for comes first. */
function objectivesOf(asked: Objective | undefined, costs: CostMatrix | undefined): readonly Objective[] {
  if (asked !== undefined)
    return asked.kind === 'cost' || costs === undefined ? [asked] : [asked, { kind: 'cost' }];
  return [
    ...(costs === undefined ? [] : [{ kind: 'cost' as const }]),
    { kind: 'f1' },
    { kind: 'balancedAccuracy' },
  ];
}

function answersOf(
  table: PredictionTable,
  support: Float64Array,
  options: DecisionOptions,
  stated: Pick<CompareOptions, 'costs' | 'shares'>,
  notes: string[],
): AnswerChoice[] {
  const { labels } = table;
  const { costs, shares } = stated;
  const wantsPrior = labels.length > 2;
  if (!wantsPrior && costs === undefined && shares === undefined) return [];
  if (!holdsProbabilities(table)) {
    if (costs !== undefined || shares !== undefined) notes.push(noProbabilities(table));
    return [];
  }
  const { priors, source } = presentShares(table, support, options.trainCounts);
  const inverse = inversePriors(priors, labels.length);
  const compare = (answers: Int32Array): AnswerComparison =>
    compareAnswers(table, answers, {
      ...stated,
      confidence: options.confidence,
      resampling: options.resampling,
    });
  const chosen: AnswerChoice[] = [];
  if (wantsPrior)
    chosen.push({ kind: 'prior', priorSource: source, ...compare(answersByFactors(table, inverse)) });
  const lost = shares === undefined ? undefined : labels.find((_, k) => shares[k]! > 0 && !(priors[k]! > 0));
  if (lost !== undefined) {
    notes.push(`The probabilities are not corrected to deployment: '${lost}' has no share to correct from.`);
    return chosen;
  }
  const factors = inverse.map((factor, index) => (shares === undefined ? 1 : factor * shares[index]!));
  const from = shares === undefined ? {} : { priorSource: source };
  if (shares !== undefined)
    chosen.push({ kind: 'deployment', ...from, ...compare(answersByFactors(table, factors)) });
  if (costs !== undefined)
    chosen.push({ kind: 'cost', ...from, ...compare(answersByCosts(table, costs, factors)) });
  return chosen;
}

function noProbabilities({ scores }: PredictionTable): string {
  const why =
    scores === undefined
      ? 'the file has no probabilities'
      : 'the scores are no probabilities (each within 0 and 1, a row adding up to 1)';
  return `No answers of least cost or for other class shares: ${why}.`;
}

/** The class shares under which the probabilities are right: those of the training rows where all are counted. */
function presentShares(
  { labels }: PredictionTable,
  support: Float64Array,
  trainCounts: ReadonlyMap<string, number> | undefined,
): { readonly priors: readonly number[]; readonly source: 'train' | 'validation' } {
  const trained = labels.map((label) => trainCounts?.get(label) ?? 0);
  return trained.every((count) => count > 0)
    ? { priors: trained, source: 'train' }
    : { priors: Array.from(support), source: 'validation' };
}

function fewRows(
  { actual, labels, weights }: PredictionTable,
  { decisions }: DecisionOptions,
): Decisions['fewRows'] {
  const rows = new Float64Array(labels.length);
  actual.forEach((index, row) => {
    const weight = weights?.values[row] ?? 1;
    if (weight > 0) rows[index]! += weights?.kind === 'frequency' ? weight : 1;
  });
  return labels
    .map((label, index) => ({ label, rows: rows[index]! }))
    .filter((one) => one.rows > 0 && one.rows < decisions.classRows);
}
