import type { Finding } from '../../src/core/finding.ts';
import { entropy, ownAccuracyLoss } from '../../src/core/referenceLines.ts';
import type { LabelledRun } from './labelledRuns.ts';
import { add, find, findingsOf, has, tallyLines } from './ruleTally.ts';
import type { Tally } from './ruleTally.ts';

/** Validation rows that are no sample of what the test rows show. */
const corrupted = new Set(['P_val_shuffled', 'P_leak', 'P_val_balanced', 'P_val_missing']);
/** Losses that are no plain cross-entropy, or are no numbers. */
const otherLoss = new Set(['P_bce', 'P_nan', 'X_smooth', 'P_double_softmax']);

/** How often the rules about losses and probabilities are right, by the truth of a large test set. */
export function lossRuleRates(runs: readonly LabelledRun[]): string[] {
  const tallies = new Map<string, Tally>();
  for (const run of runs) {
    const log = findingsOf(run, 'log');
    const counts = findingsOf(run, 'counts');
    faults(tallies, run, log, counts);
    if (corrupted.has(run.name) || otherLoss.has(run.name)) continue;
    curves(tallies, run, counts);
    if (run.p !== undefined) probabilities(tallies, run, findingsOf(run, 'predictions'));
  }
  return tallyLines(tallies);
}

/** Faults that a recipe has or has not: here its name is the truth. */
function faults(
  tallies: Map<string, Tally>,
  run: LabelledRun,
  log: readonly Finding[],
  counts: readonly Finding[],
): void {
  const broken = run.log.some(
    ({ loss, val_loss }) => typeof loss !== 'number' || typeof val_loss !== 'number',
  );
  add(tallies, 'loss-not-finite, some loss is not', broken, has(log, 'loss-not-finite'));
  if (run.name !== 'P_bce' && run.name !== 'P_nan') {
    add(tallies, 'loss-accuracy-impossible, never true', false, has(log, 'loss-accuracy-impossible'));
  }
  if (run.name !== 'P_bce' && run.name !== 'P_nan') {
    const twice = run.name === 'P_double_softmax';
    add(tallies, 'softmax-applied-twice, classes known', twice, has(counts, 'softmax-applied-twice'));
    add(tallies, 'softmax-applied-twice, classes unknown', twice, has(log, 'softmax-applied-twice'));
    if (run.p !== undefined) {
      const exact = find(findingsOf(run, 'predictions'), 'softmax-applied-twice')?.verb === 'is';
      add(tallies, 'softmax-applied-twice, exactly by probabilities', twice, exact);
    }
  }
  if (rises(run) && run.name !== 'P_bce' && run.name !== 'P_nan') {
    const lags = run.name === 'P_double_softmax' || run.name === 'P_leak';
    add(
      tallies,
      'loss-lags-accuracy, runs whose accuracy rises; softmax twice or leaked rows',
      lags,
      has(counts, 'loss-lags-accuracy'),
    );
  }
}

/** Claims about the model that its log allows. */
function curves(tallies: Map<string, Tally>, run: LabelledRun, found: readonly Finding[]): void {
  const { acc, loss, rec } = run.truth_last;
  if (loss === null) return;
  add(tallies, 'val-loss-rising, true loss up by 10 %', testLossRose(run), has(found, 'val-loss-rising'));
  const above = find(found, 'loss-above-own-accuracy');
  const truth = loss > ownAccuracyLoss(acc, run.K);
  add(tallies, 'loss-above-own-accuracy, true loss above its line', truth, above !== undefined);
  add(tallies, 'loss-above-own-accuracy, Warning', truth, above?.severity === 'warning');
  const prior = find(found, 'loss-worse-than-prior');
  const worse = loss > entropy(run.val_counts);
  add(tallies, 'loss-worse-than-prior, true loss above the prior line', worse, prior !== undefined);
  add(
    tallies,
    'loss-worse-than-prior, Warning; true loss above ln K',
    loss > Math.log(run.K),
    prior?.severity === 'warning',
  );
  const recalls = rec.filter((_, index) => run.val_counts[index]! > 0).map((recall) => recall ?? 0);
  const missed = find(found, 'accuracy-permits-missed-class');
  const lost = Math.min(...recalls) < 0.2;
  add(tallies, 'accuracy-permits-missed-class, a true recall below 0.2', lost, missed !== undefined);
  if (missed === undefined || run.y === undefined) return;
  const balanced = fileBalancedAccuracy(run);
  const outside = balanced < missed.evidence['low']! - 1e-9 || balanced > missed.evidence['high']! + 1e-9;
  add(tallies, 'accuracy-permits-missed-class, bounds miss the value of the predictions', false, outside);
}

function probabilities(tallies: Map<string, Tally>, run: LabelledRun, found: readonly Finding[]): void {
  const { acc, conf } = run.truth_last;
  if (conf === null) return;
  const off = find(found, 'confidence-off');
  const over = off !== undefined && off.evidence['gap']! > 0;
  const under = off !== undefined && off.evidence['gap']! < 0;
  add(tallies, 'confidence-off, too sure; true confidence − accuracy > 0.03', conf - acc > 0.03, over);
  add(tallies, 'confidence-off, too modest; true accuracy − confidence > 0.03', acc - conf > 0.03, under);
}

/** Validation accuracy rises by more than twice its standard error, and by 0.03. */
function rises(run: LabelledRun): boolean {
  const accuracies = run.log.map(({ val_accuracy }) => (typeof val_accuracy === 'number' ? val_accuracy : 0));
  const count = accuracies.length;
  const early = mean(accuracies.slice(Math.floor(0.1 * count), Math.ceil(0.3 * count)));
  const late = mean(accuracies.slice(Math.floor(0.8 * count)));
  const rows = run.val_counts.reduce((sum, one) => sum + one, 0);
  const error = Math.sqrt((early * (1 - early) + late * (1 - late)) / rows);
  return count >= 12 && late - early >= Math.max(0.03, 2 * error);
}

/** The true loss ends 10 % above its lowest; both as means of three epochs, at the end of two. */
function testLossRose({ truth }: LabelledRun): boolean {
  const losses = truth.map(({ loss }) => loss ?? Infinity);
  const smooth = losses.map((_, index) => mean(losses.slice(Math.max(0, index - 1), index + 2)));
  return smooth.at(-1)! >= 1.1 * Math.min(...smooth);
}

function fileBalancedAccuracy({ y, pred, val_counts }: LabelledRun): number {
  const found = val_counts.map(
    (_, label) => y!.filter((actual, row) => actual === label && pred![row] === label).length,
  );
  const recalls = found.flatMap((hits, label) => (val_counts[label]! > 0 ? [hits / val_counts[label]!] : []));
  return mean(recalls);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
