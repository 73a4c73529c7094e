import { defaultLimits } from '../../src/core/limits.ts';
import { seededRandom } from '../../src/core/random.ts';
import type { Random } from '../../src/core/random.ts';
import type { PredictionTable } from '../../src/core/predictionTable.ts';
import { rules } from '../../src/rules/all.ts';
import { evaluate } from '../../src/core/evaluate.ts';
import { surelyPermuted } from '../../src/rules/labelMapPermuted.ts';
import { rate } from './ruleTally.ts';

const draws = 2_000;
export const countSets: readonly (readonly number[])[] = [
  [17, 27, 36, 54, 71],
  [5, 8, 10, 20, 100],
  [10, 190],
  [40, 40, 40, 40, 40],
  [25, 25],
  Array.from({ length: 20 }, () => 10),
];

export function countsText(counts: readonly number[]): string {
  return counts.length > 5 ? `${counts.length} times ${counts[0]!}` : counts.join('/');
}

/** An index drawn by weight. */
export function pick(weights: readonly number[], random: Random): number {
  let rest = random.uniform() * weights.reduce((sum, weight) => sum + weight, 0);
  for (let index = 0; index < weights.length; index++) {
    rest -= weights[index]!;
    if (rest <= 0) return index;
  }
  return weights.length - 1;
}

/** Models that answer a class; the last two are permuted, so that firing is right. */
function answering(counts: readonly number[], random: Random): Record<string, () => (own: number) => number> {
  const size = counts.length;
  const shares = (): number[] => counts.map(() => -Math.log(random.uniform()));
  const confused =
    (accuracy: number): (() => (own: number) => number) =>
    () => {
      const rows = counts.map((_, own) => shares().map((share, other) => (other === own ? 0 : share)));
      return (own) => (random.uniform() < accuracy ? own : pick(rows[own]!, random));
    };
  const permuted =
    (accuracy: number): (() => (own: number) => number) =>
    () => {
      const step = 1 + Math.floor(random.uniform() * (size - 1));
      return (own) =>
        random.uniform() < accuracy ? (own + step) % size : Math.floor(random.uniform() * size);
    };
  return {
    'answers without regard to the row': () => {
      const answers = shares();
      return () => pick(answers, random);
    },
    'one answer for 95 % of the rows': () => {
      const one = Math.floor(random.uniform() * size);
      return () => (random.uniform() < 0.95 ? one : pick(counts, random));
    },
    'random confusions at recall 0.3': confused(0.3),
    'random confusions at recall 0.5': confused(0.5),
    'permuted, 0.8 right but for the names': permuted(0.75),
    'permuted, 0.6 right but for the names': permuted(0.5),
  };
}

/** How often label-map-permuted fires on simulated files. */
export function relabellingNulls(): string[] {
  const random = seededRandom(7);
  return countSets.flatMap((counts) =>
    Object.entries(answering(counts, random)).map(([name, model]) => {
      let fired = 0;
      for (let draw = 0; draw < draws; draw++) {
        const answer = model();
        const matrix = counts.map(() => counts.map(() => 0));
        counts.forEach((rows, own) => {
          for (let row = 0; row < rows; row++) matrix[own]![answer(own)]!++;
        });
        if (surelyPermuted(matrix, defaultLimits.rules.predictions) !== undefined) fired++;
      }
      return `label-map-permuted, rows ${countsText(counts)}, ${name}: ${rate(fired, draws)}`;
    }),
  );
}

/** A standard normal variable. */
export function gauss(random: Random): number {
  return Math.sqrt(-2 * Math.log(random.uniform())) * Math.cos(2 * Math.PI * random.uniform());
}

/** A gamma variable of whole or half shape, for Dirichlet shares. */
function gamma(shape: number, random: Random): number {
  let sum = 0;
  for (let step = 0; step < Math.floor(shape); step++) sum -= Math.log(random.uniform());
  if (shape % 1 === 0) return sum;
  return sum + gauss(random) ** 2 / 2;
}

