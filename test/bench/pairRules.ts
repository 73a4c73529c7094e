/**
 * How often the rules about several prediction files fire on simulated ones: `node test/bench/pairRules.ts [draws]`.
 * Models that are equally good, or differ by a known amount, answer the same rows; the pages of the rules hold the
 * figures of 2,000 draws.
 */
import { compareFound } from '../../src/analysis/compareFound.ts';
import { withEarlierRuns } from '../../src/analysis/earlierRuns.ts';
import { evaluate } from '../../src/core/evaluate.ts';
import { defaultLimits } from '../../src/core/limits.ts';
import type { PredictionTable } from '../../src/core/predictionTable.ts';
import { seededRandom } from '../../src/core/random.ts';
import { rules } from '../../src/rules/all.ts';
import { rate } from './ruleTally.ts';

const draws = Number(process.argv[2] ?? 500);
const counts = [17, 27, 36, 54, 71];
const rows = counts.reduce((sum, count) => sum + count, 0);
const ids = [
  'difference-within-noise',
  'accuracy-up-macro-down',
  'class-regressed',
  'not-the-same-rows',
  'best-of-many',
];
const random = seededRandom(20_251_103);

type Recalls = readonly number[];

function table(actual: Int32Array, predicted: Int32Array, rowIds?: readonly string[]): PredictionTable {
  return {
    kind: 'predictions',
    labels: counts.map((_, index) => String.fromCharCode(97 + index)),
    actual,
    predicted,
    ...(rowIds === undefined ? {} : { rowIds }),
    rowLines: new Int32Array(actual.length),
    columns: { actual: { name: 'actual' } },
    skipped: new Map(),
  };
}

/** Files of models with these recalls; in a share of the rows what is hard for one is hard for all. */
function drawFiles(models: readonly Recalls[], shared: number): PredictionTable[] {
  const actual = Int32Array.from(
    counts.flatMap((count, index) => Array.from({ length: count }, () => index)),
  );
  const hardness = Float64Array.from(actual, () => random.uniform());
  return models.map((recalls) =>
    table(
      actual,
      actual.map((own, row) => {
        const hard = random.uniform() < shared ? hardness[row]! : random.uniform();
        if (hard < recalls[own]!) return own;
        return (own + 1 + Math.floor(random.uniform() * (counts.length - 1))) % counts.length;
      }),
    ),
  );
}

/** The rules that fire on any of the files, as those of one series. */
function firedOn(tables: readonly PredictionTable[]): Set<string> {
  const gathered = tables.map((one, index) => {
    const file = `runs/exp${index + 1}/val.csv`;
    const evaluation = evaluate(one, { confidence: defaultLimits.confidence });
    const predictions = { file, table: one, evaluation };
    const evidence = { id: file, predictions, classCounts: {}, finished: true };
    return { evidence, rung: 'E2' as const, folder: `runs/exp${index + 1}`, files: [], problems: [] };
  });
  const fired = new Set<string>();
  for (const { evidence } of withEarlierRuns(gathered, defaultLimits, compareFound)) {
    for (const rule of rules)
      if (ids.includes(rule.id) && rule.check(evidence, defaultLimits) !== undefined) fired.add(rule.id);
  }
  return fired;
}

function measure(name: string, draw: () => readonly PredictionTable[], asked: readonly string[]): void {
  const fired = new Map(asked.map((id) => [id, 0]));
  for (let count = 0; count < draws; count++) {
    const found = firedOn(draw());
    for (const id of asked) if (found.has(id)) fired.set(id, fired.get(id)! + 1);
  }
  console.log(name);
  for (const [id, hits] of fired) console.log(`  ${id.padEnd(24)} ${rate(hits, draws)}`);
}

const even = (recall: number): Recalls => counts.map(() => recall);
const uneven = [0.4, 0.6, 0.8, 0.9, 0.95];
const withRecall = (recalls: Recalls, index: number, recall: number): Recalls =>
  recalls.map((own, other) => (other === index ? recall : own));

const ofPairs = ids.slice(0, 3);
for (const shared of [0, 0.5, 0.9]) {
  for (const [name, recalls] of [
    ['all recalls 0.6', even(0.6)],
    ['all recalls 0.85', even(0.85)],
    ['recalls 0.4 to 0.95', uneven],
  ] as const)
    measure(`equal models, ${name}, shared ${shared}`, () => drawFiles([recalls, recalls], shared), ofPairs);
}
for (const [index, from, to] of [
  [0, 0.8, 0.5],
  [0, 0.8, 0.3],
  [2, 0.8, 0.5],
  [4, 0.8, 0.5],
  [4, 0.8, 0.6],
] as const)
  measure(
    `recall of ${counts[index]} rows ${from} to ${to}, shared 0.7`,
    () => drawFiles([even(from), withRecall(even(from), index, to)], 0.7),
    ['class-regressed'],
  );
for (const better of [0.05, 0.1, 0.15])
  measure(
    `recalls 0.7 and ${(0.7 + better).toFixed(2)}, shared 0.7`,
    () => drawFiles([even(0.7), even(0.7 + better)], 0.7),
    ['difference-within-noise'],
  );
for (const [up, down] of [
  [0.1, 0.2],
  [0.15, 0.3],
  [0.2, 0.4],
] as const)
  measure(
    `the two largest classes ${up} up, the two smallest ${down} down, shared 0.7`,
    () => drawFiles([even(0.7), [0.7 - down, 0.7 - down, 0.7, 0.7 + up, 0.7 + up]], 0.7),
    ['accuracy-up-macro-down', 'class-regressed'],
  );
for (const runs of [5, 10, 20]) {
  const equal = Array.from({ length: runs }, () => even(0.8));
  for (const shared of [0, 0.7])
    measure(`${runs} equal runs, shared ${shared}`, () => drawFiles(equal, shared), ['best-of-many']);
  for (const better of [0.05, 0.1])
    measure(
      `${runs} runs, one better by ${better}, shared 0.7`,
      () => drawFiles([...equal.slice(1), even(0.8 + better)], 0.7),
      ['best-of-many'],
    );
}

/** Rows drawn from one data set anew, `sizes` of 683 with the classes' shares; each answered right. */
function drawSplits(sizes: readonly number[], named: boolean): PredictionTable[] {
  const all = counts.flatMap((count, index) => Array.from({ length: Math.round(count / 0.3) }, () => index));
  return sizes.map((size) => {
    const order = [...all.keys()].map((row) => ({ row, at: random.uniform() })).sort((a, b) => a.at - b.at);
    const chosen = order.slice(0, size).map(({ row }) => row);
    const actual = Int32Array.from(chosen, (row) => all[row]!);
    return table(actual, actual.slice(), named ? chosen.map((row) => `img/${row}.png`) : undefined);
  });
}
for (const sizes of [
  [rows, rows],
  [rows, rows - 10],
  [rows, rows - 35],
  [342, 341],
])
  for (const named of [true, false])
    measure(
      `splits of ${sizes.join(' and ')} rows drawn anew, ${named ? 'ids' : 'no ids'}`,
      () => drawSplits(sizes, named),
      ['not-the-same-rows'],
    );
