/**
 * How often comparisons of two files are wrong: `node test/bench/comparison.ts [draws]`. Draws pairs of files of one
 * truth from models that are equal or differ by a known amount, compares them as the product does, and prints how often
 * a test finds a difference between equal models and how often a 95 % interval holds the true difference.
 * `media/metrics/coverage.md` holds the figures of 2,000 draws.
 */
import { comparePredictions } from '../../src/analysis/comparePredictions.ts';
import type { Comparison } from '../../src/core/comparison/comparison.ts';
import { defaultLimits } from '../../src/core/limits.ts';
import { normalQuantile } from '../../src/core/normalQuantile.ts';
import type { PredictionTable } from '../../src/core/predictionTable.ts';
import { seededRandom } from '../../src/core/random.ts';

const draws = Number(process.argv[2] ?? 200);
const counts = [17, 27, 36, 54, 71];
/** The truth of unequal models is that of so many times as many rows. */
const many = 600;

interface Setting {
  readonly name: string;
  /** How far the logit of the true class is raised, by class. */
  readonly gains: readonly [readonly number[], readonly number[]];
  /** Correlation of the two files' logits. */
  readonly shared: number;
  readonly randomCounts: boolean;
}

const even = (gain: number): number[] => counts.map(() => gain);
const equal = [0.8, 1.6, 3].flatMap((gain) =>
  [0.3, 0.8, 0.97].map((shared) => ({
    name: `equal, gain ${gain}, shared ${shared}`,
    gains: [even(gain), even(gain)] as const,
    shared,
  })),
);
const uneven = [0.3, 1, 2, 2, 3];
const settings: Setting[] = [false, true].flatMap((randomCounts) =>
  [
    ...equal,
    { name: 'equal, uneven classes', gains: [uneven, uneven] as const, shared: 0.8 },
    { name: 'B better', gains: [even(1.6), even(2.2)] as const, shared: 0.7 },
    { name: 'B better in one class', gains: [uneven, [1.5, 1, 2, 2, 2.5]] as const, shared: 0.7 },
  ].map((one) => ({ ...one, randomCounts, name: `${one.name}${randomCounts ? ', random counts' : ''}` })),
);

const random = seededRandom(20_250_901);
const normal = (): number => normalQuantile(random.uniform());

function drawTruth(rows: readonly number[], randomCounts: boolean): Int32Array {
  const actual = Int32Array.from(rows.flatMap((count, index) => Array.from({ length: count }, () => index)));
  return randomCounts ? actual.map(() => actual[Math.floor(random.uniform() * actual.length)]!) : actual;
}

function drawPair(
  { gains, shared, randomCounts }: Setting,
  rows: readonly number[],
): [PredictionTable, PredictionTable] {
  const size = rows.length;
  const actual = drawTruth(rows, randomCounts);
  const files = gains.map(() => ({
    predicted: new Int32Array(actual.length),
    scores: new Float64Array(actual.length * size),
  }));
  actual.forEach((truth, row) => {
    const common = rows.map(normal);
    files.forEach(({ predicted, scores }, which) => {
      const powers = common.map((one, index) =>
        Math.exp(
          (index === truth ? gains[which]![truth]! : 0) +
            Math.sqrt(shared) * one +
            Math.sqrt(1 - shared) * normal(),
        ),
      );
      const sum = powers.reduce((total, one) => total + one, 0);
      scores.set(
        powers.map((power) => power / sum),
        row * size,
      );
      predicted[row] = powers.indexOf(Math.max(...powers));
    });
  });
  const table = (file: (typeof files)[number]): PredictionTable => ({
    kind: 'predictions',
    labels: rows.map((_, index) => String(index)),
    actual,
    ...file,
    rowLines: new Int32Array(actual.length),
    columns: { actual: { name: 'actual' } },
    skipped: new Map(),
  });
  return [table(files[0]!), table(files[1]!)];
}

function compare(setting: Setting, rows: readonly number[]): Comparison {
  const result = comparePredictions(...drawPair(setting, rows), defaultLimits);
  if (result.kind === 'refused') throw new Error(result.because);
  return result;
}

/** Everything with a difference, by name. */
function compared({ metrics, classes }: Comparison) {
  const last = classes.length - 1;
  return [
    ...metrics.map((one) => [one.id, one] as const),
    ...[0, last].flatMap((index) => [
      [`recall of ${counts[index]} rows`, classes[index]!.recall] as const,
      [`ROC AUC of ${counts[index]} rows`, classes[index]!.rocAuc!] as const,
    ]),
  ];
}

interface Tally {
  readonly missed: Map<string, number[]>;
  readonly found: Map<string, number[]>;
}

function add(shares: Map<string, number[]>, name: string, share: number): void {
  shares.set(name, [...(shares.get(name) ?? []), share]);
}

function run(setting: Setting, tally: Tally): void {
  const isNull = setting.name.startsWith('equal');
  const truth = new Map<string, number>();
  if (!isNull) {
    const large = compare(
      setting,
      counts.map((count) => count * many),
    );
    for (const [name, { difference }] of compared(large))
      if (difference.kind === 'value') truth.set(name, difference.value);
  }
  const misses = new Map<string, number>();
  const hits = new Map<string, number>();
  const tick = (counted: Map<string, number>, name: string, is: boolean): void => {
    counted.set(name, (counted.get(name) ?? 0) + Number(is));
  };
  for (let draw = 0; draw < draws; draw++) {
    const result = compare(setting, counts);
    for (const [name, { difference, test }] of compared(result)) {
      const target = truth.get(name) ?? 0;
      if (difference.kind !== 'value') continue;
      const [low, high] = difference.interval ?? [-Infinity, Infinity];
      tick(misses, name, low > target + 1e-12 || high < target - 1e-12);
      if (test !== undefined && !name.includes('rows'))
        tick(hits, name, test.kind === 'test' && test.significant);
      if (test !== undefined && name.startsWith('ROC'))
        tick(hits, `${name}, alone`, test.kind === 'test' && test.p <= 0.05);
    }
    const any = (tests: readonly (Comparison['metrics'][number] | undefined)[]): boolean =>
      tests.some((one) => one?.test?.kind === 'test' && one.test.significant);
    tick(hits, 'any recall, Holm', any(result.classes.map(({ recall }) => recall)));
    tick(hits, 'any ROC AUC, Holm', any(result.classes.map(({ rocAuc }) => rocAuc)));
  }
  for (const [name, count] of misses) add(tally.missed, name, count / draws);
  if (isNull) for (const [name, count] of hits) add(tally.found, name, count / draws);
}

const tally: Tally = { missed: new Map(), found: new Map() };
for (const setting of settings) run(setting, tally);

const percent = (share: number): string => (100 * share).toFixed(1).padStart(5);
function print(title: string, shares: Map<string, number[]>): void {
  console.log(`\n${title}`);
  for (const [name, all] of shares) {
    const mean = all.reduce((sum, one) => sum + one, 0) / all.length;
    console.log(
      `${name.padEnd(28)} ${percent(mean)} ${percent(Math.min(...all))} ${percent(Math.max(...all))}`,
    );
  }
}
console.log(
  `${settings.length} settings of ${counts.join('/')} rows, ${draws} draws each: mean, lowest, highest (%)`,
);
print('Differences found between equal models', tally.found);
print(
  'Intervals that hold the true difference',
  new Map([...tally.missed].map(([name, all]) => [name, all.map((one) => 1 - one)])),
);
