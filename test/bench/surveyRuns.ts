import { readRuns } from './labelledRuns.ts';
import type { LabelledRun } from './labelledRuns.ts';
import type { BenchRun, Facts, Logged } from './pack/benchRun.ts';

/** What the recipes of the survey did that a test set cannot tell. */
const knownFacts: ReadonlyMap<string, Partial<Facts>> = new Map([
  ['P_leak', { validation: 'leaked' }],
  ['P_val_shuffled', { validation: 'shuffled' }],
  ['P_val_balanced', { validation: 'otherShares' }],
  ['P_val_missing', { validation: 'otherShares' }],
  ['P_bce', { trainLoss: 'binary', validationLoss: 'binary', accuracy: 'outputs' }],
  ['P_double_softmax', { trainLoss: 'softmaxTwice', validationLoss: 'softmaxTwice' }],
  ['X_smooth', { trainLoss: 'smoothed', validationLoss: 'smoothed' }],
]);

/** The runs of the survey as the benchmark takes them. */
export function readSurveyRuns(path: string): BenchRun[] {
  return readRuns(path).map(benchRun);
}

function benchRun(run: LabelledRun): BenchRun {
  const { truth_last: end, truth } = run;
  const column = (name: string): Logged[] =>
    run.log.map((epoch) => (typeof epoch[name] === 'number' ? epoch[name] : 'nan'));
  const rows = run.val_counts.reduce((sum, count) => sum + count, 0);
  // Seven decimals stand for k/n, whose float32 a log would hold.
  const exact = (value: Logged): Logged =>
    typeof value === 'string' || run.name === 'P_bce' ? value : Math.round(value * rows) / rows;
  const losses = truth.map(({ loss }) => loss);
  return {
    id: `${run.name}-${run.seed}`,
    recipe: run.name,
    maker: 'rule survey',
    intent: run.name.startsWith('H_') ? 'healthy' : 'faulty',
    facts: {
      trainLoss: run.cfg.weights === 'none' ? 'plain' : 'weighted',
      validationLoss: 'plain',
      validation: 'sample',
      accuracy: 'rows',
      ...knownFacts.get(run.name),
    },
    trainCounts: run.train_counts,
    validationCounts: run.val_counts,
    log: {
      loss: column('loss'),
      accuracy: column('accuracy'),
      validationLoss: column('val_loss'),
      validationAccuracy: column('val_accuracy').map(exact),
    },
    truth: {
      loss: losses,
      crossEntropy: losses,
      accuracy: truth.map(({ acc }) => acc),
      confidence: truth.map(({ conf }) => conf),
    },
    end: { recalls: end.rec, predictedShares: end.pred_share, trainAccuracy: end.train_eval_acc },
    ...rowsOf(run),
  };
}

/** The validation rows, with probabilities where all are numbers. */
function rowsOf({ y, pred, p }: LabelledRun): Pick<BenchRun, 'rows'> {
  if (y === undefined || pred === undefined) return {};
  const scores = p?.flat() ?? [];
  const known = scores.length > 0 && scores.every((score) => score !== null);
  return {
    rows: {
      actual: y,
      predicted: pred,
      ...(known ? { scores: scores.map((score) => Math.round(1e6 * score)) } : {}),
    },
  };
}
