/**
 * Measures the rules against training runs whose truth is known from a large test set:
 *   node test/bench/rules.ts [runs.jsonl.gz]
 * Truth never comes from a recipe's name; the recipe only says whether the validation set can show it at all.
 */
import { existsSync } from 'node:fs';
import { analyse } from '../../src/analysis/analyse.ts';
import { inferValidationSize, validationAccuracies } from '../../src/analysis/validationSize.ts';
import { defaultLimits } from '../../src/core/limits.ts';
import { documentsOf, folderCounts, readRuns, trainingRun } from './labelledRuns.ts';
import type { LabelledRun } from './labelledRuns.ts';
import { logRuleRates } from './logRules.ts';
import { lossRuleRates } from './lossRules.ts';
import { nullRates } from './ruleNulls.ts';
import { add, find, findingsOf, has, rate, tallyLines } from './ruleTally.ts';
import type { Tally } from './ruleTally.ts';

const path = process.argv[2] ?? process.env['IMBALANCE_LENS_RUNS'] ?? '../shared/data/runs/runs.jsonl.gz';

/** Recipes whose validation set is not a sample of what the test set shows. */
const corrupted = new Set(['P_val_shuffled', 'P_leak', 'P_nan']);

/** Recipes whose logged accuracy is counted per output and so is not the accuracy of rows. */
const elementwise = new Set(['P_bce']);

/** What is true of the last epoch, on the classes and shares of the validation set. */
function truthOf(run: LabelledRun): {
  accuracy: number;
  balanced: number;
  majority: number;
  recalls: Map<number, number>;
} {
  const total = run.val_counts.reduce((sum, count) => sum + count, 0);
  const recalls = new Map(
    run.val_counts.flatMap((count, index) =>
      count > 0 ? [[index, run.truth_last.rec[index] ?? 0] as const] : [],
    ),
  );
  let accuracy = 0;
  let balanced = 0;
  for (const [index, recall] of recalls) {
    accuracy += (run.val_counts[index]! / total) * recall;
    balanced += recall / recalls.size;
  }
  return { accuracy, balanced, majority: Math.max(...run.val_counts) / total, recalls };
}

function measureRules(runs: readonly LabelledRun[]): void {
  const tallies = new Map<string, Tally>();
  const limits = defaultLimits.rules;
  const withRows = new Map<string, number>();
  for (const run of runs) {
    if (corrupted.has(run.name)) continue;
    const truth = truthOf(run);
    if (truth.recalls.size < 2) continue;
    const notAbove = truth.accuracy <= truth.majority + 0.02;
    if (!elementwise.has(run.name)) {
      const fired = has(findingsOf(run, 'counts'), 'accuracy-not-above-majority');
      add(tallies, 'accuracy-not-above-majority, log and counts', notAbove, fired);
    }
    if (run.y === undefined) continue;
    withRows.set(run.name, (withRows.get(run.name) ?? 0) + 1);
    const found = findingsOf(run, 'predictions');
    const below = find(found, 'accuracy-not-above-majority');
    add(tallies, 'accuracy-not-above-majority, predictions', notAbove, below !== undefined);
    add(
      tallies,
      'accuracy-not-above-majority, predictions, Warning',
      notAbove,
      below?.severity === 'warning',
    );
    const shown = below !== undefined && below.suppressedBy === undefined;
    add(tallies, 'accuracy-not-above-majority, predictions, shown', notAbove, shown);
    const gap = truth.accuracy - truth.balanced;
    add(tallies, 'accuracy-hides-classes', gap > limits.hiddenGap, has(found, 'accuracy-hides-classes'));
    const bound = Math.min(limits.lowRecall, truth.balanced / 2);
    const never = find(found, 'never-predicted-class');
    const low = find(found, 'class-recall-low');
    for (const [index, recall] of truth.recalls) {
      const label = String(index);
      const lost = run.truth_last.pred_share[index]! < 0.002;
      const warned = never?.severity === 'warning' && never.names['classes']?.includes(label) === true;
      add(tallies, 'never-predicted-class, Warning, per class', lost, warned);
      add(
        tallies,
        'class-recall-low, per class',
        recall < bound,
        low?.names['classes']?.includes(label) === true,
      );
      const lowShown = low?.suppressedBy === undefined && low?.names['classes']?.includes(label) === true;
      add(tallies, 'class-recall-low, shown, per class', recall < bound, lowShown);
    }
  }
  console.log(`runs with predictions: ${[...withRows.values()].reduce((sum, count) => sum + count, 0)}`);
  for (const line of tallyLines(tallies)) console.log(line);
}

