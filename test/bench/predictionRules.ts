/**
 * Measures the rules about prediction files on training runs whose truth is known and on simulated files:
 *   node test/bench/predictionRules.ts [runs.jsonl.gz]
 * Faults are put into the predictions of the runs: then the fault is the truth.
 */
import { existsSync } from 'node:fs';
import { analyse } from '../../src/analysis/analyse.ts';
import type { Finding } from '../../src/core/finding.ts';
import { defaultLimits } from '../../src/core/limits.ts';
import type { PredictionTable } from '../../src/core/predictionTable.ts';
import { seededRandom } from '../../src/core/random.ts';
import type { Random } from '../../src/core/random.ts';
import { documentsOf, predictionTable, readRuns, trainingRun } from './labelledRuns.ts';
import type { LabelledRun } from './labelledRuns.ts';
import { calibratedNulls, relabellingNulls } from './predictionNulls.ts';
import { rareClassNulls } from './rareClassNulls.ts';
import { add, find, rate, tallyLines } from './ruleTally.ts';
import type { Tally } from './ruleTally.ts';

const path = process.argv[2] ?? process.env['IMBALANCE_LENS_RUNS'] ?? '../shared/data/runs/runs.jsonl.gz';

function findingsOf(run: LabelledRun, table: PredictionTable, decimals?: number): readonly Finding[] {
  const documents = documentsOf(trainingRun(run, decimals), table);
  const context = { limits: defaultLimits, folderCounts: [], live: [], declared: {} };
  return analyse(documents, context).runs[0]?.findings ?? [];
}

/** The whole numbers below `count` in an order drawn at random. */
function shuffled(count: number, random: Random): number[] {
  const order = [...Array(count).keys()];
  for (let last = count - 1; last > 0; last--) {
    const other = Math.floor(random.uniform() * (last + 1));
    [order[last], order[other]] = [order[other]!, order[last]!];
  }
  return order;
}

/** The answers of the table in another order than its labels. */
function withShuffledRows(table: PredictionTable, random: Random): PredictionTable {
  const order = shuffled(table.actual.length, random);
  const classes = table.labels.length;
  return {
    ...table,
    predicted: Int32Array.from(order, (row) => table.predicted[row]!),
    ...(table.scores && {
      scores: Float64Array.from(table.scores, (_, at) => {
        return table.scores![order[Math.floor(at / classes)]! * classes + (at % classes)]!;
      }),
    }),
  };
}

/** The answers of the table under the names of other classes; one class at least is moved. */
function withOtherNames(table: PredictionTable, random: Random): PredictionTable {
  const classes = table.labels.length;
  let names = shuffled(classes, random);
  while (names.every((name, index) => name === index)) names = shuffled(classes, random);
  return {
    ...table,
    predicted: table.predicted.map((answer) => names[answer]!),
    ...(table.scores && {
      scores: Float64Array.from(table.scores, (_, at) => {
        return table.scores![Math.floor(at / classes) * classes + names.indexOf(at % classes)]!;
      }),
    }),
  };
}

/** Its true accuracy is 0.10 above the share of the largest class. */
function works({ val_counts, truth_last: { acc } }: LabelledRun): boolean {
  const rows = val_counts.reduce((sum, count) => sum + count, 0);
  return acc > Math.max(...val_counts) / rows + 0.1;
}

