import type { Finding } from '../core/finding.ts';
import type { Limits } from '../core/limits.ts';
import { classLosses, lossOfScoresAsLogits } from '../core/logLoss.ts';
import type { PredictionTable } from '../core/predictionTable.ts';
import type { RunEvidence } from '../core/runEvidence.ts';
import { heldOutReading } from '../core/trainingRun.ts';
import { holdsProbabilities } from '../core/holdsProbabilities.ts';
import type { Say } from './rule.ts';
import type { Value } from './series.ts';

/** What the probabilities of a prediction file say of the logged loss of the epoch that they belong to. */
export interface AttachedLoss {
  /**
   * `plain`: the logged loss is their log loss; `twice`: it is that of their softmax, and not their log loss; `other`:
   * it is neither; `open`: it cannot be told which.
   */
  readonly kind: 'plain' | 'twice' | 'other' | 'open';
  /** Index of the epoch in the run. */
  readonly epochIndex: number;
  readonly logged: Value;
  /** Log loss of the rows, in nats. */
  readonly plain: number;
  /** Log loss of their softmax. */
  readonly twice: number;
}

/**
 * Compares the logged losses of the epochs that a prediction file may be of with the log loss of its probabilities and
 * of their softmax; the latest epoch that fits one of them is taken, else the latest of all. Undefined without a log, a
 * matching epoch or probabilities, and with importance weights.
 */
export function attachedLoss({ log, predictions }: RunEvidence, limits: Limits): AttachedLoss | undefined {
  const plain = predictions?.evaluation.metrics.get('logLoss');
  if (log === undefined || predictions?.match === undefined || plain?.kind !== 'value') return undefined;
  const { table, match } = predictions;
  if (table.weights?.kind === 'importance' || !holdsProbabilities(table)) return undefined;
  const twice = lossOfScoresAsLogits(table);
  if (twice === undefined) return undefined;
  const found = match.epochIndices.flatMap((epochIndex): AttachedLoss[] => {
    const logged = heldOutReading(log.run.epochs[epochIndex]!, 'loss');
    if (logged === undefined) return [];
    const losses = { plain: plain.value, twice };
    return [{ epochIndex, logged, ...losses, kind: kindOf(logged, losses, log.run.averagesExactly, limits) }];
  });
  return found.filter(({ kind }) => kind === 'plain' || kind === 'twice').at(-1) ?? found.at(-1);
}

function kindOf(
  logged: Value,
  { plain, twice }: { plain: number; twice: number },
  averagesExactly: boolean,
  { evidence, rules }: Limits,
): AttachedLoss['kind'] {
  const isPlain = Math.abs(logged.value - plain) <= evidence.lossMatch + logged.tolerance;
  const isTwice = Math.abs(logged.value - twice) <= evidence.twiceLossMatch + logged.tolerance;
  if (isPlain || isTwice) return isPlain && isTwice ? 'open' : isPlain ? 'plain' : 'twice';
  if (averagesExactly) return 'other';
  // Means of unequal batches may differ from the mean of the rows by this much.
  const mayBe = (loss: number): boolean =>
    Math.min(logged.value, loss) >= rules.loss.batchMeansShare * Math.max(logged.value, loss);
  return mayBe(plain) || mayBe(twice) ? 'open' : 'other';
}

/** The same as numbers for a finding about the epochs from `firstIndex` on; nothing where the file is of none of these. */
export function attachedEvidence(
  evidence: RunEvidence,
  firstIndex: number,
  limits: Limits,
): Record<string, number> {
  const found = attachedLoss(evidence, limits);
  if (found === undefined || found.epochIndex < firstIndex || found.kind === 'twice') return {};
  const { kind, plain, logged } = found;
  if (kind === 'other') return { attachedLoss: plain, loggedLoss: logged.value };
  const share = wrongShare(evidence.predictions!.table);
  return share !== undefined ? { attachedLoss: plain, wrongShare: share } : {};
}

/** Share of the log loss that the rows with a wrong answer have. */
function wrongShare(table: PredictionTable): number | undefined {
  const { actual, predicted } = table;
  const sum = (some: PredictionTable): number =>
    classLosses(some)?.sums.reduce((total, one) => total + one, 0) ?? 0;
  const own = table.weights?.values;
  const values = Float64Array.from(actual, (label, row) =>
    label === predicted[row] ? 0 : (own?.[row] ?? 1),
  );
  const whole = sum(table);
  return whole > 0 ? sum({ ...table, weights: { kind: 'frequency', values } }) / whole : undefined;
}

/** What to do next, by what the attached probabilities show; `ask` where there are none of these epochs. */
export function attachedStep({ evidence }: Finding, say: Say, ask: string): string {
  const { attachedLoss: loss, loggedLoss, wrongShare: share } = evidence;
  if (loss === undefined) return ask;
  return loggedLoss === undefined
    ? `Of the log loss of the attached probabilities, wrong answers make ${say.percent(share!)}: look first at those that the model is surest of.`
    : `The attached probabilities have log loss ${say.loss(loss)}, not the logged ${say.loss(loggedLoss)}: either the logged loss is weighted, smoothed or holds a penalty, or they are of other weights.`;
}
