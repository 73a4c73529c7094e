import { analyse } from '../../src/analysis/analyse.ts';
import type { Finding } from '../../src/core/finding.ts';
import { defaultLimits } from '../../src/core/limits.ts';
import { countFile, documentsOf, folderCounts, predictionTable, trainingRun } from './labelledRuns.ts';
import type { LabelledRun } from './labelledRuns.ts';
import { add, find, findingsOf, has, rate, tallyLines } from './ruleTally.ts';
import type { Tally } from './ruleTally.ts';

/** How often the rules about accuracies and class counts of a log are right. */
export function logRuleRates(runs: readonly LabelledRun[]): string[] {
  const tallies = new Map<string, Tally>();
  for (const run of runs) {
    const counts = findingsOf(run, 'counts');
    const truths = truthsOf(run);
    add(
      tallies,
      'elementwise-accuracy, by its recipe',
      run.name === 'P_bce',
      has(counts, 'elementwise-accuracy'),
    );
    add(
      tallies,
      'loss-spikes, rate of learning too high',
      run.name === 'P_lr_osc',
      has(counts, 'loss-spikes'),
    );
    mismatch(tallies, run);
    if (run.name === 'P_bce') continue;
    const constant = find(counts, 'constant-predictor');
    add(
      tallies,
      'constant-predictor, log and counts; true share of one class 0.995',
      truths.constant,
      constant !== undefined,
    );
    averaged(tallies, run);
    chance(tallies, run, counts);
    if (!corrupted.has(run.name)) {
      add(tallies, 'train-val-gap, true gap above 0.08', truths.gap > 0.08, has(counts, 'train-val-gap'));
      size(tallies, run, counts);
    }
    if (run.y === undefined) continue;
    const predicted = find(findingsOf(run, 'predictions'), 'constant-predictor');
    add(
      tallies,
      'constant-predictor, predictions; true share of one class 0.995',
      truths.constant,
      predicted !== undefined,
    );
    add(
      tallies,
      'constant-predictor, predictions, balanced accuracy of the test rows within 0.02 of chance',
      truths.dead,
      predicted !== undefined,
    );
  }
  return [...tallyLines(tallies), ...luckLines(runs)];
}

/** Validation rows that are no sample of what the test rows show. */
const corrupted = new Set(['P_val_shuffled', 'P_leak', 'P_val_balanced', 'P_val_missing', 'P_nan']);

function truthsOf({ truth_last: { rec, pred_share, acc }, log }: LabelledRun): {
  readonly constant: boolean;
  readonly dead: boolean;
  readonly gap: number;
} {
  const recalls = rec.filter((one) => one !== null);
  const balanced = recalls.reduce((sum, one) => sum + one, 0) / recalls.length;
  const last = log.slice(-5).map(({ accuracy }) => Number(accuracy));
  return {
    constant: Math.max(...pred_share) >= 0.995,
    dead: balanced <= 1 / recalls.length + 0.02,
    gap: last.reduce((sum, one) => sum + one, 0) / last.length - acc,
  };
}

/** Training learned and validation rows without any: labels of other rows, or a model that is truly at chance. */
function chance(tallies: Map<string, Tally>, run: LabelledRun, counts: readonly Finding[]): void {
  if (run.name === 'P_nan' || run.name === 'P_leak') return;
  const { rec } = run.truth_last;
  const rows = run.val_counts.reduce((sum, count) => sum + count, 0);
  const share = Math.max(...run.val_counts) / rows;
  const accuracy = run.val_counts.reduce((sum, count, index) => sum + (count / rows) * (rec[index] ?? 0), 0);
  const atChance = accuracy < share + 2 * Math.sqrt((share * (1 - share)) / rows);
  const fired = has(counts, 'validation-at-chance');
  if (run.name !== 'P_val_shuffled') {
    add(
      tallies,
      'validation-at-chance, labels as they are; true accuracy at chance, training 0.2 above',
      atChance && Number(run.log.at(-1)!['accuracy']) > share + 0.2,
      fired,
    );
  } else add(tallies, 'validation-at-chance, shuffled validation labels', true, fired);
}

/** Counts of training and validation as they are; truth by the counts themselves. */
function mismatch(tallies: Map<string, Tally>, run: LabelledRun): void {
  const { runs } = analyse([...documentsOf(trainingRun(run)), countFile(run)], {
    limits: defaultLimits,
    folderCounts: [],
    live: [],
    declared: {},
  });
  const found = find(runs[0]?.findings ?? [], 'split-class-mismatch');
  const absent = run.val_counts.some((count, index) => count === 0 && run.train_counts[index]! > 0);
  add(
    tallies,
    'split-class-mismatch, Warning, a class without validation rows',
    absent,
    found?.severity === 'warning',
  );
  if (absent) return;
  const other = run.name === 'P_val_balanced';
  add(
    tallies,
    'split-class-mismatch, Information, validation of equal classes',
    other,
    found?.severity === 'information',
  );
}