/** Rows whose truth is drawn from their probabilities; `tilt` multiplies these by class afterwards. */
export function calibratedTable(
  rows: number,
  shares: readonly number[],
  random: Random,
  tilt: readonly number[] = shares.map(() => 1),
): PredictionTable {
  const classes = shares.length;
  const scores = new Float64Array(rows * classes);
  const actual = new Int32Array(rows);
  const predicted = new Int32Array(rows);
  for (let row = 0; row < rows; row++) {
    // Evidence for one class drawn by its share: probabilities of about 0.8 accuracy.
    const own = pick(shares, random);
    const evidence = shares.map((_, index) => gamma(0.5, random) * (index === own ? 40 : 1));
    const raw = evidence.map((value, index) => value * shares[index]!);
    const total = raw.reduce((sum, value) => sum + value, 0);
    const truth = raw.map((value) => value / total);
    actual[row] = pick(truth, random);
    const tilted = truth.map((value, index) => value * tilt[index]!);
    const sum = tilted.reduce((a, b) => a + b, 0);
    let best = 0;
    tilted.forEach((value, index) => {
      scores[row * classes + index] = value / sum;
      if (value > tilted[best]!) best = index;
    });
    predicted[row] = best;
  }
  return {
    kind: 'predictions',
    labels: shares.map((_, index) => String(index)),
    actual,
    predicted,
    scores,
    rowLines: Int32Array.from(actual, (_, row) => row + 1),
    columns: { actual: { name: 'actual' } },
    skipped: new Map(),
  };
}

/** The table with this share of its labels, drawn at random, exchanged for another one. */
export function withFlippedLabels(table: PredictionTable, share: number, random: Random): PredictionTable {
  const classes = table.labels.length;
  const other = (own: number): number => (own + 1 + Math.floor(random.uniform() * (classes - 1))) % classes;
  return { ...table, actual: table.actual.map((own) => (random.uniform() < share ? other(own) : own)) };
}

/**
 * How often each of these rules fires on probabilities that are exactly right, and on those of balanced training, with
 * a share of the labels wrong.
 */
export function calibratedNulls(ids: readonly string[], times = draws, flips = 0): string[] {
  const random = seededRandom(11);
  const lines: string[] = [];
  for (const shares of [
    [17, 27, 36, 54, 71],
    [5, 8, 10, 20, 100],
    [10, 190],
    [40, 40, 40, 40, 40],
  ]) {
    for (const rows of [50, 100, 205, 500, 2000]) {
      for (const [name, tilt] of [
        ['true', undefined],
        ['of balanced training', shares.map((share) => 1 / share)],
      ] as const) {
        const fired = new Map(ids.map((id) => [id, 0]));
        for (let draw = 0; draw < times; draw++) {
          const drawn = calibratedTable(rows, shares, random, tilt);
          const table = flips > 0 ? withFlippedLabels(drawn, flips, random) : drawn;
          // The rules asked for here read the table: metrics of the labels are enough.
          const { kind, labels, actual, predicted, rowLines, columns, skipped } = table;
          const labelsOnly = { kind, labels, actual, predicted, rowLines, columns, skipped };
          const evaluation = evaluate(labelsOnly, { confidence: defaultLimits.confidence });
          const evidence = {
            id: 'x',
            predictions: { file: 'x', table, evaluation },
            classCounts: {},
            finished: true,
          };
          for (const id of ids) {
            const rule = rules.find((one) => one.id === id);
            if (rule?.check(evidence, defaultLimits) !== undefined) fired.set(id, fired.get(id)! + 1);
          }
        }
        const rates = [...fired].map(([id, hits]) => `${id} ${rate(hits, times)}`);
        const labels = flips > 0 ? `${100 * flips} % of the labels wrong, ` : '';
        lines.push(
          `probabilities ${name}, ${labels}${rows} rows of ${countsText(shares)}: ${rates.join(', ')}`,
        );
      }
    }
  }
  return lines;
}