/** Healthy runs as they grow, one epoch at a time, and as they end. */
function measureHealthy(runs: readonly LabelledRun[]): void {
  const healthy = runs.filter(({ name }) => name.startsWith('H_'));
  let everFired = 0;
  let everUnguarded = 0;
  let dead = 0;
  let deadFound = 0;
  const firstAt: number[] = [];
  const whole = new Map<string, number>();
  for (const run of healthy) {
    const live = firstFiring(run, true);
    if (live !== undefined) everFired++;
    if (firstFiring(run, false) !== undefined) everUnguarded++;
    for (const { rule, severity } of [...findingsOf(run, 'predictions'), ...findingsOf(run, 'counts')]) {
      const key = `${rule} (${severity})`;
      whole.set(key, (whole.get(key) ?? 0) + 1);
    }
  }
  for (const run of runs.filter(({ name }) => name === 'P_majority_only' || name === 'P_lr_tiny')) {
    if (truthOf(run).accuracy > truthOf(run).majority) continue;
    dead++;
    const at = firstFiring(run, true);
    if (at === undefined) continue;
    deadFound++;
    firstAt.push(at / run.log.length);
  }
  console.log(`healthy runs, line by line: ever fired ${rate(everFired, healthy.length)}`);
  console.log(`  without the settled guard ${rate(everUnguarded, healthy.length)}`);
  const middle = firstAt.sort((a, b) => a - b)[firstAt.length >> 1];
  console.log(
    `dead runs caught while live ${rate(deadFound, dead)}, median at ${middle?.toFixed(2) ?? '-'} of the run`,
  );
  console.log(`findings on ${healthy.length} healthy runs at their end:`, Object.fromEntries(whole));
}

/** The first epoch at which a growing log with class counts raises anything. */
function firstFiring(run: LabelledRun, guarded: boolean): number | undefined {
  const full = trainingRun(run);
  for (let length = 1; length <= full.epochs.length; length++) {
    const [log] = documentsOf({ ...full, epochs: full.epochs.slice(0, length) });
    const { runs } = analyse([log!], {
      limits: defaultLimits,
      folderCounts: folderCounts(run),
      live: guarded ? [log!.path] : [],
      declared: {},
    });
    if (runs[0]?.findings.some(({ severity }) => severity === 'warning' || severity === 'error'))
      return length;
  }
  return undefined;
}

function measureInference(runs: readonly LabelledRun[]): void {
  for (const decimals of [undefined, 4, 3]) {
    const tally = { exact: 0, divisor: 0, wrong: 0, unknown: 0 };
    for (const run of runs) {
      const rows = run.val_counts.reduce((sum, count) => sum + count, 0);
      const size = inferValidationSize(
        validationAccuracies(trainingRun(run, decimals)),
        defaultLimits.evidence,
      );
      if (size === undefined) tally.unknown++;
      else if (size === rows) tally.exact++;
      else if (rows % size === 0) tally.divisor++;
      else tally.wrong++;
    }
    console.log(`validation size inferred at ${decimals ?? 'full'} decimals, of ${runs.length}:`, tally);
  }
}

function main(): void {
  if (!existsSync(path)) {
    console.log(`No labelled runs at ${path}: give their path as argument. The simulated rates follow.`);
  } else {
    const runs = readRuns(path);
    console.log(`${runs.length} runs from ${path}`);
    measureRules(runs);
    for (const line of lossRuleRates(runs)) console.log(line);
    for (const line of logRuleRates(runs)) console.log(line);
    measureHealthy(runs);
    measureInference(runs.filter(({ name }) => !elementwise.has(name)));
  }
  if (process.env['NONULL'] === undefined) for (const line of nullRates()) console.log(line);
}

main();