/** The log with a recall column of each average; truth is which average. */
function averaged(tallies: Map<string, Tally>, run: LabelledRun): void {
  const table = predictionTable(run);
  if (table === undefined) return;
  for (const average of ['weighted', 'macro'] as const) {
    const log = withRecall(run, average);
    const { runs } = analyse([...documentsOf(log)], {
      limits: defaultLimits,
      folderCounts: folderCounts(run),
      live: [],
      declared: {},
    });
    const warned = find(runs[0]?.findings ?? [], 'averaged-metric-is-accuracy')?.severity === 'warning';
    if (run.val_counts.every((count) => count === run.val_counts[0])) continue;
    add(
      tallies,
      'averaged-metric-is-accuracy, Warning; a recall column weighted by rows, and one that is the macro average',
      average === 'weighted',
      warned,
    );
  }
}

/** A recall that moves as accuracy does: equal to it, or with the macro average's distance of the last epoch. */
function withRecall(run: LabelledRun, average: 'weighted' | 'macro') {
  const log = trainingRun(run);
  const hits = run.val_counts.map((count, label) => ({
    count,
    found: run.y!.filter((actual, row) => actual === label && run.pred![row] === label).length,
  }));
  const present = hits.filter(({ count }) => count > 0);
  const macro = present.reduce((sum, { count, found }) => sum + found / count, 0) / present.length;
  const right = present.reduce((sum, { found }) => sum + found, 0);
  const rows = present.reduce((sum, { count }) => sum + count, 0);
  const factor = average === 'weighted' || right === 0 ? 1 : (macro * rows) / right;
  const epochs = log.epochs.map((epoch) => ({
    ...epoch,
    readings: epoch.readings.flatMap((reading) =>
      reading.split === 'validation' && reading.metric === 'accuracy' && typeof reading.value === 'number'
        ? [reading, { ...reading, metric: 'recall', value: Math.min(1, reading.value * factor) }]
        : [reading],
    ),
  }));
  return { ...log, epochs };
}

/** A class of fewer than 9 rows, or an accuracy known to no better than ±0.10. */
function size(tallies: Map<string, Tally>, run: LabelledRun, counts: readonly Finding[]): void {
  const few = run.val_counts.some((count) => count > 0 && count < 9);
  add(
    tallies,
    'validation-set-too-small, a class of fewer than 9 rows',
    few,
    has(counts, 'validation-set-too-small'),
  );
}

/**
 * What a lead of the best epoch over the last is worth: by the test rows, where predictions of the best epoch are
 * attached. The labelled runs hold predictions of their last epoch only, so the claims of the log stand for them.
 */
function luckLines(runs: readonly LabelledRun[]): string[] {
  const claims: { claimed: number; true: number; shown: boolean }[] = [];
  for (const run of runs) {
    if (corrupted.has(run.name) || run.name === 'P_bce') continue;
    const rows = run.val_counts.reduce((sum, count) => sum + count, 0);
    const accuracies = run.log.map(({ val_accuracy }) => Number(val_accuracy));
    const best = accuracies.indexOf(Math.max(...accuracies));
    const [high, last] = [accuracies[best]!, accuracies.at(-1)!];
    const lead = Math.round((high - last) * rows);
    if (lead <= 0 || high - last < defaultLimits.rules.log.luckLead) continue;
    const shown = lead >= 6 && lead ** 2 >= 3.84 * rows * (2 - high - last);
    claims.push({ claimed: high - last, true: run.truth[best]!.acc - run.truth.at(-1)!.acc, shown });
  }
  const mean = (values: readonly number[]): string =>
    (values.reduce((sum, value) => sum + value, 0) / values.length).toFixed(4);
  return [true, false].flatMap((shown) => {
    const some = claims.filter((claim) => claim.shown === shown);
    if (some.length === 0) return [];
    const kept = some.filter((claim) => claim.true >= claim.claimed).length;
    return [
      `best-epoch-is-luck, leads of 0.02 or more ${shown ? 'that pass the test' : 'within chance'}: ${some.length} runs, claimed ` +
        `${mean(some.map((claim) => claim.claimed))}, true ${mean(some.map((claim) => claim.true))}, at least as large in truth ${rate(kept, some.length)}`,
    ];
  });
}