function measureFaults(runs: readonly LabelledRun[], decimals?: number): string[] {
  const random = seededRandom(3);
  const tallies = new Map<string, Tally>();
  const printed = decimals === undefined ? 'in full' : `with ${decimals} decimals`;
  let withoutEpoch = 0;
  let files = 0;
  for (const run of runs) {
    const table = predictionTable(run);
    if (table === undefined) continue;
    files++;
    const kind = works(run) ? 'of a run that works' : 'of another run';
    const asItIs = findingsOf(run, table, decimals);
    if (find(asItIs, 'file-does-not-match-log') !== undefined) withoutEpoch++;
    for (const [rule, fault] of [
      ['rows-misaligned', withShuffledRows],
      ['label-map-permuted', withOtherNames],
    ] as const) {
      const faulty = findingsOf(run, fault(table, random), decimals);
      add(tallies, `${rule}, ${kind}, log ${printed}`, true, find(faulty, rule) !== undefined);
      add(tallies, `${rule}, ${kind}, log ${printed}`, false, find(asItIs, rule) !== undefined);
    }
  }
  return [...tallyLines(tallies), `file-does-not-match-log, log ${printed}: ${rate(withoutEpoch, files)}`];
}

/** Validation rows that are no sample of what the test rows show, and runs that end without numbers. */
const otherRows = new Set(['P_val_shuffled', 'P_leak', 'P_val_balanced', 'P_val_missing', 'P_nan']);

/** The score columns under other names, the answers as they are. */
function withOtherColumns(table: PredictionTable, random: Random): PredictionTable {
  return { ...withOtherNames(table, random), predicted: table.predicted };
}

/** What the rules say of answers and scores, by the truth of a large test set or by the fault put in. */
function measureAnswers(runs: readonly LabelledRun[]): string[] {
  const random = seededRandom(5);
  const tallies = new Map<string, Tally>();
  const shifted = new Map<string, Tally>();
  const dominated = new Map<string, Tally>();
  for (const run of runs) {
    const table = predictionTable(run);
    if (table === undefined) continue;
    const found = findingsOf(run, table);
    if (table.scores !== undefined) {
      const isError = (list: readonly Finding[]): boolean =>
        find(list, 'probabilities-malformed')?.severity === 'error';
      const columns = 'probabilities-malformed, score columns exchanged';
      add(tallies, columns, true, isError(findingsOf(run, withOtherColumns(table, random))));
      add(tallies, columns, false, isError(found));
      add(shifted, run.name, false, find(found, 'class-probability-shifted') !== undefined);
      add(dominated, run.name, false, find(found, 'few-rows-dominate-loss') !== undefined);
    }
    if (otherRows.has(run.name)) continue;
    const total = run.val_counts.reduce((sum, count) => sum + count, 0);
    run.val_counts.forEach((count, index) => {
      const ratio = run.truth_last.pred_share[index]! / (count / total);
      const names = (rule: string): boolean =>
        find(found, rule)?.names['classes']?.includes(String(index)) === true;
      add(
        tallies,
        'class-over-predicted, per class, true ratio above 1.3',
        ratio > 1.3,
        names('class-over-predicted'),
      );
      add(
        tallies,
        'class-under-predicted, per class, true ratio below 1/1.3',
        ratio < 1 / 1.3,
        names('class-under-predicted'),
      );
    });
  }
  return [
    ...tallyLines(tallies),
    `class-probability-shifted by recipe: ${byRecipe(shifted)}`,
    `few-rows-dominate-loss by recipe: ${byRecipe(dominated)}`,
  ];
}

function byRecipe(tallies: ReadonlyMap<string, Tally>): string {
  return [...tallies]
    .sort()
    .map(([name, { falseAlarms, negatives }]) => `${name} ${falseAlarms}/${negatives}`)
    .join(', ');
}

function main(): void {
  if (existsSync(path)) {
    const runs = readRuns(path);
    for (const line of [...measureFaults(runs), ...measureFaults(runs, 4), ...measureAnswers(runs)])
      console.log(line);
  } else console.log(`No labelled runs at ${path}: give their path as argument. The simulated rates follow.`);
  for (const line of [
    ...relabellingNulls(),
    ...calibratedNulls(['class-probability-shifted']),
    ...calibratedNulls(['few-rows-dominate-loss'], 200),
    ...calibratedNulls(['few-rows-dominate-loss'], 50, 0.03),
    ...rareClassNulls(),
  ])
    console.log(line);
}

main();
